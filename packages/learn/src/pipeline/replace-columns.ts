import type { Table, TableColumn } from "../table/table.ts";

/** The table with each named column's place taken by what `replace` makes of it. Columns not in the table are passed over. */
export function replaceColumns<Fitted extends { readonly name: string }>(
  table: Table,
  fitted: readonly Fitted[],
  replace: (column: TableColumn, fitted: Fitted) => TableColumn | readonly TableColumn[],
): Table {
  const byName = new Map(fitted.map((entry) => [entry.name, entry]));
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

const isList = (made: TableColumn | readonly TableColumn[]): made is readonly TableColumn[] => Array.isArray(made);
