import type { BinnedTable } from "../../../../src/learners/trees/bins/binning.ts";
import type { Partition } from "../../../../src/learners/trees/growing/partition.ts";
import { type BestSplit, hasBit } from "../../../../src/learners/trees/splits/split-rules.ts";

/** For one thread. */
export const plainPartition =
  (table: BinnedTable): Partition =>
  (split, rows, start, middle, end) => {
    const run = rows.slice(start, end);
    rows.set(
      run.filter((row) => goesLeft(table, split, row)),
      start,
    );
    rows.set(
      run.filter((row) => !goesLeft(table, split, row)),
      middle,
    );
  };

function goesLeft({ bins, binCounts, rows }: BinnedTable, split: BestSplit, row: number): boolean {
  const bin = bins[split.column * rows + row]!;
  if (split.set !== null) return hasBit(split.set, bin);
  return bin === binCounts[split.column] ? split.missingLeft : bin <= split.bin;
}
