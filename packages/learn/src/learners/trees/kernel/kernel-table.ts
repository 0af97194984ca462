import type { BinnedTable } from "../bins/binning.ts";
import { share } from "../team/team.ts";
import type { Kernel } from "./kernel.ts";

/** The same table with its bins in the kernel's memory, where each thread has copied a part. */
export function kernelTable(table: BinnedTable, kernel: Kernel): BinnedTable {
  const { length } = table.bins;
  const bins = table.bins instanceof Uint8Array ? kernel.bytes(length) : kernel.halfWords(length);
  const [from, to] = share(kernel.team, 0, length);
  bins.set(table.bins.subarray(from, to), from);
  kernel.team.meet();
  return { ...table, bins };
}
