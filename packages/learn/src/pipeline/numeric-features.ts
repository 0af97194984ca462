import { isQuantity } from "@mlopsc/vocabulary";
import { columnNamed } from "../table/columns.ts";
import { isText, type NumericColumn, type Table } from "../table/table.ts";
import type { StepContext } from "./fit-context.ts";
import type { Standardised } from "./fitted-part.ts";
import { meanAndDeviation, widthOrOne } from "./statistics.ts";

/** The quantities and flags that a step may read to fill others in: not protected, and not wholly missing. */
export function numericFeatures(table: Table, context: StepContext): readonly NumericColumn[] {
  const barred = new Set(context.protectedColumns);
  return table.columns.filter(
    (column): column is NumericColumn =>
      !isText(column) &&
      (isQuantity(column.kind) || column.kind === "bool") &&
      !barred.has(column.name) &&
      !column.values.every(Number.isNaN),
  );
}

export function standardisedOf(column: NumericColumn): Standardised {
  const { mean, deviation } = meanAndDeviation(column.values);
  return { name: column.name, mean, deviation: widthOrOne(deviation, mean) };
}

/** Each feature's values, standardised; missing stays NaN, and a column that the table lacks is all missing. */
export function standardisedValues(table: Table, features: readonly Standardised[]): readonly Float64Array[] {
  return features.map(({ name, mean, deviation }) => {
    const column = columnNamed(table, name);
    if (column === undefined || isText(column)) return new Float64Array(table.rows).fill(Number.NaN);
    return column.values.map((value) => (value - mean) / deviation);
  });
}
