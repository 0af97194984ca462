import type { BinnedTable } from "../bins/binning.ts";
import type { Partition } from "../growing/partition.ts";
import { alone, share } from "../team/team.ts";
import type { Kernel } from "./kernel.ts";

/** Fewer rows than these are not worth the meetings. */
const worthSharing = 20_000;

/**
 * Each thread parts a run of rows into scratch memory, lefts from its front and rights from its back, and then copies
 * both to where they belong:
 *
 *     rows      a b c d | e f g h        scratch  b d c a | e f h g
 *               b d e f   a c g h
 *
 * Bins and rows are in the kernel's memory; bins are bytes.
 */
export function kernelPartition(table: BinnedTable, kernel: Kernel): Partition {
  const { team } = kernel;
  const { bins, binCounts, rows: tableRows } = table;
  const scratch = kernel.integers(tableRows);
  const lefts = kernel.integers(team.size);
  return (split, rows, start, middle, end) => {
    const members = end - start < worthSharing ? alone : team;
    if (members === team || team.rank === 0) {
      const [from, to] = share(members, start, end);
      const runAt = scratch.byteOffset + 4 * from;
      const left =
        split.set === null
          ? kernel.partRows(
              bins.byteOffset + split.column * tableRows,
              rows.byteOffset + 4 * from,
              to - from,
              runAt,
              split.bin,
              binCounts[split.column]!,
              Number(split.missingLeft),
            )
          : partCategories(table, split.column, split.set, rows, from, to, scratch);
      lefts[members.rank] = left;
      members.meet();
      let before = start;
      for (let rank = 0; rank < members.rank; rank++) before += lefts[rank]!;
      const rightTo = middle + (from - before);
      kernel.placeRows(runAt, left, to - from, rows.byteOffset + 4 * before, rows.byteOffset + 4 * rightTo);
    }
    team.meet();
  };
}

/** Lefts from the front of a run of `scratch` and rights from its back, as the kernel parts numbers. Gives how many go left. */
function partCategories(
  { bins, rows: tableRows }: BinnedTable,
  column: number,
  set: Int32Array,
  rows: Int32Array,
  from: number,
  to: number,
  scratch: Int32Array,
): number {
  const base = column * tableRows;
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
  return left - from;
}
