import { columnsOf, type FittedStep, type RowStep } from "@mlopsc/vocabulary";
import { rowsWhere } from "../expression/evaluate.ts";
import { failed, type LearnProblem } from "../problem.ts";
import { columnNamed } from "../table/columns.ts";
import type { Table, TableColumn } from "../table/table.ts";
import { allRows, takeRows } from "../table/take-rows.ts";
import { applyPart } from "./apply-part.ts";
import { fitBin } from "./bin.ts";
import { chooseColumns } from "./choose-columns.ts";
import { fitEncode } from "./encode.ts";
import type { FitContext, StepContext, StepOutcome } from "./fit-context.ts";
import type { FittedPart, FittedPipeline } from "./fitted-part.ts";
import { fitImpute } from "./impute.ts";
import { largestOf } from "./largest-of.ts";
import { numericFeatures } from "./numeric-features.ts";
import { fitOutliers } from "./outliers.ts";
import { fitPrincipalComponents } from "./principal-components.ts";
import { stepContexts } from "./protect.ts";
import { fitScale } from "./scale.ts";
import { fitSelectFeatures } from "./select-features.ts";

export type FitOutcome =
  | {
      readonly ok: true;
      readonly pipeline: FittedPipeline;
      /** The training rows as the learner sees them; encoded by target, out of fold. */
      readonly output: Table;
      /** For each output row the input row that it came from, rising: filters and dropped outliers leave some out. */
      readonly rows: Int32Array;
    }
  | { readonly ok: false; readonly problem: LearnProblem };

/** Fits the steps one after another on these rows, the training part, and on nothing else. Deterministic for the seed. */
export function fitPipeline(steps: readonly (RowStep | FittedStep)[], table: Table, context: FitContext): FitOutcome {
  const parts: FittedPart[] = [];
  let output = table;
  let rows = allRows(table.rows);
  const contexts = stepContexts(steps, context);
  for (const [at, step] of steps.entries()) {
    const fitted = fitStep(step, output, contexts[at]!);
    if (!fitted.ok) return fitted;
    if (!holdsFinite(fitted.part))
      return failed({ kind: "tooLarge", step: at, ...largestOf(columnsRead(step, output, contexts[at]!)) });
    parts.push(fitted.part);
    output = outputOf(fitted, output, context);
    const kept = fitted.rows;
    if (kept !== undefined) rows = kept.map((row) => rows[row]!);
  }
  return { ok: true, pipeline: { version: 1, parts }, output, rows };
}

/** Those that a step learns from: to fill in by neighbours or by a model it reads others than it fills. */
function columnsRead(step: RowStep | FittedStep, table: Table, context: StepContext): readonly TableColumn[] {
  if (step.kind === "impute" && (step.strategy === "knn" || step.strategy === "model"))
    return numericFeatures(table, context);
  if (!("columns" in step) || step.kind === "select") return table.columns;
  return chooseColumns(table, step.columns, context.protectedColumns);
}

function outputOf(fitted: Extract<StepOutcome, { ok: true }>, table: Table, context: FitContext): Table {
  if (fitted.output !== undefined) return fitted.output;
  if (fitted.rows !== undefined) return fitted.rows.length === table.rows ? table : takeRows(table, fitted.rows);
  return fitted.part.kind === "filter" ? table : applyPart(fitted.part, table, context);
}

function fitStep(step: RowStep | FittedStep, table: Table, context: StepContext): StepOutcome {
  switch (step.kind) {
    case "filter":
      return (
        unknownAmong(columnsOf(step.condition), table, context) ?? {
          ok: true,
          part: step,
          rows: rowsWhere(step.condition, table, context),
        }
      );
    case "derive":
      return unknownAmong(columnsOf(step.expression), table, context) ?? { ok: true, part: step };
    case "select":
      return (
        unknownAmong(
          step.columns.map(({ from }) => from),
          table,
          context,
        ) ?? { ok: true, part: step }
      );
    case "impute":
      return fitImpute(step, table, context);
    case "outliers":
      return fitOutliers(step, table, context);
    case "encode":
      return fitEncode(step, table, context);
    case "scale":
      return fitScale(step, table, context);
    case "bin":
      return fitBin(step, table, context);
    case "pca":
      return fitPrincipalComponents(step, table, context);
    case "select_features":
      return fitSelectFeatures(step, table, context);
  }
}

function unknownAmong(names: readonly string[], table: Table, context: StepContext): StepOutcome | undefined {
  const column = names.find((name) => columnNamed(table, name) === undefined);
  return column === undefined
    ? undefined
    : { ok: false, problem: { kind: "unknownColumn", step: context.step, column } };
}

/** Whether every number learned is finite: JSON knows no other. */
function holdsFinite(learned: unknown): boolean {
  if (typeof learned === "number") return Number.isFinite(learned);
  return typeof learned !== "object" || learned === null || Object.values(learned).every(holdsFinite);
}
