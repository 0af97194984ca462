import type { Task } from "@mlopsc/vocabulary";
import type { Table } from "../table/table.ts";
import type { Team } from "./histogram/team.ts";

/** What a learner is to predict, and the seed that decides all its draws. */
export interface LearnerContext {
  readonly task: Task;
  /** 0 for regression. */
  readonly classCount: number;
  readonly seed: number;
  /** Called now and then with what is done of the whole: trees or iterations. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Calls other threads to help, where the work is worth it. The result is the same without. */
  readonly summon?: () => Team;
}

/** Training rows: features (and nothing else), and the target as numbers or class indices, none missing. */
export interface TrainingRows extends LearnerContext {
  readonly table: Table;
  readonly target: Float64Array;
  /** How much each row counts, 0 or more; all alike when not given. */
  readonly weights?: Float64Array;
  /** Threads that run the same fit; alone when not given. */
  readonly team?: Team;
}

/** Numbers (a row each), or probabilities (rows × classes, row after row). */
export type TablePredictor = (table: Table) => Float64Array;
