import type { Task } from "@mlopsc/vocabulary";
import { logisticLoss } from "./logistic-loss.ts";
import { poissonLoss } from "./poisson-loss.ts";
import { quantileLoss } from "./quantile-loss.ts";
import { softmaxLoss } from "./softmax-loss.ts";
import { squaredError } from "./squared-error.ts";

/** A loss to boost; `raw` is rows × outputs throughout, and the targets are bound. */
export interface BoostingLoss {
  /** Trees a round. */
  readonly outputs: number;
  /** The best constants for these rows. */
  baseline(rows: Int32Array): number[];
  /** Called for a run of rows before their gradients of a round's first output: what all outputs need. */
  prepare?(raw: Float64Array, from: number, to: number): void;
  /** Bounds of the sizes of gradients and of second derivatives over a run of rows, before weights. */
  largest(raw: Float64Array, from: number, to: number): readonly [number, number];
  /** Writes negative gradients and second derivatives, side by side: a leaf's Newton step is the ratio of their sums. */
  gradients(raw: Float64Array, output: number, from: number, to: number, pairs: Float64Array): void;
  /** The best step for `rows[start..end-1]`, where it is not the Newton step. */
  leafStep?(raw: Float64Array, rows: Int32Array, start: number, end: number): number;
  /** The mean loss over some rows, up to a constant. */
  mean(raw: Float64Array, rows: Int32Array): number;
}

/** What is known of the rows a loss is over. */
export interface LossRows {
  /** Numbers, or class indices. */
  readonly target: Float64Array;
  /** How much each row counts; null: all alike. */
  readonly weights: Float64Array | null;
}

export type LossName = "squared_error" | "absolute_error" | "quantile" | "poisson" | "log_loss";

/** Which loss, with what it depends on. */
export interface LossChoice {
  readonly loss: LossName;
  /** The level of `quantile`, in (0, 1). */
  readonly quantile: number;
}

export function boostingLoss(
  { loss, quantile }: LossChoice,
  task: Task,
  classCount: number,
  rows: LossRows,
): BoostingLoss {
  switch (loss) {
    case "squared_error":
      return squaredError(rows);
    case "absolute_error":
      return quantileLoss(rows, 0.5);
    case "quantile":
      return quantileLoss(rows, quantile);
    case "poisson":
      return poissonLoss(rows);
    case "log_loss":
      return task === "binary" ? logisticLoss(rows) : softmaxLoss(rows, classCount);
    default:
      return unknownLoss(loss);
  }
}

function unknownLoss(loss: never): never {
  throw new Error(`unknown loss ${String(loss)}`);
}
