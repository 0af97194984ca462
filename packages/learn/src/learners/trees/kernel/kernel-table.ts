import type { BinnedTable } from "../bins/binning.ts";
import { share } from "../team/team.ts";
import type { Kernel } from "./kernel.ts";

/** The same table with its bins in the kernel's memory, where each thread has copied a part. Throws where bins are wide. */
export function kernelTable(table: BinnedTable, kernel: Kernel): BinnedTable {
  if (!(table.bins instanceof Uint8Array)) throw new Error("the kernel takes bins of a byte");
  const bins = kernel.bytes(table.bins.length);
  const [from, to] = share(kernel.team, 0, bins.length);
  bins.set(table.bins.subarray(from, to), from);
  kernel.team.meet();
  return { ...table, bins };
}
