import type { BinnedTable } from "./binning.ts";
import type { HistogramLayout, NodeRows } from "./histogram.ts";
import { type BestSplit, type NodeTotals, type SplitRules, splitNumeric } from "./splitting.ts";

/** Splits a numeric column of a node that has far fewer rows than the column has bins. */
export interface SparseColumn {
  /** `cells` holds the node's sums by bin, and is zero again afterwards. */
  split(
    cells: Float64Array,
    column: number,
    node: NodeRows,
    totals: NodeTotals,
    rules: SplitRules,
    best: BestSplit,
  ): void;
}

/** Moves the cells that hold rows next to each other, so that the scan need not walk over thousands of empty ones. */
export function sparseColumn(table: BinnedTable, { stride, outputs }: HistogramLayout): SparseColumn {
  const present = new Int32Array(table.rows);
  const compact = new Float64Array((table.rows + 1) * stride);
  return {
    split(cells, column, node, totals, rules, best) {
      const missing = table.binCounts[column]!;
      const found = presentBins(table, column, node, present);
      const withMissing = found > 0 && present[found - 1] === missing;
      const bins = withMissing ? found - 1 : found;
      for (let place = 0; place < found; place++) {
        const from = present[place]! * stride;
        for (let part = 0; part < stride; part++) {
          compact[place * stride + part] = cells[from + part]!;
          cells[from + part] = 0;
        }
      }
      if (!withMissing) compact.fill(0, bins * stride, (bins + 1) * stride);
      const before = best.score;
      splitNumeric({ cells: compact, at: 0, bins, outputs, column }, totals, rules, best);
      if (best.score === before) return;
      // Back to the column's own bins, half way to the next that holds rows.
      const cut = best.bin;
      best.bin = cut === bins - 1 ? missing - 1 : (present[cut]! + present[cut + 1]! - 1) >> 1;
    },
  };
}

/** The distinct bins of a node's rows, ascending; gives how many. */
function presentBins(table: BinnedTable, column: number, { rows, start, end }: NodeRows, present: Int32Array): number {
  const base = column * table.rows;
  const length = end - start;
  for (let place = 0; place < length; place++) present[place] = table.bins[base + rows[start + place]!]!;
  if (length > 24) present.subarray(0, length).sort();
  else insertionSort(present, length);
  let distinct = 0;
  for (let place = 0; place < length; place++) {
    if (place === 0 || present[place] !== present[distinct - 1]) present[distinct++] = present[place]!;
  }
  return distinct;
}

/** Faster than a call of the built-in sort for a few values. */
function insertionSort(values: Int32Array, length: number): void {
  for (let place = 1; place < length; place++) {
    const value = values[place]!;
    let at = place - 1;
    while (at >= 0 && values[at]! > value) {
      values[at + 1] = values[at]!;
      at--;
    }
    values[at + 1] = value;
  }
}
