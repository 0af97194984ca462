import type { BinnedTable } from "../../../../src/learners/trees/bins/binning.ts";
import { type Partition, partRun } from "../../../../src/learners/trees/growing/partition.ts";

/** For one thread. */
export function plainPartition(table: BinnedTable): Partition {
  const scratch = new Int32Array(table.rows);
  return (split, rows, start, middle, end) => {
    const left = partRun(table, split, rows, start, end, scratch);
    for (let index = start; index < left; index++) rows[index] = scratch[index]!;
    for (let index = end - 1, at = middle; index >= left; index--) rows[at++] = scratch[index]!;
  };
}
