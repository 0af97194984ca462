import { softmaxRow, softmaxRows } from "../../../links.ts";
import type { BoostingLoss, LossRows } from "./boosting-loss.ts";
import { clampShare } from "./logistic-loss.ts";
import { meanOver } from "./mean-over.ts";

/** The log loss of several classes: a tree for each class a round, all from the same probabilities. */
export function softmaxLoss(rows: LossRows, classCount: number): BoostingLoss {
  const { target } = rows;
  const shares = new Float64Array(target.length * classCount);
  return {
    outputs: classCount,
    baseline: (over) =>
      Array.from({ length: classCount }, (_, output) =>
        Math.log(clampShare(meanOver(rows, over, (row) => Number(target[row] === output)))),
      ),
    prepare: (raw, from, to) => {
      for (let row = from; row < to; row++) softmaxRow(raw, row * classCount, classCount, shares);
    },
    largest: () => [1, 0.25],
    gradients: (_raw, output, from, to, pairs) => {
      for (let row = from; row < to; row++) {
        const probability = shares[row * classCount + output]!;
        pairs[2 * row] = Number(target[row] === output) - probability;
        pairs[2 * row + 1] = probability * (1 - probability);
      }
    },
    mean: (raw, over) => {
      const probabilities = softmaxRows(raw, classCount);
      const ofTruth = (row: number): number => probabilities[row * classCount + target[row]!]!;
      return -meanOver(rows, over, (row) => Math.log(Math.max(ofTruth(row), 1e-300)));
    },
  };
}
