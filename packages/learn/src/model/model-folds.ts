import type { FittedStep, FoldPlan, ModelDefinition, RowStep } from "@mlopsc/vocabulary";
import { fitPipeline } from "../pipeline/fit-pipeline.ts";
import { done, failed, type Outcome } from "../problem.ts";
import { type Fold, folds } from "../split/folds.ts";
import { rowsByValue } from "../split/row-values.ts";
import { requireColumn } from "../table/columns.ts";
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
  const fit = (given: readonly RowStep[]) =>
    fitPipeline(given, table, { seed, today, target, task, protectedColumns: [] });
  const dealt = fit(above);
  if (!dealt.ok) return dealt;
  if (dealt.rows.length === 0) return failed({ kind: "noRows" });
  const names = table.columns.map(({ name }) => name);
  const held = plan.column === undefined ? above : stepsThatHold(plan.column, above, names);
  if (held === undefined) return failed({ kind: "unknownColumn", step: above.length, column: plan.column! });
  const there = held.length === above.length ? dealt : fit(held);
  if (!there.ok) return there;
  const left = new Set(dealt.rows);
  const places = allRows(there.output.rows).filter((place) => left.has(there.rows[place]!));
  const original = (found: Int32Array): Int32Array => found.map((place) => there.rows[place]!);
  const found = folds(there.output, plan, places, seed);
  const needed = plan.kind === "holdout" ? 1 : plan.folds;
  if (found.length < needed) {
    return failed({ kind: "tooFewRows", rows: places.length, needed, ...distinctOf(there.output, plan, places) });
  }
  return done(found.map(({ train, validation }) => ({ train: original(train), validation: original(validation) })));
}

/** How many values there are to deal, where folds keep rows of one value together. */
function distinctOf(table: Table, { by, column }: FoldPlan, places: Int32Array) {
  if (column === undefined || (by !== "group" && by !== "time")) return {};
  return { distinct: { column, values: rowsByValue(requireColumn(table, column), places).length } };
}

/** As many of the steps, from the first, as leave the column in the table; a step below the split may leave it out. */
function stepsThatHold(
  column: string,
  steps: readonly RowStep[],
  names: readonly string[],
): readonly RowStep[] | undefined {
  const isThere = [names.includes(column)];
  for (const step of steps) {
    const before = isThere.at(-1)!;
    if (step.kind === "select") isThere.push(step.columns.some(({ to }) => to === column));
    else isThere.push(before || (step.kind === "derive" && step.name === column));
  }
  const last = isThere.lastIndexOf(true);
  return last < 0 ? undefined : steps.slice(0, last);
}

function rowStepsAbove(steps: readonly (RowStep | FittedStep)[]): readonly RowStep[] {
  const isRowStep = (step: RowStep | FittedStep): step is RowStep =>
    step.kind === "filter" || step.kind === "derive" || step.kind === "select";
  const first = steps.findIndex((step) => !isRowStep(step));
  return steps.slice(0, first < 0 ? steps.length : first).filter(isRowStep);
}
