import type { BoostingLoss, LossRows } from "./boosting-loss.ts";
import { meanOver } from "./mean-over.ts";

/** Half the squared error: leaves hold the mean of what is left. */
export function squaredError(rows: LossRows): BoostingLoss {
  const { target } = rows;
  return {
    outputs: 1,
    baseline: (over) => [meanOver(rows, over, (row) => target[row]!)],
    largest: (raw, from, to) => {
      let most = 0;
      for (let row = from; row < to; row++) most = Math.max(most, Math.abs(target[row]! - raw[row]!));
      return [most, 1];
    },
    gradients: (raw, _output, from, to, pairs) => {
      for (let row = from; row < to; row++) {
        pairs[2 * row] = target[row]! - raw[row]!;
        pairs[2 * row + 1] = 1;
      }
    },
    mean: (raw, over) => meanOver(rows, over, (row) => (target[row]! - raw[row]!) ** 2),
  };
}
