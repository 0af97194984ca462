import type { FittedStep, FoldPlan, ModelDefinition, RowStep } from "@mlopsc/vocabulary";
import { fitPipeline } from "../pipeline/fit-pipeline.ts";
import { done, failed, type Outcome } from "../problem.ts";
import { type Fold, folds } from "../split/folds.ts";
import { columnNamed } from "../table/columns.ts";
import type { Table } from "../table/table.ts";
import { allRows } from "../table/take-rows.ts";

/**
 * The folds of a model's training rows, as rows of the table. They are dealt where the table is split: below the row
 * steps that learn nothing, so that a column made there can be gone by, and rows that a filter leaves out are in no fold.
 */
export function modelFolds(
  { steps, target, task }: ModelDefinition,
  table: Table,
  plan: FoldPlan,
  { seed, today }: { readonly seed: number; readonly today: number },
): Outcome<readonly Fold[]> {
  const above = rowStepsAbove(steps);
  const dealt = fitPipeline(above, table, { seed, today, target, task, protectedColumns: [] });
  if (!dealt.ok) return dealt;
  const { output, rows } = dealt;
  if (plan.column !== undefined && columnNamed(output, plan.column) === undefined) {
    return failed({ kind: "unknownColumn", step: above.length, column: plan.column });
  }
  const original = (places: Int32Array): Int32Array => places.map((place) => rows[place]!);
  const found = folds(output, plan, allRows(output.rows), seed);
  return done(found.map(({ train, validation }) => ({ train: original(train), validation: original(validation) })));
}

function rowStepsAbove(steps: readonly (RowStep | FittedStep)[]): readonly RowStep[] {
  const isRowStep = (step: RowStep | FittedStep): step is RowStep =>
    step.kind === "filter" || step.kind === "derive" || step.kind === "select";
  const first = steps.findIndex((step) => !isRowStep(step));
  return steps.slice(0, first < 0 ? steps.length : first).filter(isRowStep);
}
