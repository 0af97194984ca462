import type { BinnedTable } from "../bins/binning.ts";
import { addresses } from "../kernel/addresses.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { kernelTable } from "../kernel/kernel-table.ts";

/** Puts a table into the kernel's memory and tells the kernel; all threads may read it after they have met. */
export function describeTable(table: BinnedTable, kernel: Kernel): void {
  const { features, rows, binCounts } = table;
  const columns = features.length;
  const { bins } = kernelTable(table, kernel);
  const counts = kernel.integers(columns);
  const categories = kernel.bytes(columns);
  const thresholds = kernel.words(columns);
  // All threads write the same.
  counts.set(binCounts);
  for (const [column, feature] of features.entries()) {
    if (feature.kind === "category") categories[column] = 1;
    else {
      const own = kernel.doubles(feature.thresholds.length);
      own.set(feature.thresholds);
      thresholds[column] = own.byteOffset;
    }
  }
  const isWide = bins instanceof Uint16Array;
  kernel.describe({ isWide, rows, columns, ...addresses({ bins, binCounts: counts, categories, thresholds }) });
}
