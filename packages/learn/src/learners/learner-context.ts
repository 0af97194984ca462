import type { Task } from "@mlopsc/vocabulary";
import type { Table } from "../table/table.ts";

/** What a learner is to predict, and the seed that decides all its draws. */
export interface LearnerContext {
  readonly task: Task;
  /** 0 for regression. */
  readonly classCount: number;
  readonly seed: number;
  /** Called now and then with what is done of the whole: trees or iterations. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Training rows: features (and nothing else), and the target as numbers or class indices, none missing. */
export interface TrainingRows extends LearnerContext {
  readonly table: Table;
  readonly target: Float64Array;
}

/** Numbers (a row each), or probabilities (rows × classes, row after row). */
export type TablePredictor = (table: Table) => Float64Array;
