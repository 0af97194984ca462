import { numbersIn } from "../table/columns.ts";
import type { NumericColumn, Table, TableColumn } from "../table/table.ts";

/** The table with each named column's place taken by what `replace` makes of it. Columns not in the table are passed over. */
export function replaceColumns<Fitted extends { readonly name: string }>(
  table: Table,
  fitted: readonly Fitted[],
  replace: (column: TableColumn, fitted: Fitted) => TableColumn | readonly TableColumn[],
): Table {
  const byName = entriesByName(fitted);
  const columns: TableColumn[] = [];
  for (const column of table.columns) {
    const entry = byName.get(column.name);
    if (entry === undefined) columns.push(column);
    else {
      const made = replace(column, entry);
      if (isList(made)) columns.push(...made);
      else columns.push(made);
    }
  }
  return { rows: table.rows, columns };
}

/** Kept as long as its list: a fitted part is asked for every request. */
const entriesKept = new WeakMap<readonly object[], ReadonlyMap<string, unknown>>();

function entriesByName<Fitted extends { readonly name: string }>(
  fitted: readonly Fitted[],
): ReadonlyMap<string, Fitted> {
  const kept = entriesKept.get(fitted) as ReadonlyMap<string, Fitted> | undefined;
  if (kept !== undefined) return kept;
  const entries = new Map(fitted.map((entry) => [entry.name, entry]));
  entriesKept.set(fitted, entries);
  return entries;
}

/** As {@link replaceColumns} for columns of numbers. Throws where one holds text. */
export const replaceNumbers = <Fitted extends { readonly name: string }>(
  table: Table,
  fitted: readonly Fitted[],
  replace: (column: NumericColumn, fitted: Fitted) => TableColumn,
): Table => replaceColumns(table, fitted, (column, entry) => replace(numbersIn(column), entry));

const isList = (made: TableColumn | readonly TableColumn[]): made is readonly TableColumn[] => Array.isArray(made);
