import { choleskySolver } from "../../algebra/cholesky-solver.ts";
import { addColumns, addProducts } from "../columns/add-columns.ts";
import { eachRowBlock, type RowBlock } from "../columns/each-row-block.ts";
import type { Machine, MachineOptions } from "./dual-descent.ts";

interface Task {
  readonly columns: readonly Float64Array[];
  /** 1 or -1. */
  readonly signs: Float64Array;
  /** What the square of a row's lack costs: 0 where the row is left out. */
  readonly costs: Float64Array;
}

/**
 * The machine of the squared hinge by Newton's method on |weights|² / 2 + c Σ lack² (Keerthi and DeCoste 2005): each step
 * solves the least squares of the rows that lack something. Few steps where rows are many and columns few; null where
 * rounding leaves the matrix without a root. From a start nearby, such as the machine of nearly the same rows, fewer.
 */
export function solvePrimal(
  columns: readonly Float64Array[],
  signs: Float64Array,
  rows: Int32Array,
  { c, weights: counting, tolerance, maxIterations }: MachineOptions,
  start?: Float64Array,
): Machine | null {
  const costs = new Float64Array(signs.length);
  for (const row of rows) costs[row] = c * (counting === null ? 1 : counting[row]!);
  const task = { columns, signs, costs };
  let weights: Float64Array = start ?? new Float64Array(columns.length);
  let value = valueAt(task, weights);
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    const { gradient, hessian } = derivativesAt(task, weights);
    const solver = choleskySolver(hessian, weights.length);
    if (solver === undefined) return null;
    const step = gradient.slice();
    solver.solve(step);
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

function valueAt(task: Task, weights: Float64Array): number {
  let lacks = 0;
  eachPull(task, weights, 0, ({ work, most, count }) => {
    for (let row = 0; row < count; row++) {
      // What the rows cost and how they pull: their quotient is what they lack.
      const cost = work[row]!;
      if (cost > 0) lacks += (work[most + row]! * work[most + row]!) / cost;
    }
  });
  return weights.reduce((sum, weight) => sum + weight * weight, 0) / 2 + lacks;
}

function derivativesAt(task: Task, weights: Float64Array): { gradient: Float64Array; hessian: Float64Array } {
  const width = weights.length;
  const hessian = new Float64Array(width * width);
  for (let index = 0; index < width; index++) hessian[index * (width + 1)] = 1;
  const slopes = eachPull(task, weights, 2 * width, ({ kernel, places, work, most, sums, count }) => {
    const [costs, pulls, times] = [0, 1, 2].map((at) => work.byteOffset + 8 * at * most) as [number, number, number];
    addProducts(kernel, sums.byteOffset, pulls, places, width, count);
    const products = sums.subarray(width, 2 * width);
    for (let i = 0; i < width; i++) {
      kernel.multiply(times, costs, places[i]!, count);
      products.fill(0);
      addProducts(kernel, products.byteOffset, times, places, i + 1, count);
      for (let j = 0; j <= i; j++) hessian[i * width + j]! += 2 * products[j]!;
    }
  });
  return { gradient: weights.map((weight, at) => weight - 2 * slopes[at]!), hessian };
}

/** Visits all rows; `work` holds what each that lacks something costs, 0 of others, then cost × lack × sign, then room for one more. */
function eachPull(
  { columns, signs, costs }: Task,
  weights: Float64Array,
  sums: number,
  visit: (block: RowBlock) => void,
): Float64Array {
  const width = columns.length;
  return eachRowBlock(columns, signs.length, { perRow: 3, sums }, (block) => {
    const { kernel, places, work, most, start, count } = block;
    work.fill(0, most, most + count);
    addColumns(kernel, work.byteOffset + 8 * most, places, width, weights, 0, count);
    for (let row = 0; row < count; row++) {
      const sign = signs[start + row]!;
      const lack = 1 - sign * work[most + row]!;
      const cost = lack > 0 ? costs[start + row]! : 0;
      work[row] = cost;
      work[most + row] = cost * lack * sign;
    }
    visit(block);
  });
}
