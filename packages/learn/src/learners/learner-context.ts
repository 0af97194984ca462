import type { Task } from "@mlopsc/vocabulary";
import type { ClassLabel } from "../model/class-labels.ts";
import type { Table } from "../table/table.ts";
import type { OutsideLearners } from "./outside/outside-learner.ts";
import type { BinnedTable } from "./trees/bins/binning.ts";
import type { Team } from "./trees/team/team.ts";

/** What a learner is to predict, and the seed that decides all its draws. */
export interface LearnerContext {
  readonly task: Task;
  /** 0 for regression. */
  readonly classCount: number;
  readonly seed: number;
  /** How much each row counts, above 0; all alike when not given. */
  readonly weights?: Float64Array;
  /** Features that predictions never fall with as they rise, and that they never rise with: for algorithms that can. */
  readonly increasing?: readonly string[];
  readonly decreasing?: readonly string[];
  /** Called now and then with what is done of the whole: trees or iterations. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Calls other threads to help, where the work is worth it. The result is the same without. */
  readonly summon?: () => Team;
  /** What learners that are not ours need besides: a way to reach them, and what the target is called. */
  readonly outside?: OutsideLearners;
  readonly targetName?: string;
  readonly labels?: readonly ClassLabel[];
}

/** Training rows: features (and nothing else), and the target as numbers or class indices, none missing. */
export interface TrainingRows extends LearnerContext {
  readonly table: Table;
  readonly target: Float64Array;
  /** The table in bins, where a team shares them; its columns are absent then. */
  readonly binned?: BinnedTable;
  /** Threads that run the same fit; alone when not given. */
  readonly team?: Team;
}

/** Numbers (a row each), or probabilities (rows × classes, row after row). */
export type TablePredictor = (table: Table) => Float64Array;
