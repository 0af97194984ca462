/** The logistic function. */
export const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** log(1 + exp(value)) without overflow. */
export const softplus = (value: number): number => Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));

/** Each row's exponentials as shares of 1. */
export function softmaxRows(raw: Float64Array, width: number): Float64Array {
  const shares = new Float64Array(raw.length);
  for (let start = 0; start < raw.length; start += width) softmaxRow(raw, start, width, shares);
  return shares;
}

/** One row of `softmaxRows`: the numbers from `start` on. */
export function softmaxRow(raw: Float64Array, start: number, width: number, shares: Float64Array): void {
  let highest = -Infinity;
  for (let index = start; index < start + width; index++) highest = Math.max(highest, raw[index]!);
  let total = 0;
  for (let index = start; index < start + width; index++) total += shares[index] = Math.exp(raw[index]! - highest);
  for (let index = start; index < start + width; index++) shares[index]! /= total;
}

/** From the probability of the second class to those of both. */
export function bothClasses(second: Float64Array): Float64Array {
  const both = new Float64Array(second.length * 2);
  for (let row = 0; row < second.length; row++) {
    both[2 * row] = 1 - second[row]!;
    both[2 * row + 1] = second[row]!;
  }
  return both;
}
