import type { ClassLabel } from "../model/class-labels.ts";
import type { JsonScalar } from "../table/records.ts";

/**
 * What the contributions add up to. `value`: the predicted number. `log`: the logarithm of the predicted number. `probability`: of the class explained. `log_odds`: log(p / (1 − p))
 * of the second of two classes. `score`: what the class explained has before the softmax over several.
 */
export type ExplanationScale = "value" | "log" | "probability" | "log_odds" | "score";

/**
 * How the contributions were found: exactly for trees and weighted sums; estimated from drawn orders of the columns; or
 * none, as nothing is read. Of an ensemble's mean, the least exact way among its members.
 */
export type ExplanationMethod = "tree" | "linear" | "sampling" | "constant";

/** Why one row was predicted as it was: `base` and all contributions add up to `raw`. */
export interface Explanation {
  /** What was predicted: a number, or the class. */
  readonly prediction: number | ClassLabel;
  /** The class that the contributions speak for: of two the second, of more the one predicted. Absent for regression. */
  readonly explained?: ClassLabel;
  readonly scale: ExplanationScale;
  readonly method: ExplanationMethod;
  /** What is said of a row of which nothing is known: the mean over the training rows, on the scale. */
  readonly base: number;
  /** What is said of this row, on the scale. */
  readonly raw: number;
  /** Where the model's probability is what calibration makes of `raw`. */
  readonly calibrated?: true;
  /** The largest first. */
  readonly contributions: readonly Contribution[];
}

/** What a column adds to or takes from the base. */
export interface Contribution {
  /** A column of the request; or one that the pipeline derived from several of them, or from none. */
  readonly column: string;
  /** The columns of the request that a derived column was made of. */
  readonly from?: readonly string[];
  /** As JSON carries it; null is missing. Absent where the column is personal. */
  readonly value?: JsonScalar;
  readonly contribution: number;
}

/** Why a model cannot be explained. */
export interface ExplainProblem {
  readonly kind: "unsupported";
  /** The rest of a sentence that begins with "the model cannot be explained: ". */
  readonly reason: string;
}

export type Explained<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: ExplainProblem };

export const unexplained = (reason: string): { readonly ok: false; readonly problem: ExplainProblem } => ({
  ok: false,
  problem: { kind: "unsupported", reason },
});
