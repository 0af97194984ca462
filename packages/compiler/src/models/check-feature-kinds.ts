import { codes } from "@mlopsc/diagnostics";
import type { StepSyntax } from "@mlopsc/grammar";
import { type AlgorithmName, algorithmEntry, type FittedStep, isQuantity, type ScalarKind } from "@mlopsc/vocabulary";
import { kindName } from "../semantics/expression/typed-expression.ts";
import { nameText } from "../semantics/names/name-text.ts";
import type { Declaration } from "../semantics/program.ts";
import type { LocalFix, LocalOptions } from "../semantics/reporter.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";
import type { CheckContext } from "./check-context.ts";
import { sourceOf, spanOf } from "./check-leakage.ts";
import type { FeatureColumn } from "./model-analysis.ts";

/** What features are held against. */
export interface FeatureDemands {
  readonly algorithms: readonly AlgorithmName[];
  /** Columns that a baseline answers with, so that they may not be scaled. */
  readonly unscaled: readonly string[];
}

/** Holds the features against what the algorithms can take: kinds, missing values, scales; and against `pii`. */
export function checkFeatureKinds(
  model: Declaration,
  transform: TransformAnalysis,
  features: readonly FeatureColumn[],
  demands: FeatureDemands,
  context: CheckContext,
): void {
  const { reporter } = context;
  const { algorithms } = demands;
  const typed = features.filter((feature) => feature.type !== null) as readonly Typed[];
  for (const { name, type } of typed) {
    const span = spanOf(name, model, context);
    if (type.pii || transform.personal.has(sourceOf(name, transform))) {
      reporter.report(model, span, codes.personalFeature, { column: name });
    }
    const barred = algorithms.find((algorithm) => !takesKind(algorithm, type.kind));
    if (barred !== undefined) {
      const parameters = {
        column: name,
        found: kindName(type.kind),
        algorithm: barred,
        advice: adviceFor(name, type.kind),
      };
      reporter.report(model, span, codes.featureKind, parameters, { fixes: encodeFixes(name, type.kind, transform) });
      continue;
    }
    const strict = algorithms.find((algorithm) => !algorithmEntry(algorithm).missing);
    if (type.nullable && strict !== undefined) {
      const fixes = imputeFixes(name, type.kind, transform);
      const related = madeAt(name, transform);
      reporter.report(model, span, codes.missingFeature, { column: name, algorithm: strict }, { fixes, related });
    }
  }
  checkScale(model, transform, typed, demands, context);
}

/** A computed column that may be missing is a riddle where what it is made from may not: it is shown where it is made. */
function madeAt(name: string, { declaration, steps }: TransformAnalysis): NonNullable<LocalOptions["related"]> {
  const makes = ({ verb, assignments }: StepSyntax): boolean =>
    verb.text === "derive" && assignments.some((assignment) => assignment.name.text === name);
  const step = steps.findLast(({ syntax }) => makes(syntax));
  const message = "Missing where what it reads is missing, or where there is no result: x / 0, log of 0.";
  return step === undefined ? [] : [{ declaration, span: step.syntax.span, message }];
}

type Typed = FeatureColumn & { readonly type: NonNullable<FeatureColumn["type"]> };

const takesKind = (algorithm: AlgorithmName, kind: ScalarKind): boolean =>
  isQuantity(kind) || kind === "bool" || (kind === "category" && algorithmEntry(algorithm).categories);

function adviceFor(column: string, kind: ScalarKind): string {
  const name = nameText(column);
  if (kind === "category") return `Write \`encode ${name} with one_hot\` below the split.`;
  if (kind === "date" || kind === "timestamp")
    return `Write \`derive month = month(${name})\` and the like, and \`drop ${name}\`.`;
  if (kind === "id") return `An id tells rows apart, nothing else: \`drop ${name}\`.`;
  return `Write \`cast ${name} as category\` if it has few values, or \`drop ${name}\`.`;
}

function checkScale(
  model: Declaration,
  transform: TransformAnalysis,
  features: readonly Typed[],
  { algorithms, unscaled }: FeatureDemands,
  { reporter, ...context }: CheckContext,
): void {
  const algorithm = algorithms.find((each) => algorithmEntry(each).scaled);
  if (algorithm === undefined) return;
  const scaled = scaledColumns(transform.pipelineSteps.filter((step): step is FittedStep => "columns" in step));
  const left = features
    .filter(({ name, type }) => isQuantity(type.kind) && !scaled(name) && !unscaled.includes(name))
    .map(({ name }) => name);
  if (left.length === 0) return;
  const fixes = [lastStepFix(transform, "scale numeric with standard")];
  const span = spanOf("", model, { reporter, ...context });
  reporter.report(model, span, codes.unscaledFeatures, { columns: left, algorithm }, { fixes });
}

/** Whether a column is on a scale of its own after the steps: scaled, binned or encoded. */
function scaledColumns(steps: readonly FittedStep[]): (name: string) => boolean {
  const selectors = steps.filter(({ kind }) => kind === "scale").map(({ columns }) => columns);
  return (name) =>
    /^pca_\d+$/.test(name) ||
    selectors.some((selector) =>
      "names" in selector ? selector.names.includes(name) : !selector.except.includes(name),
    );
}

const encodeFixes = (name: string, kind: ScalarKind, transform: TransformAnalysis): readonly LocalFix[] =>
  kind === "category" ? [stepBelowSplitFix(transform, `encode ${nameText(name)} with one_hot`)].flat() : [];

const imputeFixes = (name: string, kind: ScalarKind, transform: TransformAnalysis): readonly LocalFix[] =>
  stepBelowSplitFix(transform, `impute ${nameText(name)} with ${isQuantity(kind) ? "median" : "mode"}`);

/** Adds a line right below the split. */
function stepBelowSplitFix(transform: TransformAnalysis, line: string): readonly LocalFix[] {
  const split = transform.steps.find(({ stage }) => stage === "split");
  if (split === undefined) return [];
  return [insertFix(transform, split.syntax.span.end, line)];
}

function lastStepFix(transform: TransformAnalysis, line: string): LocalFix {
  const end = transform.steps.at(-1)?.syntax.span.end ?? 0;
  return insertFix(transform, end, line);
}

function insertFix({ declaration }: TransformAnalysis, after: number, line: string): LocalFix {
  const end = lineEnd(declaration.block.text, after);
  return {
    title: `Add \`${line}\` to \`${declaration.name}\``,
    edits: [{ declaration, span: { start: end, end }, newText: `\n  ${line}` }],
  };
}

/** After a comment at the end of the line, where there is one. */
function lineEnd(text: string, from: number): number {
  const rest = /^[ \t]*(#[^\n]*)?/.exec(text.slice(from));
  return from + (rest?.[1] === undefined ? 0 : rest[0].length);
}
