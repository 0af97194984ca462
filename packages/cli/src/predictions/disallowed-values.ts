import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import { isText, requireColumn, type Table, type TableColumn, textAt } from "@mlopsc/learn";
import { typeText } from "@mlopsc/plan";
import type { Column } from "@mlopsc/vocabulary";
import { valueText } from "../data/value-text.ts";

/** Values beyond the range or the levels that a column declares: one diagnostic a column, which names the first row. */
export function disallowedValues(table: Table, columns: readonly Column[], file: string): readonly Diagnostic[] {
  return columns.flatMap((column) => {
    const values = requireColumn(table, column.name);
    const isBad = badTest(column, values);
    if (isBad === undefined) return [];
    let [count, first] = [0, -1];
    for (let row = 0; row < table.rows; row++) {
      if (!isBad(row)) continue;
      count++;
      if (first < 0) first = row;
    }
    if (count === 0) return [];
    const value = column.type.pii ? "a value that is not shown (pii)" : `\`${shownAt(values, first)}\``;
    return [
      report(codes.valueNotAllowed, {
        column: column.name,
        wanted: typeText(column.type),
        value,
        file,
        row: first + 1,
        count,
      }),
    ];
  });
}

function badTest({ type }: Column, column: TableColumn): ((row: number) => boolean) | undefined {
  if (isText(column)) {
    if (type.levels === undefined) return undefined;
    const levels = new Set(type.levels);
    const bad = column.dictionary.map((level) => !levels.has(level));
    return (row) => bad[column.codes[row] as number] === true;
  }
  if (type.range === undefined) return undefined;
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = type.range;
  return (row) => (column.values[row] as number) < low || (column.values[row] as number) > high;
}

const shownAt = (column: TableColumn, row: number): string =>
  isText(column) ? (textAt(column, row) ?? "") : valueText(column.kind, column.values[row] as number);
