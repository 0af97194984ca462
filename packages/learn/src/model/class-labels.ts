import { compareText } from "../expression/compare-text.ts";
import { isText, type TableColumn } from "../table/table.ts";

/** What a class is called: as the target column holds it. */
export type ClassLabel = string | number | boolean;

/** The classes that occur, in order: false before true, numbers by size, text by code point. */
export function classesOf(column: TableColumn): ClassLabel[] {
  if (column.kind === "bool") return [false, true];
  if (isText(column)) {
    const used = new Set(column.codes);
    return column.dictionary.filter((_, code) => used.has(code)).sort(compareText);
  }
  return [...new Set(column.values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
}

/** Class indices; NaN where the value is missing or none of the classes. */
export function classIndices(column: TableColumn, classes: readonly ClassLabel[]): Float64Array {
  if (isText(column)) {
    const byLabel = new Map(classes.map((label, index) => [label, index]));
    const places = column.dictionary.map((entry) => byLabel.get(entry) ?? Number.NaN);
    return Float64Array.from(column.codes, (code) => places[code] ?? Number.NaN);
  }
  const places = new Map(classes.map((label, index) => [Number(label), index]));
  return column.values.map((value) => places.get(value) ?? Number.NaN);
}

/** The classes of both lists, in the order of {@link classesOf}. */
export function mergedClasses(a: readonly ClassLabel[], b: readonly ClassLabel[]): ClassLabel[] {
  return [...new Set([...a, ...b])].sort((left, right) =>
    typeof left === "string" && typeof right === "string" ? compareText(left, right) : Number(left) - Number(right),
  );
}
