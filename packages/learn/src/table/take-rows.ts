import { isText, type Table, type TableColumn } from "./table.ts";

/** The rows asked for, in that order; a row may be asked for twice. Dictionaries are shared, not shrunk. */
export function takeRows(table: Table, rows: Int32Array): Table {
  return { rows: rows.length, columns: table.columns.map((column) => takeColumnRows(column, rows)) };
}

export function takeColumnRows(column: TableColumn, rows: Int32Array): TableColumn {
  if (isText(column)) {
    const codes = new Int32Array(rows.length);
    for (let at = 0; at < rows.length; at++) codes[at] = column.codes[rows[at]!]!;
    return { ...column, codes };
  }
  const values = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) values[at] = column.values[rows[at]!]!;
  return { ...column, values };
}

/** 0, 1, … n - 1. */
export function allRows(n: number): Int32Array {
  const rows = new Int32Array(n);
  for (let row = 0; row < n; row++) rows[row] = row;
  return rows;
}
