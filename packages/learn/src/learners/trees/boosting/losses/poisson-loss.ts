import type { BoostingLoss, LossRows } from "./boosting-loss.ts";
import { meanOver } from "./mean-over.ts";

/** Half the Poisson deviance of counts (0 or more); raw values are logarithms of the mean. */
export function poissonLoss(rows: LossRows): BoostingLoss {
  const { target } = rows;
  return {
    outputs: 1,
    baseline: (over) => [
      Math.log(
        Math.max(
          meanOver(rows, over, (row) => target[row]!),
          1e-15,
        ),
      ),
    ],
    largest: (raw, from, to) => {
      let rest = 0;
      let most = 0;
      for (let row = from; row < to; row++) {
        const mean = Math.exp(raw[row]!);
        rest = Math.max(rest, Math.abs(target[row]! - mean));
        most = Math.max(most, mean);
      }
      return [rest, most];
    },
    gradients: (raw, _output, from, to, pairs) => {
      for (let row = from; row < to; row++) {
        const mean = Math.exp(raw[row]!);
        pairs[2 * row] = target[row]! - mean;
        pairs[2 * row + 1] = mean;
      }
    },
    mean: (raw, over) => meanOver(rows, over, (row) => Math.exp(raw[row]!) - target[row]! * raw[row]!),
  };
}
