import { CholeskyDecomposition, Matrix } from "ml-matrix";
import type { Points } from "../neighbours/point-index.ts";
import type { Machine, MachineOptions } from "./dual-descent.ts";

/** One problem: some rows of the points, with their signs. */
interface Task {
  readonly points: Points;
  readonly signs: Float64Array;
  readonly rows: Int32Array;
  readonly c: number;
  readonly counting: Float64Array | null;
}

/**
 * The machine of the squared hinge by Newton's method on |weights|² / 2 + c Σ lack² (Keerthi and DeCoste 2005): each step
 * solves the least squares of the rows that lack something. Few steps where rows are many and columns few; null where
 * rounding leaves the matrix without a root. From a start nearby, such as the machine of nearly the same rows, fewer.
 */
export function solvePrimal(
  points: Points,
  signs: Float64Array,
  rows: Int32Array,
  { c, weights: counting, tolerance, maxIterations }: MachineOptions,
  start?: Float64Array,
): Machine | null {
  const task = { points, signs, rows, c, counting };
  let weights: Float64Array = start ?? new Float64Array(points.width);
  let value = valueAt(task, weights);
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    const { gradient, hessian } = derivativesAt(task, weights);
    const decomposition = new CholeskyDecomposition(hessian);
    if (!decomposition.isPositiveDefinite()) return null;
    const step = decomposition.solve(Matrix.columnVector(gradient)).to1DArray();
    const gain = step.reduce((sum, part, at) => sum + part * gradient[at]!, 0);
    let length = 1;
    let next = weights;
    let nextValue = value;
    for (; length > 1e-10; length /= 2) {
      next = weights.map((weight, at) => weight - length * step[at]!);
      nextValue = valueAt(task, next);
      if (nextValue <= value - 1e-4 * length * gain) break;
    }
    if (!(nextValue < value)) return { weights, converged: true, iterations: iteration };
    weights = next;
    value = nextValue;
    if (gain <= tolerance * tolerance * value) return { weights, converged: true, iterations: iteration };
  }
  return { weights, converged: false, iterations: maxIterations };
}

function valueAt({ points: { width, values }, signs, rows, c, counting }: Task, weights: Float64Array): number {
  let lacks = 0;
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!;
    const lack = 1 - signs[row]! * rowSum(values, row * width, weights);
    if (lack > 0) lacks += lack * lack * (counting === null ? 1 : counting[row]!);
  }
  return weights.reduce((sum, weight) => sum + weight * weight, 0) / 2 + c * lacks;
}

function derivativesAt(
  { points: { width, values }, signs, rows, c, counting }: Task,
  weights: Float64Array,
): { gradient: Float64Array; hessian: Matrix } {
  const slopes = new Float64Array(width);
  const products = new Float64Array(width * width);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!;
    const start = row * width;
    const lack = 1 - signs[row]! * rowSum(values, start, weights);
    if (lack <= 0) continue;
    const weight = counting === null ? 1 : counting[row]!;
    const pull = weight * lack * signs[row]!;
    for (let i = 0; i < width; i++) {
      const value = weight * values[start + i]!;
      slopes[i]! += pull * values[start + i]!;
      for (let j = 0; j <= i; j++) products[i * width + j]! += value * values[start + j]!;
    }
  }
  const hessian = Matrix.zeros(width, width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      const product = 2 * c * products[i * width + j]! + (i === j ? 1 : 0);
      hessian.set(i, j, product);
      hessian.set(j, i, product);
    }
  }
  return { gradient: weights.map((weight, at) => weight - 2 * c * slopes[at]!), hessian };
}

function rowSum(values: Float64Array, start: number, weights: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) sum += weights[at]! * values[start + at]!;
  return sum;
}
