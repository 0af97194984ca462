import type { Column, FittedStep, RelationalStep, RowStep, SplitStep } from "@mlopsc/vocabulary";
import type { Declaration } from "../program.ts";
import type { TableFacts } from "../table-analysis.ts";
import type { AnalysedStep, TransformAnalysis } from "../transform-analysis.ts";
import type { TableState } from "./step-context.ts";

type Gathered = Pick<
  TransformAnalysis,
  | "declaration"
  | "steps"
  | "dataSteps"
  | "dataSchema"
  | "rowSteps"
  | "splitSchema"
  | "split"
  | "pipelineSteps"
  | "requestColumns"
  | "splitKey"
> & {
  readonly facts: Pick<TableFacts, "key" | "timeColumn" | "oneRow" | "lags">;
};

type StatefulStep = AnalysedStep & { readonly state: TableState };

/** The steps by where they run: up to the last relational one, then to the split, then below it. */
export function gatherSteps(declaration: Declaration, steps: readonly StatefulStep[], last: TableState): Gathered {
  const splitAt = steps.findIndex(({ stage }) => stage === "split");
  const above = splitAt < 0 ? steps : steps.slice(0, splitAt);
  const relational = above.findLastIndex(({ stage }) => stage === "relational");
  const data = splitAt < 0 ? steps : above.slice(0, relational + 1);
  const dataState = splitAt < 0 ? last : (data.at(-1)?.state ?? last);
  const splitState = splitAt < 0 ? last : steps[splitAt]!.state;
  const split = splitAt < 0 ? undefined : steps[splitAt]!.lowered.find(isSplit);
  return {
    declaration,
    steps: steps.map(({ state: _, ...step }) => step),
    dataSteps: data.flatMap(({ lowered }) => lowered).filter((step) => isRelational(step) || isRow(step)),
    dataSchema: dataState.schema,
    rowSteps: (splitAt < 0 ? [] : above.slice(relational + 1)).flatMap(({ lowered }) => lowered).filter(isRow),
    splitSchema: splitState.schema,
    split: split ?? null,
    pipelineSteps: (splitAt < 0 ? [] : steps.slice(splitAt + 1))
      .flatMap(({ lowered }) => lowered)
      .filter((step) => isRow(step) || isFitted(step)),
    requestColumns: dataState.schema.columns.flatMap(({ name, type }): Column[] =>
      type === null ? [] : [{ name, type }],
    ),
    splitKey: splitState.key,
    facts: { key: dataState.key, timeColumn: dataState.timeColumn, oneRow: dataState.oneRow, lags: dataState.lags },
  };
}

type Lowered = RelationalStep | RowStep | SplitStep | FittedStep;

const rowKinds: ReadonlySet<Lowered["kind"]> = new Set(["filter", "derive", "select"]);
const fittedKinds: ReadonlySet<Lowered["kind"]> = new Set([
  "impute",
  "outliers",
  "encode",
  "scale",
  "bin",
  "pca",
  "select_features",
]);

const isRow = (step: Lowered): step is RowStep => rowKinds.has(step.kind);
const isFitted = (step: Lowered): step is FittedStep => fittedKinds.has(step.kind);
const isSplit = (step: Lowered): step is SplitStep => step.kind === "split";
const isRelational = (step: Lowered): step is RelationalStep => !isRow(step) && !isFitted(step) && !isSplit(step);
