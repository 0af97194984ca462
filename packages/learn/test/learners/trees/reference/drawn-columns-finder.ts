import type { BinnedTable, Bins } from "../../../../src/learners/trees/bins/binning.ts";
import { drawColumn } from "../../../../src/learners/trees/finders/column-draw.ts";
import type { NodeRows } from "../../../../src/learners/trees/finders/split-finder.ts";
import { columnCells } from "../../../../src/learners/trees/kernel/histogram.ts";
import type { BestSplit } from "../../../../src/learners/trees/splits/split-rules.ts";
import { addColumn } from "./add-column.ts";
import { gatheredRows, gatherNode } from "./gathered-rows.ts";
import type { PlainFinder } from "./plain-finder.ts";
import type { PlainRows } from "./plain-rules.ts";
import { type SortedColumn, sortedColumn } from "./sorted-column.ts";
import { splitCategory } from "./split-category.ts";
import { splitNumbers } from "./split-numbers.ts";
import { spreadColumn, spreadNode } from "./spread-bins.ts";

/** Nodes of up to so many rows are sorted by bin, which is faster than a walk over 256 cells and cuts finer. */
export const sortedRows = 48;

/**
 * Looks at `columnsPerSplit` columns drawn anew for each node and, as long as none can be split, at further ones
 * (as scikit-learn's forests do). Keeps no histograms: deep nodes are small, and most columns are not looked at.
 * Where columns have more bins than cells, large nodes are cut between groups of the bins that they hold, and small ones between bins.
 */
export function drawnColumnsFinder(table: BinnedTable, width: number, columnsPerSplit: number): PlainFinder {
  const { features, bins, binCounts, rows: tableRows } = table;
  const cells = new Float64Array(columnCells * width);
  const gathered = gatheredRows(tableRows, width);
  const sorted: SortedColumn = sortedColumn(table, width, sortedRows);
  const columns = Int32Array.from(features, (_, column) => column);
  let tree: PlainRows;

  return {
    start(next) {
      tree = next;
      columns.forEach((_, place) => {
        columns[place] = place;
      });
    },
    find,
  };

  function find(node: NodeRows, best: BestSplit): void {
    const { rules, random } = tree;
    const rows = gatherNode(tree, node, gathered);
    for (let place = 0; place < columns.length; place++) {
      if (place >= columnsPerSplit && best.column >= 0) return;
      if (columnsPerSplit < columns.length) drawColumn(columns, place, random);
      const column = columns[place]!;
      const isCategory = features[column]!.kind === "category";
      if (!isCategory && node.end - node.start <= sortedRows) {
        sorted.split(column, rows, node.totals, rules, best);
        continue;
      }
      const own = bins.subarray(column * tableRows, (column + 1) * tableRows);
      const missing = binCounts[column]!;
      const isGradient = rules.kind === "gradient";
      const isSpread = missing >= columnCells;
      const spread = !isSpread ? null : isGradient ? spreadColumn(missing) : spreadNode(heldBins(own, node), missing);
      addColumn(cells, width, bins, column * tableRows, spread?.cellOf ?? null, rows, isGradient);
      const from = { cells, at: 0, bins: spread === null ? missing : columnCells - 1, column };
      const before = best.score;
      (isCategory ? splitCategory : splitNumbers)(from, node.totals, rules, best);
      if (spread !== null && best.score > before) best.bin = spread.lastBin(best.bin);
      cells.fill(0, 0, (from.bins + 1) * width);
    }
  }
}

const heldBins = (bins: Bins, { rows, start, end }: NodeRows): number[] =>
  Array.from(rows.subarray(start, end), (row) => bins[row]!);
