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
  const goesLeft = leftBins(split, binCounts[split.column]!);
  let left = start;
  let right = 0;
  for (let index = start; index < end; index++) {
    const row = rows[index]!;
    if (goesLeft[bins[base + row]!] === 1) rows[left++] = row;
    else scratch[right++] = row;
  }
  for (let index = 0; index < right; index++) rows[left + index] = scratch[index]!;
  return left;
}

const table256: Uint8Array = new Uint8Array(256);

/** 1 for each bin that goes left, that of missing values included. */
function leftBins(split: BestSplit, missing: number): Uint8Array {
  for (let bin = 0; bin < missing; bin++) table256[bin] = Number(split.set ? hasBit(split.set, bin) : bin <= split.bin);
  table256[missing] = Number(split.missingLeft);
  return table256;
}
