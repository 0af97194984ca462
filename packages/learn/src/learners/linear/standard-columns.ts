import { done, failed, type Outcome } from "../../problem.ts";
import { isText, type NumericColumn, type Table } from "../../table/table.ts";

/** Columns as centred and scaled numbers, so that solvers meet no badly conditioned sums. */
export interface StandardColumns {
  readonly rows: number;
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly means: Float64Array;
  /** Standard deviations; 1 where a column is constant. */
  readonly scales: Float64Array;
}

/** Numbers as mean + scale × standard. */
export interface StandardValues {
  readonly values: Float64Array;
  readonly mean: number;
  readonly scale: number;
}

/** A deviation below this is as good as none: one over it would be beyond a double. */
const leastDeviation = 1e-290;

export function standardColumns(table: Table): Outcome<StandardColumns> {
  const parts: StandardValues[] = [];
  for (const column of table.columns) {
    if (isText(column)) return failed({ kind: "textFeature", column: column.name });
    const part = standardValues(column.values);
    // One missing value is enough, so the values need no pass of their own to look for it.
    if (Number.isNaN(part.mean)) return failed({ kind: "missingFeature", column: column.name });
    parts.push(part);
  }
  return done({
    rows: table.rows,
    names: table.columns.map(({ name }) => name),
    columns: parts.map(({ values }) => values),
    means: Float64Array.from(parts, ({ mean }) => mean),
    scales: Float64Array.from(parts, ({ scale }) => scale),
  });
}

/** All columns, when they are numbers without gaps. */
export function numericFeatures(table: Table): Outcome<readonly NumericColumn[]> {
  const features: NumericColumn[] = [];
  for (const column of table.columns) {
    if (isText(column)) return failed({ kind: "textFeature", column: column.name });
    if (hasGap(column.values)) return failed({ kind: "missingFeature", column: column.name });
    features.push(column);
  }
  return done(features);
}

function hasGap(values: Float64Array): boolean {
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) return true;
  return false;
}

/** Centred and of deviation 1; all 0 where the numbers are constant but for rounding. */
export function standardValues(values: Float64Array): StandardValues {
  const rows = values.length;
  const { mean, deviation } = momentsOf(values);
  const standard = new Float64Array(rows);
  if (deviation === 0) return { values: standard, mean, scale: 1 };
  // As a difference, so that the largest doubles of both signs do not overflow.
  const centre = mean / deviation;
  const far = Math.abs(mean) + deviation > 1e100;
  for (let row = 0; row < rows; row++) {
    standard[row] = far ? values[row]! / deviation - centre : (values[row]! - mean) / deviation;
  }
  return { values: standard, mean, scale: deviation };
}

export interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

/** The mean and the standard deviation, which is 0 where the numbers are constant but for rounding. */
export function momentsOf(values: Float64Array): Moments {
  const { mean, deviation } = quickMoments(values) ?? scaledMoments(values);
  // A constant column is left with rounding noise by its mean: it must not be blown up.
  const varied = deviation > Math.abs(mean) * 1e-14 && deviation > leastDeviation;
  return { mean, deviation: varied ? deviation : 0 };
}

/** The same of values that count differently. */
export function weightedMoments(values: Float64Array, weights: Float64Array): Moments {
  const unit = largestSize(values) || 1;
  let [sum, squares, total] = [0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    sum += (values[row]! / unit) * weights[row]!;
    total += weights[row]!;
  }
  const mean = sum / total;
  for (let row = 0; row < values.length; row++) squares += (values[row]! / unit - mean) ** 2 * weights[row]!;
  const deviation = Math.sqrt(squares / total);
  const varied = deviation > Math.abs(mean) * 1e-14 && deviation * unit > leastDeviation;
  return { mean: mean * unit, deviation: varied ? deviation * unit : 0 };
}

/** In one pass from the first value; undefined where that would lose digits, or squares do not fit a double. */
function quickMoments(values: Float64Array): Moments | undefined {
  const rows = values.length;
  const origin = values[0]!;
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < rows; row++) {
    const offset = values[row]! - origin;
    sum += offset;
    squares += offset * offset;
  }
  return shiftedMoments(origin, rows, sum, squares);
}

/** From sums of values less an origin, and of their squares; undefined where digits are lost, or there is no value. */
export function shiftedMoments(origin: number, count: number, sum: number, squares: number): Moments | undefined {
  const shift = sum / count;
  const square = squares / count - shift * shift;
  const exact = square > 1e-3 * shift * shift && square > 1e-200 && square < 1e200;
  const deviation = Math.sqrt(square);
  const mean = origin + shift;
  return exact && deviation > Math.abs(mean) * 1e-14 ? { mean, deviation } : undefined;
}

/** In two passes, in units of the largest. */
function scaledMoments(values: Float64Array): Moments {
  const unit = largestSize(values) || 1;
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row]! / unit;
  const mean = sum / values.length;
  let squares = 0;
  for (let row = 0; row < values.length; row++) squares += (values[row]! / unit - mean) ** 2;
  return { mean: mean * unit, deviation: Math.sqrt(squares / values.length) * unit };
}

export function largestSize(values: Float64Array): number {
  let largest = 0;
  for (let row = 0; row < values.length; row++) {
    const size = Math.abs(values[row]!);
    if (size > largest) largest = size;
  }
  return largest;
}
