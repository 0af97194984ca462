import { scoreSteps, stepTotals } from "./ranking.ts";

export interface RocPoint {
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
  /** Rows with at least this score count as positive; null at the origin, where none does. */
  readonly threshold: number | null;
}

/**
 * From (0, 0) to (1, 1), without the points that lie between their neighbours on a straight line; empty where the truth
 * (0 or 1) is all of one class. `most` thins the curve evenly for drawing.
 */
export function rocCurve(truth: ArrayLike<number>, scores: Float64Array, most: number = Infinity): RocPoint[] {
  const steps = scoreSteps(truth, scores);
  const { positives, negatives } = stepTotals(steps);
  if (positives === 0 || negatives === 0) return [];
  const found = (step: number): number => steps.positives[step]!;
  const wrong = (step: number): number => steps.rows[step]! - found(step);
  const points: RocPoint[] = [{ falsePositiveRate: 0, truePositiveRate: 0, threshold: null }];
  let truePositives = 0;
  let falsePositives = 0;
  for (let step = 0; step < steps.rows.length; step++) {
    truePositives += found(step);
    falsePositives += wrong(step);
    const isLast = step === steps.rows.length - 1;
    if (!isLast && found(step) * wrong(step + 1) === found(step + 1) * wrong(step)) continue;
    points.push({
      falsePositiveRate: falsePositives / negatives,
      truePositiveRate: truePositives / positives,
      threshold: steps.scores[step]!,
    });
  }
  return thinned(points, most);
}

export interface GainPoint {
  /** Of all rows, those with the highest scores. */
  readonly share: number;
  /** Of all positives, those among them. */
  readonly found: number;
}

/** From (0, 0) to (1, 1), a point for each distinct score; empty where the truth (0 or 1) holds no positive. */
export function gainCurve(truth: ArrayLike<number>, scores: Float64Array, most: number = Infinity): GainPoint[] {
  const steps = scoreSteps(truth, scores);
  const { positives, negatives } = stepTotals(steps);
  if (positives === 0) return [];
  const points: GainPoint[] = [{ share: 0, found: 0 }];
  let seen = 0;
  let found = 0;
  for (let step = 0; step < steps.rows.length; step++) {
    seen += steps.rows[step]!;
    found += steps.positives[step]!;
    points.push({ share: seen / (positives + negatives), found: found / positives });
  }
  return thinned(points, most);
}

/** At most so many of the points, evenly apart, the first and the last among them. */
export function thinned<T>(points: readonly T[], most: number): T[] {
  if (points.length <= most) return [...points];
  return Array.from({ length: most }, (_, place) => points[Math.round((place * (points.length - 1)) / (most - 1))]!);
}

export interface CalibrationPoint {
  readonly meanPredicted: number;
  /** Share of rows that are positive. */
  readonly observed: number;
  readonly rows: number;
}

/** Probabilities against what came true, in bins of equal width over [0, 1]; empty bins are left out. */
export function calibrationCurve(truth: ArrayLike<number>, probabilities: Float64Array, bins = 10): CalibrationPoint[] {
  const sums = Array.from({ length: bins }, () => ({ predicted: 0, positives: 0, rows: 0 }));
  probabilities.forEach((probability, row) => {
    const bin = sums[calibrationBin(probability, bins)]!;
    bin.predicted += probability;
    bin.positives += truth[row]!;
    bin.rows += 1;
  });
  return sums
    .filter(({ rows }) => rows > 0)
    .map(({ predicted, positives, rows }) => ({ meanPredicted: predicted / rows, observed: positives / rows, rows }));
}

/** Of equal bins over [0, 1]. A border belongs to the bin below, as in scikit-learn. */
export const calibrationBin = (probability: number, bins: number): number =>
  Math.max(0, Math.min(bins - 1, Math.ceil(probability * bins) - 1));
