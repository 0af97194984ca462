import { compareText } from "../expression/compare-text.ts";
import { isText, type TableColumn } from "../table/table.ts";

/** The rows of each distinct value, values in order of first appearance; missing counts as one value. */
export function rowsByValue(column: TableColumn, rows: Int32Array): readonly Int32Array[] {
  const source = isText(column) ? column.codes : column.values;
  const members = new Map<number, number[]>();
  for (const row of rows) {
    const found = members.get(source[row]!);
    if (found === undefined) members.set(source[row]!, [row]);
    else found.push(row);
  }
  return [...members.values()].map((group) => Int32Array.from(group));
}

/** The rows in rising order of the column, equal values in row order; missing comes first. */
export function rowsInOrder(column: TableColumn, rows: Int32Array): Int32Array {
  const rank = ranks(column);
  return Int32Array.from(rows).sort((a, b) => rank[a]! - rank[b]! || a - b);
}

/** A number for each row with the order of its value; missing is below all. */
export function ranks(column: TableColumn): Float64Array {
  if (!isText(column)) {
    return column.values.map((value) => (Number.isNaN(value) ? -Number.MAX_VALUE : value));
  }
  const places = new Float64Array(column.dictionary.length);
  const order = column.dictionary.map((_, code) => code);
  order.sort((a, b) => compareText(column.dictionary[a]!, column.dictionary[b]!));
  for (const [place, code] of order.entries()) places[code] = place;
  return Float64Array.from(column.codes, (code) => (code < 0 ? -1 : places[code]!));
}
