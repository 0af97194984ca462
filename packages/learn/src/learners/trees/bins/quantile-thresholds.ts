import { ascendingValues } from "./ascending-values.ts";

/** Quantiles are read off no more rows, evenly spaced. */
const mostRows = 200_000;

/**
 * Ascending cuts between quantiles of the values that are there. Up to that many rows they part the values as
 * scikit-learn's histogram boosting does, row for row: one row elsewhere is luck enough to move the error of boosted
 * trees by 3 % either way.
 */
export function quantileThresholds(values: Float64Array, maxBins: number): number[] {
  const present = presentValues(values, mostRows);
  const distinct = distinctUpTo(present, maxBins);
  if (distinct !== undefined)
    return Array.from(distinct.subarray(1), (value, index) => between(distinct[index]!, value));
  const count = present.length;
  const valueAt = ascendingValues(present);
  const thresholds: number[] = [];
  let position = 0;
  for (let cut = 1; cut < maxBins; cut++) {
    position = Math.max(position, rowsBelow(cut, maxBins, count));
    const value = valueAt(position - 1);
    while (position < count && valueAt(position) === value) position++;
    if (position === count) break;
    const threshold = between(value, valueAt(position));
    if (threshold !== thresholds.at(-1)) thresholds.push(threshold);
  }
  return thresholds;
}

/** How many of the ascending values are up to a quantile; in percent and back, to round where NumPy's percentiles do. */
const rowsBelow = (cut: number, maxBins: number, count: number): number =>
  Math.floor((count - 1) * ((cut * (100 / maxBins)) / 100)) + 1;

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
