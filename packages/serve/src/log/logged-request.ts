import type { Predictions, Table, TextColumn } from "@mlopsc/learn";
import type { RequestProblemCode } from "../request/request-problem.ts";
import type { Attempt } from "./attempt.ts";

/** A request to /predict as the log keeps it. */
export interface LoggedRequest {
  /** When it arrived, in milliseconds since 1970-01-01. */
  readonly time: number;
  readonly id: string;
  readonly release: string;
  readonly status: number;
  /** From its head to the moment before its answer was sent. */
  readonly milliseconds: number;
  /** Its records are rows `from` (inclusive) to `to` (exclusive) of the columns read with it. */
  readonly from: number;
  readonly to: number;
  /** Why its records did not fit, where they did not: then it has no rows. */
  readonly problems: readonly LoggedProblem[];
  /** Where others were asked before. */
  readonly attempt?: Attempt;
}

export interface LoggedProblem {
  /** Undefined where it is not about a logged column. */
  readonly column: string | undefined;
  readonly code: RequestProblemCode;
}

/** What became of a record: 0 predicted, 1 out of the model's scope, 2 too incomplete for it. */
export const recordOutcome = { predicted: 0, outOfScope: 1, incomplete: 2 } as const;

/** The records of requests, a row each, and what was answered. */
export interface LoggedColumns {
  /** The columns of the schema in order, then its keys, as columns of kind `id`. */
  readonly table: Table;
  /** By row, as in `recordOutcome`. */
  readonly outcomes: Uint8Array;
  /** By row: the number, or of two classes the probability of the second; NaN where there is none. */
  readonly values: Float64Array;
  /** By row: the index of the class answered, -1 where there is none. */
  readonly labels: Int32Array;
  /** Rows × classes, of three classes and more; empty otherwise. */
  readonly probabilities: Float64Array;
}

/** Records that fitted, with what the model said of them. */
export interface AnsweredRecords {
  /** The columns of a request, personal ones too: the log leaves them out. */
  readonly table: Table;
  readonly keys: readonly TextColumn[];
  readonly predictions: Predictions;
}

/** What the server tells the log of a request. */
export interface AnsweredRequest {
  /** In milliseconds since 1970-01-01. */
  readonly time: number;
  readonly id: string;
  readonly status: number;
  readonly records?: AnsweredRecords | undefined;
  readonly problems?: readonly LoggedProblem[] | undefined;
  readonly attempt?: Attempt | undefined;
}
