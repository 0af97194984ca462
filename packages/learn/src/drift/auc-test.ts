import { scoreSteps, stepTotals } from "../metrics/ranking.ts";
import { normalSurvival } from "./distributions/normal-survival.ts";

export interface AucTest {
  readonly auc: number;
  /** The chance of an AUC at least as high where the scores tell nothing (Mann and Whitney 1947, normal, ties corrected). */
  readonly pValue: number;
  /** Where the AUC of so many more rows would lie, 19 times of 20 (DeLong et al. 1988, normal). */
  readonly interval: readonly [number, number];
}

/** How far an AUC on rows that stand by themselves is from chance; null where the truth (0 or 1) is all of one class. */
export function aucTest(truth: ArrayLike<number>, scores: Float64Array): AucTest | null {
  const steps = scoreSteps(truth, scores);
  const { positives, negatives } = stepTotals(steps);
  if (positives === 0 || negatives === 0) return null;
  const rows = positives + negatives;
  let [above, below, auc, ties] = [0, negatives, 0, 0];
  let [positiveSquares, negativeSquares] = [0, 0];
  for (let step = 0; step < steps.rows.length; step++) {
    const found = steps.positives[step]!;
    const wrong = steps.rows[step]! - found;
    const beaten = (below - wrong / 2) / negatives;
    const beating = (above + found / 2) / positives;
    auc += (found * beaten) / positives;
    positiveSquares += found * beaten ** 2;
    negativeSquares += wrong * beating ** 2;
    ties += steps.rows[step]! ** 3 - steps.rows[step]!;
    above += found;
    below -= wrong;
  }
  const nullVariance = (rows + 1 - ties / (rows * (rows - 1))) / (12 * positives * negatives);
  const variance = spread(positiveSquares, positives, auc) + spread(negativeSquares, negatives, auc);
  const reach = 1.959963984540054 * Math.sqrt(variance);
  return {
    auc,
    pValue: nullVariance > 0 ? normalSurvival((auc - 0.5) / Math.sqrt(nullVariance)) : 1,
    interval: [Math.max(0, auc - reach), Math.min(1, auc + reach)],
  };
}

/** The variance of the mean of `count` shares with this sum of squares. */
const spread = (squares: number, count: number, mean: number): number =>
  count < 2 ? 0.25 : Math.max(0, squares / count - mean ** 2) / (count - 1);
