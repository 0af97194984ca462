/** Positives and all rows at one distinct score, from the highest score down. */
export interface ScoreStep {
  readonly score: number;
  readonly positives: number;
  readonly rows: number;
}

/** Truth is 0 or 1. Rows with equal scores are one step, so that no result depends on the order of rows. */
export function scoreSteps(truth: ArrayLike<number>, scores: Float64Array): ScoreStep[] {
  const order = Int32Array.from(scores, (_, row) => row).sort((a, b) => scores[b]! - scores[a]!);
  const steps: ScoreStep[] = [];
  for (let place = 0; place < order.length; ) {
    const score = scores[order[place]!]!;
    const first = place;
    let positives = 0;
    while (place < order.length && scores[order[place]!] === score) positives += truth[order[place++]!]!;
    steps.push({ score, positives, rows: place - first });
  }
  return steps;
}

/** Area under the ROC curve by trapezes: the chance that a positive scores above a negative, ties half. */
export function rocArea(steps: readonly ScoreStep[]): number {
  const { positives, negatives } = stepTotals(steps);
  let above = 0;
  let area = 0;
  for (const step of steps) {
    area += (step.rows - step.positives) * (above + step.positives / 2);
    above += step.positives;
  }
  return area / (positives * negatives);
}

/** Σ (recallᵢ - recallᵢ₋₁) precisionᵢ over the distinct scores. */
export function averagePrecision(steps: readonly ScoreStep[]): number {
  const { positives } = stepTotals(steps);
  let found = 0;
  let seen = 0;
  let sum = 0;
  for (const step of steps) {
    found += step.positives;
    seen += step.rows;
    sum += (step.positives / positives) * (found / seen);
  }
  return sum;
}

/**
 * Positive rate among the highest-scored share of rows (rounded, at least one), over that of all. Of rows tied at the
 * border their mean counts.
 */
export function liftAt(steps: readonly ScoreStep[], share: number): number {
  const { positives, negatives } = stepTotals(steps);
  const all = positives + negatives;
  const wanted = Math.max(1, Math.round(share * all));
  let found = 0;
  let left = wanted;
  for (const step of steps) {
    const taken = Math.min(left, step.rows);
    found += (step.positives * taken) / step.rows;
    left -= taken;
    if (left === 0) break;
  }
  return found / wanted / (positives / all);
}

export function stepTotals(steps: readonly ScoreStep[]): { positives: number; negatives: number } {
  let positives = 0;
  let rows = 0;
  for (const step of steps) {
    positives += step.positives;
    rows += step.rows;
  }
  return { positives, negatives: rows - positives };
}
