import { ascendingValues } from "./ascending-values.ts";

/** Quantiles are read off so many rows a bin, evenly spaced, and off no more than the second figure. */
const rowsPerBin = 256;
const mostRows = 200_000;

/** Ascending cuts between quantiles of the values that are there. */
export function quantileThresholds(values: Float64Array, maxBins: number): number[] {
  const present = presentValues(values, Math.min(mostRows, rowsPerBin * maxBins));
  const distinct = distinctUpTo(present, maxBins);
  if (distinct !== undefined)
    return Array.from(distinct.subarray(1), (value, index) => between(distinct[index]!, value));
  const count = present.length;
  const valueAt = ascendingValues(present);
  const thresholds: number[] = [];
  let position = 0;
  for (let cut = 1; cut < maxBins; cut++) {
    position = Math.max(position, Math.floor((cut * count) / maxBins));
    const value = valueAt(position - 1);
    while (position < count && valueAt(position) === value) position++;
    if (position === count) break;
    const threshold = between(value, valueAt(position));
    if (threshold !== thresholds.at(-1)) thresholds.push(threshold);
  }
  return thresholds;
}

function presentValues(values: Float64Array, most: number): Float64Array {
  const step = Math.max(1, values.length / most);
  const taken = new Float64Array(Math.min(values.length, most));
  let count = 0;
  for (let index = 0; index < taken.length; index++) {
    const value = values[Math.floor(index * step)]!;
    if (!Number.isNaN(value)) taken[count++] = value;
  }
  return taken.subarray(0, count);
}

/** Ascending; undefined where there are more. */
function distinctUpTo(values: Float64Array, limit: number): Float64Array | undefined {
  const distinct = new Set<number>();
  let last: number | undefined;
  for (const value of values) {
    if (value === last) continue;
    last = value;
    distinct.add(value);
    if (distinct.size > limit) return undefined;
  }
  return Float64Array.from(distinct).sort();
}

/** Half way, such that `low <= result < high` also where doubles run out. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle >= low && middle < high ? middle : low;
}
