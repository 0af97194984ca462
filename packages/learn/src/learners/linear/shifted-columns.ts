import { done, failed, type Outcome } from "../../problem.ts";
import { isText, type Table } from "../../table/table.ts";
import type { Objective } from "./lbfgs.ts";
import { momentsOf, type StandardColumns, standardValues } from "./standard-columns.ts";

/** Columns of which (value - shift) / unit is standard. */
export interface ShiftedColumns extends StandardColumns {
  readonly shifts: Float64Array;
  readonly units: Float64Array;
}

/** Farther from 0, in deviations, a column's sums would lose digits: it is made standard. So are very large numbers. */
const farthest = 1e3;
const largest = 1e100;

/** Columns as they come where that keeps the digits: of many rows the copy takes longer than a pass over them. */
export function shiftedColumns(table: Table): Outcome<ShiftedColumns> {
  const columns: Float64Array[] = [];
  const [means, scales, shifts, units] = Array.from({ length: 4 }, () => new Float64Array(table.columns.length));
  for (const [at, column] of table.columns.entries()) {
    if (isText(column)) return failed({ kind: "textFeature", column: column.name });
    const { mean, deviation } = momentsOf(column.values);
    // One missing value is enough, so the values need no pass of their own to look for it.
    if (Number.isNaN(mean)) return failed({ kind: "missingFeature", column: column.name });
    const near = deviation > 1 / largest && deviation < largest && Math.abs(mean) <= farthest * deviation;
    columns.push(near ? column.values : standardValues(column.values).values);
    means![at] = mean;
    scales![at] = deviation === 0 ? 1 : deviation;
    shifts![at] = near ? mean : 0;
    units![at] = near ? deviation : 1;
  }
  return done({
    rows: table.rows,
    names: table.columns.map(({ name }) => name),
    columns,
    means: means!,
    scales: scales!,
    shifts: shifts!,
    units: units!,
  });
}

/** A loss of weighted sums of the columns (each output's weights, then its intercept), as one of standard columns. */
export function inStandardUnits(loss: Objective, { shifts, units }: ShiftedColumns): Objective {
  const width = shifts.length;
  let raw = new Float64Array(0);
  return (point, gradient) => {
    if (raw.length !== point.length) raw = new Float64Array(point.length);
    for (let first = 0; first < point.length; first += width + 1) {
      let intercept = point[first + width]!;
      for (let at = 0; at < width; at++) {
        raw[first + at] = point[first + at]! / units[at]!;
        intercept -= raw[first + at]! * shifts[at]!;
      }
      raw[first + width] = intercept;
    }
    const value = loss(raw, gradient);
    for (let first = 0; first < point.length; first += width + 1) {
      const whole = gradient[first + width]!;
      for (let at = 0; at < width; at++)
        gradient[first + at] = (gradient[first + at]! - shifts[at]! * whole) / units[at]!;
    }
    return value;
  };
}

/** The rows 0, stride, 2 × stride … of the standard columns, `taken` of them. */
export const standardSample = (
  { columns, shifts, units }: ShiftedColumns,
  stride: number,
  taken: number,
): readonly Float64Array[] =>
  columns.map((column, at) => {
    const [shift, unit] = [shifts[at]!, units[at]!];
    const picked = new Float64Array(taken);
    for (let index = 0; index < taken; index++) picked[index] = (column[index * stride]! - shift) / unit;
    return picked;
  });
