import type { MetricChoice } from "@mlopsc/vocabulary";
import { done, failed, type Outcome } from "../problem.ts";
import { prepareMetric } from "./prepare-metric.ts";
import type { ScoredRows } from "./scored-rows.ts";

/**
 * The metric's value, as scikit-learn defines it; `truth` holds numbers or class indices. A problem, never NaN, where
 * the metric has no value on these rows. Throws where the metric is not one of the task's.
 */
export function evaluateMetric(choice: MetricChoice, truth: Float64Array, scored: ScoredRows): Outcome<number> {
  const { metric } = choice;
  const prepared = prepareMetric(choice, truth, scored);
  if (typeof prepared === "string") return failed({ kind: "metricUndefined", metric, reason: prepared });
  const value = prepared(new Float64Array(truth.length).fill(1));
  return Number.isFinite(value) ? done(value) : failed({ kind: "metricUndefined", metric, reason: "beyondDouble" });
}
