import { type ColumnSelector, isQuantity } from "@mlopsc/vocabulary";
import type { LearnProblem, Outcome } from "../problem.ts";
import { done, failed } from "../problem.ts";
import { columnNamed } from "../table/columns.ts";
import { isText, type NumericColumn, type Table, type TableColumn } from "../table/table.ts";
import type { StepContext } from "./fit-context.ts";

/**
 * The columns that a selector means in this table, in the selector's or the table's order.
 * `numeric`: int, number, duration; `category`: category. Protected columns are chosen by name only.
 */
export function chooseColumns(
  table: Table,
  selector: ColumnSelector,
  protectedColumns: readonly string[],
): readonly TableColumn[] {
  if ("names" in selector) return selector.names.map((name) => columnNamed(table, name)).filter((c) => c !== undefined);
  const barred = new Set([...selector.except, ...protectedColumns]);
  return table.columns.filter((column) => !barred.has(column.name) && isOfSort(column, selector.all));
}

/** As {@link chooseColumns}, with a problem where a column named is absent. */
export function chosenColumns(
  table: Table,
  selector: ColumnSelector,
  context: StepContext,
): Outcome<readonly TableColumn[]> {
  const absent =
    "names" in selector ? selector.names.find((name) => columnNamed(table, name) === undefined) : undefined;
  if (absent !== undefined) return failed({ kind: "unknownColumn", step: context.step, column: absent });
  if (table.rows === 0) return failed({ kind: "noTrainingRows", step: context.step });
  return done(chooseColumns(table, selector, context.protectedColumns));
}

/** As {@link chosenColumns}, with a problem where a column holds text or no value at all. */
export function chosenNumbers(
  table: Table,
  selector: ColumnSelector,
  context: StepContext,
): Outcome<readonly NumericColumn[]> {
  const chosen = chosenColumns(table, selector, context);
  if (!chosen.ok) return chosen;
  const numbers: NumericColumn[] = [];
  for (const column of chosen.value) {
    if (isText(column)) return failed(wrongKind(column, context));
    if (column.values.every(Number.isNaN)) {
      return failed({ kind: "allMissing", step: context.step, column: column.name });
    }
    numbers.push(column);
  }
  return done(numbers);
}

export const wrongKind = (column: TableColumn, context: StepContext): LearnProblem => ({
  kind: "wrongKind",
  step: context.step,
  column: column.name,
  found: column.kind,
});

function isOfSort(column: TableColumn, sort: "numeric" | "category" | "any"): boolean {
  if (sort === "any") return true;
  return sort === "numeric" ? isQuantity(column.kind) : column.kind === "category";
}
