import type { BinnedTable } from "./binning.ts";
import { type BestSplit, hasBit } from "./splitting.ts";

/** Puts the rows that go left before those that go right, each side in its old order; gives where the right begins. */
export function partitionRows(
  table: BinnedTable,
  split: BestSplit,
  rows: Int32Array,
  start: number,
  end: number,
  scratch: Int32Array,
): number {
  const { bins, binCounts } = table;
  const base = split.column * table.rows;
  const missing = binCounts[split.column]!;
  const { bin: last, missingLeft, set } = split;
  let left = start;
  let right = 0;
  for (let index = start; index < end; index++) {
    const row = rows[index]!;
    const bin = bins[base + row]!;
    const goesLeft = set !== null ? hasBit(set, bin) : bin === missing ? missingLeft : bin <= last;
    if (goesLeft) rows[left++] = row;
    else scratch[right++] = row;
  }
  for (let index = 0; index < right; index++) rows[left + index] = scratch[index]!;
  return left;
}
