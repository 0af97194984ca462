import type { BinnedTable, Bins } from "./binning.ts";

/**
 * What is summed over the rows of a node. `gradient`: one sum and one weight a row; its mean is a leaf's value
 * (squared error, Newton steps, and the Gini impurity of two classes, which is twice the squared error on 0/1).
 * `classes`: the weight of each class (Gini impurity of several).
 */
export type RowStatistics =
  | { readonly kind: "gradient"; readonly outputs: 1; readonly sums: Float64Array; readonly weights: Float64Array }
  | {
      readonly kind: "classes";
      readonly outputs: number;
      readonly classes: Int32Array;
      readonly weights: Float64Array;
    };

/** A cell a bin, columns after each other: `outputs` sums, then the weight, then the count of rows. */
export interface HistogramLayout {
  /** Per column the index of its first cell's first number; one more at the end. */
  readonly offsets: Int32Array;
  readonly stride: number;
  readonly outputs: number;
}

export function layoutHistogram(table: BinnedTable, outputs: number): HistogramLayout {
  const stride = outputs + 2;
  const offsets = new Int32Array(table.features.length + 1);
  table.features.forEach((_, column) => {
    // One cell more than bins: that of missing values.
    offsets[column + 1] = (offsets[column] as number) + ((table.binCounts[column] as number) + 1) * stride;
  });
  return { offsets, stride, outputs };
}

/** Rows `start..end-1` of `rows`; `gathered` holds their sums and weights in that order from index 0. */
export interface NodeRows {
  readonly rows: Int32Array;
  readonly start: number;
  readonly end: number;
}

/** Adds one column of a node to cells that begin at `at`; the cells must be zero. */
export function addColumn(
  cells: Float64Array,
  at: number,
  table: BinnedTable,
  column: number,
  node: NodeRows,
  statistics: RowStatistics,
): void {
  const base = column * table.rows;
  if (statistics.kind === "gradient") {
    addGradients(cells, at, table.bins, base, node.rows, node.start, node.end, statistics.sums, statistics.weights);
  } else {
    const { classes, weights, outputs } = statistics;
    addClasses(cells, at, table.bins, base, node.rows, node.start, node.end, classes, weights, outputs);
  }
}

function addGradients(
  cells: Float64Array,
  at: number,
  bins: Bins,
  base: number,
  rows: Int32Array,
  start: number,
  end: number,
  sums: Float64Array,
  weights: Float64Array,
): void {
  for (let index = start; index < end; index++) {
    const row = rows[index]!;
    const cell = at + bins[base + row]! * 3;
    cells[cell]! += sums[row]!;
    cells[cell + 1]! += weights[row]!;
    cells[cell + 2]! += 1;
  }
}

/** As `addColumn`, with sums and weights gathered in the order of the node's rows: no random access but the bins. */
export function addGatheredColumn(
  cells: Float64Array,
  at: number,
  table: BinnedTable,
  column: number,
  node: NodeRows,
  sums: Float64Array,
  weights: Float64Array,
): void {
  addGathered(cells, at, table.bins, column * table.rows, node.rows, node.start, node.end, sums, weights);
}

function addGathered(
  cells: Float64Array,
  at: number,
  bins: Bins,
  base: number,
  rows: Int32Array,
  start: number,
  end: number,
  sums: Float64Array,
  weights: Float64Array,
): void {
  for (let index = start, place = 0; index < end; index++, place++) {
    const cell = at + bins[base + rows[index]!]! * 3;
    cells[cell]! += sums[place]!;
    cells[cell + 1]! += weights[place]!;
    cells[cell + 2]! += 1;
  }
}

function addClasses(
  cells: Float64Array,
  at: number,
  bins: Bins,
  base: number,
  rows: Int32Array,
  start: number,
  end: number,
  classes: Int32Array,
  weights: Float64Array,
  outputs: number,
): void {
  const stride = outputs + 2;
  for (let index = start; index < end; index++) {
    const row = rows[index]!;
    const cell = at + bins[base + row]! * stride;
    const weight = weights[row]!;
    cells[cell + classes[row]!]! += weight;
    cells[cell + outputs]! += weight;
    cells[cell + outputs + 1]! += 1;
  }
}

/** Takes a child's cells from its parent's, in place: what is left is the other child's. */
export function subtractCells(parent: Float64Array, child: Float64Array): void {
  for (let index = 0; index < parent.length; index++) parent[index]! -= child[index]!;
}
