import type { MetricChoice } from "@mlopsc/vocabulary";
import type { MetricGap } from "../learners/fit-problem.ts";
import { prepareClassification } from "./prepare-classification.ts";
import { prepareRegression } from "./prepare-regression.ts";
import type { ScoredRows } from "./scored-rows.ts";

/**
 * A metric made ready for rows that are weighed in many ways, a weight a row, none negative: a row of weight 2 counts as
 * two rows do. NaN where the metric has no value under these weights.
 */
export type PreparedMetric = (weights: Float64Array) => number;

/** Sorts and compares once what every weighing needs; a gap where the metric has no value on the rows as they are. */
export function prepareMetric(
  choice: MetricChoice,
  truth: Float64Array,
  scored: ScoredRows,
): PreparedMetric | MetricGap {
  if (truth.length === 0) return "noRows";
  if (scored.predicted.some(Number.isNaN)) return "missingPrediction";
  return scored.task === "regression"
    ? prepareRegression(choice, truth, scored)
    : prepareClassification(choice, truth, scored);
}
