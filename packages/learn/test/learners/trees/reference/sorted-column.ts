import type { BinnedTable } from "../../../../src/learners/trees/bins/binning.ts";
import type { BestSplit, ColumnCells } from "../../../../src/learners/trees/splits/split-rules.ts";
import type { GatheredRows } from "./gathered-rows.ts";
import type { PlainRules } from "./plain-rules.ts";
import { splitNumbers } from "./split-numbers.ts";

/** Splits a numeric column of a node of few rows. */
export interface SortedColumn {
  split(column: number, node: GatheredRows, totals: Float64Array, rules: PlainRules, best: BestSplit): void;
}

/** Sorts the rows of a node by bin and gives those of a bin a cell: cells stand side by side, none is empty. */
export function sortedColumn(table: BinnedTable, width: number, mostRows: number): SortedColumn {
  // The bin in the high digits, the row's place in the node in the low ones.
  const keys = new Int32Array(mostRows);
  const present = new Int32Array(mostRows + 1);
  const cells = new Float64Array((mostRows + 1) * width);
  return {
    split(column, node, totals, rules, best) {
      const length = node.end - node.start;
      const base = column * table.rows;
      for (let place = 0; place < length; place++) {
        keys[place] = (table.bins[base + node.rows[node.start + place]!]! << 8) | place;
      }
      insertionSort(keys, length);
      if (keys[0]! >> 8 === keys[length - 1]! >> 8) return;
      const found = fillCells(node, rules.kind === "gradient", keys, length, present, cells, width);
      const missing = table.binCounts[column]!;
      const withMissing = present[found - 1] === missing;
      const bins = withMissing ? found - 1 : found;
      if (!withMissing) cells.fill(0, bins * width, (bins + 1) * width);
      const from: ColumnCells = { cells, at: 0, bins, column };
      const before = best.score;
      splitNumbers(from, totals, rules, best);
      if (best.score === before) return;
      // Back to the column's own bins, half way to the next that holds rows.
      const cut = best.bin;
      best.bin = cut === bins - 1 ? missing - 1 : (present[cut]! + present[cut + 1]! - 1) >> 1;
    },
  };
}

/** One cell for each distinct bin, ascending; gives how many. */
function fillCells(
  { values, classes }: GatheredRows,
  isGradient: boolean,
  keys: Int32Array,
  length: number,
  present: Int32Array,
  cells: Float64Array,
  width: number,
): number {
  let found = -1;
  let previous = -1;
  for (let index = 0; index < length; index++) {
    const bin = keys[index]! >> 8;
    const place = keys[index]! & 255;
    if (bin !== previous) {
      previous = bin;
      present[++found] = bin;
      for (let part = 0; part < width; part++) cells[found * width + part] = 0;
    }
    const cell = found * width;
    if (isGradient) {
      cells[cell]! += values[2 * place]!;
      cells[cell + 1]! += values[2 * place + 1]!;
    } else cells[cell + classes[place]!]! += values[place]!;
  }
  return found + 1;
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
