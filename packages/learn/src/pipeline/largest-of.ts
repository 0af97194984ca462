import { isText, type TableColumn } from "../table/table.ts";

/** The column of numbers with the largest of all values, of either sign. */
export function largestOf(columns: readonly TableColumn[]): { readonly column: string; readonly largest: number } {
  let found = { column: "", largest: 0 };
  for (const column of columns) {
    if (isText(column)) continue;
    const largest = column.values.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);
    if (largest > found.largest) found = { column: column.name, largest };
  }
  return found;
}
