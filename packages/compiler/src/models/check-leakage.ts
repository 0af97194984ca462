import { codes, type Span } from "@mlopsc/diagnostics";
import { durationText } from "@mlopsc/plan";
import type { FittedStep } from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";
import { nameSpan, typedValueOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";
import { type Distance, isSource, type Lineage, lineageAfter, type Reach } from "./lineage.ts";
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
  const lineage = lineageAfter(transform, steps, context.tables);
  const answer = lineage.get(target);
  if (answer === undefined) return;
  const unchecked: string[] = [];
  const doubted: string[] = [];
  for (const { name } of features) {
    const own = lineage.get(sourceOf(name, transform));
    if (own === undefined) continue;
    const reaches = own.origins.get(answer.id) ?? [];
    const given = reaches.find((reach) => reach === "same" || reach === "all");
    const shared = given === undefined ? sharedSource(own, answer) : undefined;
    const isDoubtful = shared !== undefined && countsOtherRows(own, answer, shared);
    if (isDoubtful) doubted.push(name);
    const told = shared === undefined || isDoubtful ? null : "comes from the one column behind";
    const leak = given !== undefined ? how(given) : told;
    if (leak !== null) {
      context.reporter.report(model, spanOf(name, model, context), codes.targetLeak, {
        feature: name,
        target,
        how: leak,
      });
    } else if (!isFarEnough(name, reaches.filter(isDistance), model, context)) unchecked.push(name);
  }
  if (doubted.length > 0) {
    const span = spanOf(doubted[0]!, model, context);
    context.reporter.report(model, span, codes.sharedSource, { features: doubted, target });
  }
  if (unchecked.length > 0) {
    const span = typedValueOf(context.program, model, "horizon", "duration")?.span ?? nameSpan(model);
    context.reporter.report(model, span, codes.lagUnchecked, { features: unchecked });
  }
}

const how = (reach: Reach): string =>
  reach === "all" ? "is calculated over rows that hold" : "is the same as, or calculated from,";

/** The single column of a source that a target is made from, where the feature reads it too: whoever sees it knows the answer. */
function sharedSource(feature: Lineage, answer: Lineage): string | undefined {
  const sources = [...answer.origins.keys()].filter(isSource);
  const [only] = sources;
  if (sources.length !== 1 || only === undefined || answer.id === only) return undefined;
  return feature.origins.get(only)?.some((reach) => !isDistance(reach)) ? only : undefined;
}

/**
 * Whether both are calculated over rows, and by no step together: then the rows may be others, as where one counts what came
 * before a day and one what came after it. That they are is more than types tell.
 */
function countsOtherRows(feature: Lineage, answer: Lineage, source: string): boolean {
  const areAll = [feature, answer].every(({ origins }) => origins.get(source)?.join() === "all");
  const steps = stepsBehind(answer);
  return areAll && ![...stepsBehind(feature)].some((step) => steps.has(step));
}

/** `transform.spend#2` of each value that went into it. */
const stepsBehind = ({ origins }: Lineage): ReadonlySet<string> =>
  new Set([...origins.keys()].filter((id) => !isSource(id)).map((id) => id.replace(/^(.*?#\d+)\..*$/s, "$1")));

const isDistance = (reach: Reach): reach is Distance => typeof reach === "object";

/** Holds lags against the horizon; false where that cannot be told of one for want of a cadence. */
function isFarEnough(
  feature: string,
  distances: readonly Distance[],
  model: Declaration,
  context: CheckContext,
): boolean {
  const horizon = typedValueOf(context.program, model, "horizon", "duration")?.value;
  const cadence = typedValueOf(context.program, model, "cadence", "duration")?.value;
  if (horizon === undefined) return true;
  const unknown = ({ rows, milliseconds }: Distance): boolean =>
    cadence === undefined && rows > 0 && milliseconds < horizon;
  if (distances.some(unknown)) return false;
  const lengthOf = ({ rows, milliseconds }: Distance): number => milliseconds + (rows > 0 ? rows * (cadence ?? 0) : 0);
  const short = distances.find((distance) => lengthOf(distance) < horizon);
  if (short === undefined) return true;
  const length = durationText(lengthOf(short));
  const rows = `${short.rows} row${short.rows === 1 ? "" : "s"}`;
  context.reporter.report(model, spanOf(feature, model, context), codes.shortLag, {
    feature,
    back: short.rows === 0 ? length : short.milliseconds === 0 ? `${rows} (${length})` : length,
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
