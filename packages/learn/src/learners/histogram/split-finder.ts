import type { Random } from "../../random/seeded-random.ts";
import type { BinnedTable } from "./binning.ts";
import {
  addColumn,
  addGatheredColumn,
  type HistogramLayout,
  layoutHistogram,
  type NodeRows,
  type RowStatistics,
  subtractCells,
} from "./histogram.ts";
import { sparseColumn } from "./sparse-column.ts";
import {
  type BestSplit,
  type ColumnCells,
  type NodeTotals,
  type SplitRules,
  splitCategory,
  splitNumeric,
} from "./splitting.ts";

/** All columns' cells of one node. */
export type NodeHistogram = Float64Array;

/** Finds the best split of a node, and says what histograms are kept for its children. */
export interface SplitFinder {
  rootHistogram(node: NodeRows, statistics: RowStatistics): NodeHistogram | null;
  /** Those of the smaller and the larger child; takes the parent's over. */
  childHistograms(
    parent: NodeHistogram | null,
    smaller: NodeRows,
    larger: NodeRows,
    statistics: RowStatistics,
  ): [NodeHistogram | null, NodeHistogram | null];
  find(
    histogram: NodeHistogram | null,
    node: NodeRows,
    totals: NodeTotals,
    statistics: RowStatistics,
    best: BestSplit,
  ): void;
  /** The histogram of a node that waits for its split: itself, or null (and released) where too many are kept already. */
  keep(histogram: NodeHistogram | null): NodeHistogram | null;
  /** The histogram is not needed any more. */
  release(histogram: NodeHistogram | null): void;
}

/** At most 256 MB of histograms wait for their node to be split; nodes beyond that are summed anew. */
const keptNumbers = 32_000_000;

/** Looks at every column; the larger child's histogram is the parent's less the smaller child's. */
export function allColumnsFinder(table: BinnedTable, outputs: number, rules: SplitRules): SplitFinder {
  const layout = layoutHistogram(table, outputs);
  const size = layout.offsets.at(-1) ?? 0;
  const free: Float64Array[] = [];
  const kept = Math.max(1, Math.floor(keptNumbers / Math.max(1, size)));
  let made = 0;
  const freshCells = (): Float64Array => {
    made++;
    return new Float64Array(size);
  };
  const gathered = { sums: new Float64Array(table.rows), weights: new Float64Array(table.rows) };
  const build = (node: NodeRows, statistics: RowStatistics): Float64Array => {
    const cells = free.pop()?.fill(0) ?? freshCells();
    if (statistics.kind === "gradient") gather(node, statistics.sums, statistics.weights, gathered);
    table.features.forEach((_, column) => {
      const at = layout.offsets[column]!;
      if (statistics.kind === "classes") addColumn(cells, at, table, column, node, statistics);
      else addGatheredColumn(cells, at, table, column, node, gathered.sums, gathered.weights);
    });
    return cells;
  };
  return {
    rootHistogram: build,
    childHistograms(parent, smaller, larger, statistics) {
      const small = build(smaller, statistics);
      if (parent === null) return [small, build(larger, statistics)];
      subtractCells(parent, small);
      return [small, parent];
    },
    find(histogram, _node, totals, _statistics, best) {
      table.features.forEach((feature, column) => {
        const from = columnCells(histogram!, layout.offsets[column]!, table, layout, column);
        (feature.kind === "category" ? splitCategory : splitNumeric)(from, totals, rules, best);
      });
    },
    keep(histogram) {
      if (histogram === null || made - free.length <= kept) return histogram;
      free.push(histogram);
      return null;
    },
    release(histogram) {
      if (histogram !== null) free.push(histogram);
    },
  };
}

function gather(
  { rows, start, end }: NodeRows,
  sums: Float64Array,
  weights: Float64Array,
  into: { sums: Float64Array; weights: Float64Array },
): void {
  for (let index = start, place = 0; index < end; index++, place++) {
    into.sums[place] = sums[rows[index]!]!;
    into.weights[place] = weights[rows[index]!]!;
  }
}

const columnCells = (
  cells: Float64Array,
  at: number,
  table: BinnedTable,
  layout: HistogramLayout,
  column: number,
): ColumnCells => ({ cells, at, bins: table.binCounts[column]!, outputs: layout.outputs, column });

/** Nodes with fewer rows than this share of the bins are worth sorting. */
const sparseShare = 16;

/**
 * Looks at `columnsPerSplit` columns drawn anew for each node and, as long as none can be split, at further ones
 * (as scikit-learn's forests do). Keeps no histograms: deep nodes are small, and most columns are not looked at.
 */
export function drawnColumnsFinder(
  table: BinnedTable,
  outputs: number,
  rules: SplitRules,
  columnsPerSplit: number,
  random: Random,
): SplitFinder {
  const layout = layoutHistogram(table, outputs);
  const cells = new Float64Array((Math.max(0, ...table.binCounts) + 1) * layout.stride);
  const sparse = sparseColumn(table, layout);
  const columns = Int32Array.from(table.features, (_, column) => column);
  const drawAll = columnsPerSplit >= columns.length;
  return {
    rootHistogram: () => null,
    childHistograms: () => [null, null],
    keep: () => null,
    release: () => {},
    find(_histogram, node, totals, statistics, best) {
      for (let place = 0; place < columns.length; place++) {
        if (place >= columnsPerSplit && best.column >= 0) return;
        if (!drawAll) drawColumn(columns, place, random);
        const column = columns[place]!;
        addColumn(cells, 0, table, column, node, statistics);
        const isCategory = table.features[column]!.kind === "category";
        if (!isCategory && (node.end - node.start) * sparseShare < table.binCounts[column]!) {
          sparse.split(cells, column, node, totals, rules, best);
          continue;
        }
        const from = columnCells(cells, 0, table, layout, column);
        (isCategory ? splitCategory : splitNumeric)(from, totals, rules, best);
        cells.fill(0, 0, (table.binCounts[column]! + 1) * layout.stride);
      }
    },
  };
}

function drawColumn(columns: Int32Array, place: number, random: Random): void {
  const other = place + random.integer(columns.length - place);
  const kept = columns[place]!;
  columns[place] = columns[other]!;
  columns[other] = kept;
}
