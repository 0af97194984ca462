import type { PreparedMetric } from "./prepare-metric.ts";
import { rankRows, type StepMeasure, stepTotals } from "./ranking.ts";

/** A measure of rows by falling score; truth is 0 or 1. NaN where one of the classes weighs nothing. */
export function prepareRanking(truth: Uint8Array, scores: Float64Array, measure: StepMeasure): PreparedMetric {
  const { distinct, stepOf } = rankRows(scores);
  const steps = {
    scores: distinct,
    positives: new Float64Array(distinct.length),
    rows: new Float64Array(distinct.length),
  };
  return (weights) => {
    const { positives, rows } = steps;
    positives.fill(0);
    rows.fill(0);
    for (let row = 0; row < stepOf.length; row++) {
      const weight = weights[row]!;
      const step = stepOf[row]!;
      rows[step]! += weight;
      positives[step]! += weight * truth[row]!;
    }
    const totals = stepTotals(steps);
    return totals.positives === 0 || totals.negatives === 0 ? Number.NaN : measure(steps);
  };
}
