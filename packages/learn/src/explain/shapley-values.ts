import type { Table } from "../table/table.ts";

/** The Shapley values of a learner's features, on its own scale. */
export interface ShapleyValues {
  /** Of each output: the mean over the training rows, or over the rows compared with. */
  readonly expected: Float64Array;
  /** Rows × features, or players where features are told together: what each adds to the expected value of the output wanted of each row. */
  contributions(table: Table, outputOf: (row: number) => number): Float64Array;
}
