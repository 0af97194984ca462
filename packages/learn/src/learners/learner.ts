import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import type { Outcome } from "../problem.ts";
import type { Table } from "../table/table.ts";
import type { FittedDummy } from "./dummy.ts";
import type { FittedBoosting } from "./histogram/gradient-boosting.ts";
import type { FittedForest } from "./histogram/random-forest.ts";
import type { FittedLinear } from "./linear/linear-terms.ts";

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

/** What a learner has learned: plain data that survives JSON bit for bit. */
export type FittedLearner = FittedDummy | FittedLinear | FittedForest | FittedBoosting;

/** One learning method. Fitting is a pure function of the rows, the parameters and the seed. */
export interface Learner {
  fit(choice: AlgorithmChoice, rows: TrainingRows): Outcome<FittedLearner>;
}

/** Numbers (a row each), or probabilities (rows × classes, row after row). */
export type TablePredictor = (table: Table) => Float64Array;
