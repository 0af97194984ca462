import { contiguous } from "../columns/contiguous.ts";
import { loopsFor } from "../columns/loops-for.ts";
import type { RowLoops } from "../columns/row-loops.ts";

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
  readonly loops: RowLoops;
}

/** Beyond it a power is held, so that differences of two stay numbers. */
const largest = 1e300;

/** They are read again and again: so they lie in one memory. */
export function kernelPoints(columns: readonly Float64Array[], rows: number): KernelPoints {
  const together = contiguous(columns);
  return { columns: together, squares: squaredSizes(columns, rows), loops: loopsFor(together, rows) };
}

function squaredSizes(columns: readonly Float64Array[], rows: number): Float64Array {
  const squares = new Float64Array(rows);
  for (const column of columns) for (let row = 0; row < rows; row++) squares[row]! += column[row]! * column[row]!;
  return squares;
}

/**
 * The kernel of one point with `count` rows from `start`, as sums of the loops. scikit-learn's formulas: rbf
 * exp(-gamma |x - y|²), poly (gamma x·y + coef0)^degree, sigmoid tanh(gamma x·y + coef0), linear x·y.
 */
export function kernelValues(
  { kind, gamma, degree, coef0 }: Kernel,
  { columns, squares, loops }: KernelPoints,
  point: Float64Array,
  start: number,
  count: number,
): void {
  const values = loops.sums;
  loops.weigh(columns, point, 0, start, count);
  if (kind === "rbf") {
    const own = point.reduce((sum, value) => sum + value * value, 0);
    for (let row = 0; row < count; row++) {
      values[row] = -gamma * Math.max(0, own + squares[start + row]! - 2 * values[row]!);
    }
    loops.raise(count);
  } else if (kind === "poly") {
    for (let row = 0; row < count; row++) {
      const power = (gamma * values[row]! + coef0) ** degree;
      values[row] = Math.max(-largest, Math.min(largest, power));
    }
  } else if (kind === "sigmoid") {
    for (let row = 0; row < count; row++) values[row] = Math.tanh(gamma * values[row]! + coef0);
  }
}

/** One row out of columns, into `point`. */
export function pointAt(columns: readonly Float64Array[], row: number, point: Float64Array): Float64Array {
  for (let at = 0; at < columns.length; at++) point[at] = columns[at]![row]!;
  return point;
}
