import { codes, type Span } from "@mlopsc/diagnostics";
import { durationText } from "@mlopsc/plan";
import type { FittedStep } from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";
import { nameSpan, typedValueOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";
import { isSource, type Lineage, lineageAfter, type Reach } from "./lineage.ts";
import type { FeatureColumn } from "./model-analysis.ts";

/** Reports features that know the answer: made from the target, from what alone makes it, or from too near a past. */
export function checkLeakage(
  model: Declaration,
  transform: TransformAnalysis,
  target: string,
  features: readonly FeatureColumn[],
  context: CheckContext,
): void {
  reportFittedOnTarget(transform, target, context);
  const steps = [...transform.dataSteps, ...transform.rowSteps, ...transform.pipelineSteps];
  const lineage = lineageAfter(transform.declaration, steps, context.tables);
  const answer = lineage.get(target);
  if (answer === undefined) return;
  const unchecked: string[] = [];
  for (const { name } of features) {
    const own = lineage.get(sourceOf(name, transform));
    if (own === undefined) continue;
    const reach = own.origins.get(answer.id);
    const leak =
      reach === 0 || reach === "all" ? how(reach) : shares(own, answer) ? "comes from the one column behind" : null;
    if (leak !== null) {
      context.reporter.report(model, spanOf(name, model, context), codes.targetLeak, {
        feature: name,
        target,
        how: leak,
      });
    } else if (typeof reach === "number" && !isFarEnough(name, reach, model, context)) unchecked.push(name);
  }
  if (unchecked.length > 0) {
    const span = typedValueOf(context.program, model, "horizon", "duration")?.span ?? nameSpan(model);
    context.reporter.report(model, span, codes.lagUnchecked, { features: unchecked });
  }
}

const how = (reach: Reach): string =>
  reach === "all" ? "is calculated over rows that hold" : "is the same as, or calculated from,";

/** A target that is made from a single column of a source: whoever sees that column knows the answer. */
function shares(feature: Lineage, answer: Lineage): boolean {
  const sources = [...answer.origins.keys()].filter(isSource);
  const [only] = sources;
  if (sources.length !== 1 || only === undefined || answer.id === only) return false;
  const reach = feature.origins.get(only);
  return reach === 0 || reach === "all";
}

/** Holds a lag against the horizon; false where that cannot be told for want of a cadence. */
function isFarEnough(feature: string, rows: number, model: Declaration, context: CheckContext): boolean {
  const horizon = typedValueOf(context.program, model, "horizon", "duration")?.value;
  const cadence = typedValueOf(context.program, model, "cadence", "duration")?.value;
  if (horizon === undefined) return true;
  if (cadence === undefined) return false;
  if (rows * cadence >= horizon) return true;
  context.reporter.report(model, spanOf(feature, model, context), codes.shortLag, {
    feature,
    rows,
    length: durationText(rows * cadence),
    horizon: durationText(horizon),
  });
  return true;
}

/** A step that is fitted and would change the answer itself; `target` encoding only reads it. */
function reportFittedOnTarget(
  { declaration, steps }: TransformAnalysis,
  target: string,
  { reporter }: CheckContext,
): void {
  for (const { syntax, lowered, stage } of steps) {
    if (stage !== "fitted") continue;
    const names = lowered.flatMap((step) => ("columns" in step ? namesOf((step as FittedStep).columns) : []));
    if (names.includes(target)) {
      const parameters = { verb: syntax.verb.text, column: target };
      reporter.report(declaration, syntax.span, codes.fittedOnTarget, parameters);
    }
  }
}

const namesOf = (selector: FittedStep["columns"]): readonly string[] => ("names" in selector ? selector.names : []);

/** The column that stands for a feature in the lineage: that which a family was encoded from. */
export function sourceOf(feature: string, { output }: TransformAnalysis): string {
  return output.families.find(({ prefix }) => feature === `${prefix}*`)?.from ?? feature;
}

/** Where a feature is named, or the list of features, or the model. */
export function spanOf(feature: string, model: Declaration, { program }: CheckContext): Span {
  const value = typedValueOf(program, model, "features", "columns");
  const word = value?.selection.names.find(({ text }) => text === feature || `${text}=*` === feature);
  return word?.span ?? value?.span ?? nameSpan(model);
}
