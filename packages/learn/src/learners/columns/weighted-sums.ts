import { loopsFor } from "./loops-for.ts";

/** Rows of a block whose columns stay in the cache from one output to the next. */
const sharedRows = 1024;

/** Intercepts and weighted columns: rows × outputs. */
export function weightedSums(
  columns: readonly Float64Array[],
  rows: number,
  weights: readonly Float64Array[],
  intercepts: readonly number[],
): Float64Array {
  const outputs = weights.length;
  const raw = new Float64Array(rows * outputs);
  const loops = loopsFor(columns, rows);
  const most = outputs === 1 ? loops.most : Math.min(loops.most, sharedRows);
  for (let start = 0; start < rows; start += most) {
    const count = Math.min(most, rows - start);
    for (let output = 0; output < outputs; output++) {
      loops.weigh(columns, weights[output]!, intercepts[output]!, start, count);
      if (outputs === 1) copyFirst(loops.sums, count, raw, start);
      else for (let row = 0; row < count; row++) raw[(start + row) * outputs + output] = loops.sums[row]!;
    }
  }
  return raw;
}

/** For one sum a row, the probabilities of two classes (rows × 2): of the second 1 / (1 + exp(slope × sum + intercept)). */
export function sharesOfSums(
  columns: readonly Float64Array[],
  rows: number,
  weights: Float64Array,
  ownIntercept: number,
  { slope, intercept }: { readonly slope: number; readonly intercept: number },
): Float64Array {
  const shares = new Float64Array(2 * rows);
  const loops = loopsFor(columns, rows);
  for (let start = 0; start < rows; start += loops.most) {
    const count = Math.min(loops.most, rows - start);
    loops.weigh(columns, weights, ownIntercept, start, count);
    loops.share(slope, intercept, count);
    copyFirst(loops.shares, 2 * count, shares, 2 * start);
  }
  return shares;
}

/** A view takes longer to make than a few numbers to copy. */
const worthAView = 64;

function copyFirst(from: Float64Array, count: number, into: Float64Array, at: number): void {
  if (count >= worthAView) into.set(from.subarray(0, count), at);
  else for (let index = 0; index < count; index++) into[at + index] = from[index]!;
}
