import type { BinnedTable, Bins } from "../bins/binning.ts";
import type { BestSplit } from "../splits/split-rules.ts";

/** Puts the rows that go left before those that go right, each side in its old order; the right begins at `middle`. */
export type Partition = (split: BestSplit, rows: Int32Array, start: number, middle: number, end: number) => void;

/** Writes lefts from the front of a run of `scratch` and rights from its back; gives where the lefts end. */
export function partRun(
  { bins, binCounts, rows: tableRows }: BinnedTable,
  { column, bin, missingLeft, set }: BestSplit,
  rows: Int32Array,
  from: number,
  to: number,
  scratch: Int32Array,
): number {
  const base = column * tableRows;
  if (set !== null) return partCategories(bins, base, rows, from, to, scratch, set);
  return partNumbers(bins, base, rows, from, to, scratch, bin, binCounts[column]!, Number(missingLeft));
}

/** Both ends are written and one of them moves on: no branch to be guessed wrongly half of the time. */
function partNumbers(
  bins: Bins,
  base: number,
  rows: Int32Array,
  from: number,
  to: number,
  scratch: Int32Array,
  last: number,
  missing: number,
  missingLeft: number,
): number {
  let left = from;
  let right = to - 1;
  for (let index = from; index < to; index++) {
    const row = rows[index]!;
    const bin = bins[base + row]!;
    // By the signs of differences: bin <= last, or bin is that of missing values, the highest.
    const goesLeft = ((bin - last - 1) >>> 31) | (missingLeft & ((missing - bin - 1) >>> 31));
    scratch[left] = row;
    scratch[right] = row;
    left += goesLeft;
    right -= 1 - goesLeft;
  }
  return left;
}

function partCategories(
  bins: Bins,
  base: number,
  rows: Int32Array,
  from: number,
  to: number,
  scratch: Int32Array,
  set: Int32Array,
): number {
  let left = from;
  let right = to - 1;
  for (let index = from; index < to; index++) {
    const row = rows[index]!;
    const bin = bins[base + row]!;
    const goesLeft = (set[bin >> 5]! >>> (bin & 31)) & 1;
    scratch[left] = row;
    scratch[right] = row;
    left += goesLeft;
    right -= 1 - goesLeft;
  }
  return left;
}
