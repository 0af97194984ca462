import { exponential } from "../../../exponential.ts";
import { softplus } from "../../../links.ts";
import type { BoostingLoss, LossRows } from "./boosting-loss.ts";
import { meanOver } from "./mean-over.ts";

/** The log loss of two classes; raw values are log-odds of the second. */
export function logisticLoss(rows: LossRows): BoostingLoss {
  const { target } = rows;
  return {
    outputs: 1,
    baseline: (over) => {
      const share = clampShare(meanOver(rows, over, (row) => target[row]!));
      return [Math.log(share / (1 - share))];
    },
    largest: () => [1, 0.25],
    gradients: (raw, _output, from, to, pairs) => {
      for (let row = from; row < to; row++) {
        const probability = 1 / (1 + exponential(-raw[row]!));
        pairs[2 * row] = target[row]! - probability;
        pairs[2 * row + 1] = probability * (1 - probability);
      }
    },
    mean: (raw, over) => meanOver(rows, over, (row) => softplus(raw[row]!) - target[row]! * raw[row]!),
  };
}

/** Away from 0 and 1, whose log-odds are infinite. */
export const clampShare = (share: number): number => Math.min(1 - 1e-15, Math.max(1e-15, share));
