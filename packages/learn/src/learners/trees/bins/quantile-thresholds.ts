/** Quantiles are read off so many rows a bin, evenly spaced, and off no more than the second figure. */
const rowsPerBin = 256;
const mostRows = 200_000;

/** Ascending cuts between quantiles of the values that are there. */
export function quantileThresholds(values: Float64Array, maxBins: number): number[] {
  const sorted = presentSorted(values, Math.min(mostRows, rowsPerBin * maxBins));
  const distinct = distinctUpTo(sorted, maxBins);
  if (distinct !== undefined) return distinct.slice(1).map((value, index) => between(distinct[index]!, value));
  const thresholds: number[] = [];
  let position = 0;
  for (let cut = 1; cut < maxBins; cut++) {
    position = Math.max(position, Math.floor((cut * sorted.length) / maxBins));
    const value = sorted[position - 1]!;
    while (position < sorted.length && sorted[position] === value) position++;
    if (position === sorted.length) break;
    const threshold = between(value, sorted[position]!);
    if (threshold !== thresholds.at(-1)) thresholds.push(threshold);
  }
  return thresholds;
}

function presentSorted(values: Float64Array, most: number): Float64Array {
  const step = Math.max(1, values.length / most);
  const taken = new Float64Array(Math.min(values.length, most));
  let count = 0;
  for (let index = 0; index < taken.length; index++) {
    const value = values[Math.floor(index * step)]!;
    if (!Number.isNaN(value)) taken[count++] = value;
  }
  return taken.subarray(0, count).sort();
}

function distinctUpTo(sorted: Float64Array, limit: number): number[] | undefined {
  const distinct: number[] = [];
  for (const value of sorted) {
    if (value === distinct.at(-1)) continue;
    if (distinct.length === limit) return undefined;
    distinct.push(value);
  }
  return distinct;
}

/** Half way, such that `low <= result < high` also where doubles run out. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle >= low && middle < high ? middle : low;
}
