import { exponential } from "../exponential.ts";
import { addColumns } from "../linear/column-blocks.ts";

/** How alike two rows are, from their dot product and their squared sizes. */
export interface Kernel {
  readonly kind: "rbf" | "linear" | "poly" | "sigmoid";
  readonly gamma: number;
  readonly degree: number;
  readonly coef0: number;
}

/** Rows as columns of numbers, and the squared size of each row. */
export interface KernelPoints {
  readonly columns: readonly Float64Array[];
  readonly squares: Float64Array;
}

/** Beyond it a power is held, so that differences of two stay numbers. */
const largest = 1e300;

export const kernelPoints = (columns: readonly Float64Array[], rows: number): KernelPoints => ({
  columns,
  squares: squaredSizes(columns, rows),
});

function squaredSizes(columns: readonly Float64Array[], rows: number): Float64Array {
  const squares = new Float64Array(rows);
  for (const column of columns) for (let row = 0; row < rows; row++) squares[row]! += column[row]! * column[row]!;
  return squares;
}

/**
 * Writes the kernel of one point with `count` rows from `start` to `into[0 ..]`. scikit-learn's formulas: rbf
 * exp(-gamma |x - y|²), poly (gamma x·y + coef0)^degree, sigmoid tanh(gamma x·y + coef0), linear x·y.
 */
export function kernelValues(
  { kind, gamma, degree, coef0 }: Kernel,
  { columns, squares }: KernelPoints,
  point: Float64Array,
  into: Float64Array,
  start: number,
  count: number,
): void {
  into.fill(0, 0, count);
  addColumns(into, 0, columns, point, 0, start, count);
  if (kind === "rbf") {
    const own = point.reduce((sum, value) => sum + value * value, 0);
    for (let row = 0; row < count; row++) {
      into[row] = exponential(-gamma * Math.max(0, own + squares[start + row]! - 2 * into[row]!));
    }
  } else if (kind === "poly") {
    for (let row = 0; row < count; row++) {
      const power = (gamma * into[row]! + coef0) ** degree;
      into[row] = Math.max(-largest, Math.min(largest, power));
    }
  } else if (kind === "sigmoid") {
    for (let row = 0; row < count; row++) into[row] = Math.tanh(gamma * into[row]! + coef0);
  }
}

/** One row out of columns, into `point`. */
export function pointAt(columns: readonly Float64Array[], row: number, point: Float64Array): Float64Array {
  for (let at = 0; at < columns.length; at++) point[at] = columns[at]![row]!;
  return point;
}
