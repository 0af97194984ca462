import { exponential } from "../exponential.ts";
import { farthestDeviation, type Normal, type RowLoops } from "./row-loops.ts";

/** Of more rows it is faster to hand them to compiled code. */
export const fewRows = 16;

const sums = new Float64Array(fewRows);
const shares = new Float64Array(2 * fewRows);

export const plainLoops: RowLoops = { most: fewRows, sums, shares, weigh, addLikelihoods, share, raise };

function weigh(
  columns: readonly Float64Array[],
  weights: Float64Array,
  intercept: number,
  start: number,
  count: number,
): void {
  sums.fill(intercept, 0, count);
  let at = 0;
  for (; at + 4 <= columns.length; at += 4) {
    const [a, b, c, d] = [columns[at]!, columns[at + 1]!, columns[at + 2]!, columns[at + 3]!];
    const [byA, byB, byC, byD] = [weights[at]!, weights[at + 1]!, weights[at + 2]!, weights[at + 3]!];
    for (let row = 0; row < count; row++) {
      const p = start + row;
      sums[row]! += byA * a[p]! + byB * b[p]! + (byC * c[p]! + byD * d[p]!);
    }
  }
  for (; at < columns.length; at++) {
    const column = columns[at]!;
    const weight = weights[at]!;
    for (let row = 0; row < count; row++) sums[row]! += weight * column[start + row]!;
  }
}

function addLikelihoods(
  columns: readonly Float64Array[],
  normals: readonly Normal[],
  prior: number,
  start: number,
  count: number,
): void {
  sums.fill(prior, 0, count);
  for (let at = 0; at < columns.length; at++) {
    const values = columns[at]!;
    const { mean, deviation, logDeviation } = normals[at]!;
    for (let row = 0; row < count; row++) {
      const apart = Math.min(farthestDeviation, Math.abs(values[start + row]! - mean) / deviation);
      // What is missing is not a number, and no number is smaller than it.
      if (apart >= 0) sums[row]! -= logDeviation + (apart * apart) / 2;
    }
  }
}

function share(slope: number, intercept: number, count: number): void {
  for (let row = 0; row < count; row++) {
    const second = 1 / (1 + exponential(slope * sums[row]! + intercept));
    shares[2 * row] = 1 - second;
    shares[2 * row + 1] = second;
  }
}

function raise(count: number): void {
  for (let row = 0; row < count; row++) sums[row] = exponential(sums[row]!);
}
