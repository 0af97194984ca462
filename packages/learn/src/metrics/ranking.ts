/** What weighs at each distinct score, from the highest down; all three are of one length. */
export interface ScoreSteps {
  readonly scores: Float64Array;
  /** Positives and all rows of that score. */
  readonly positives: Float64Array;
  readonly rows: Float64Array;
}

/** A figure of both classes by falling score. */
export type StepMeasure = (steps: ScoreSteps) => number;

/**
 * The distinct scores, from the highest down, and the place of each row among them. Sorting the scores themselves and
 * looking each row up takes a tenth of the time of sorting rows by a comparison.
 */
export function rankRows(scores: Float64Array): { readonly distinct: Float64Array; readonly stepOf: Int32Array } {
  const sorted = scores.slice().sort();
  const distinct = new Float64Array(sorted.length);
  let count = 0;
  for (let place = sorted.length - 1; place >= 0; place--)
    if (count === 0 || sorted[place] !== distinct[count - 1]) distinct[count++] = sorted[place]!;
  const stepOf = new Int32Array(scores.length);
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (distinct[middle]! > score) low = middle + 1;
      else high = middle;
    }
    stepOf[row] = low;
  }
  return { distinct: distinct.slice(0, count), stepOf };
}

/** Truth is 0 or 1. Rows with equal scores are one step, so that no result depends on the order of rows. */
export function scoreSteps(truth: ArrayLike<number>, scores: Float64Array): ScoreSteps {
  const { distinct, stepOf } = rankRows(scores);
  const positives = new Float64Array(distinct.length);
  const rows = new Float64Array(distinct.length);
  for (let row = 0; row < stepOf.length; row++) {
    positives[stepOf[row]!]! += truth[row]!;
    rows[stepOf[row]!]! += 1;
  }
  return { scores: distinct, positives, rows };
}

/** Area under the ROC curve by trapezes: the chance that a positive scores above a negative, ties half. */
export const rocArea: StepMeasure = (steps) => {
  const { positives, negatives } = stepTotals(steps);
  let above = 0;
  let area = 0;
  for (let step = 0; step < steps.rows.length; step++) {
    const found = steps.positives[step]!;
    area += (steps.rows[step]! - found) * (above + found / 2);
    above += found;
  }
  return area / (positives * negatives);
};

/** Σ (recallᵢ - recallᵢ₋₁) precisionᵢ over the distinct scores. */
export const averagePrecision: StepMeasure = (steps) => {
  const { positives } = stepTotals(steps);
  let found = 0;
  let seen = 0;
  let sum = 0;
  for (let step = 0; step < steps.rows.length; step++) {
    found += steps.positives[step]!;
    seen += steps.rows[step]!;
    if (seen > 0) sum += (steps.positives[step]! / positives) * (found / seen);
  }
  return sum;
};

/**
 * Positive rate among the highest-scored share of rows (rounded, at least one), over that of all. Of rows tied at the
 * border their mean counts.
 */
export const liftAt =
  (share: number): StepMeasure =>
  (steps) => {
    const { positives, negatives } = stepTotals(steps);
    const { found, wanted } = foundWithin(steps, share, positives + negatives);
    return found / wanted / (positives / (positives + negatives));
  };

/** Share of all positives among the highest-scored share of rows, rounded and tied as in {@link liftAt}. */
export const gainAt =
  (share: number): StepMeasure =>
  (steps) => {
    const { positives, negatives } = stepTotals(steps);
    return foundWithin(steps, share, positives + negatives).found / positives;
  };

function foundWithin(
  steps: ScoreSteps,
  share: number,
  all: number,
): { readonly found: number; readonly wanted: number } {
  const wanted = Math.max(1, Math.round(share * all));
  let found = 0;
  let left = wanted;
  for (let step = 0; step < steps.rows.length && left > 0; step++) {
    const rows = steps.rows[step]!;
    if (rows === 0) continue;
    const taken = Math.min(left, rows);
    found += (steps.positives[step]! * taken) / rows;
    left -= taken;
  }
  return { found, wanted };
}

export function stepTotals({ positives, rows }: ScoreSteps): { positives: number; negatives: number } {
  let found = 0;
  let seen = 0;
  for (let step = 0; step < rows.length; step++) {
    found += positives[step]!;
    seen += rows[step]!;
  }
  return { positives: found, negatives: seen - found };
}
