import type { MetricChoice, MetricName } from "@mlopsc/vocabulary";
import type { MetricGap } from "../learners/fit-problem.ts";
import { done, failed, type Outcome } from "../problem.ts";
import {
  accuracyOf,
  balancedAccuracyOf,
  type ConfusionMatrix,
  confusionMatrix,
  headlineScore,
  matthewsOf,
} from "./class-counts.ts";
import { averagePrecision, liftAt, rocArea, type ScoreStep, scoreSteps } from "./ranking.ts";
import { quantile } from "./residuals.ts";
import { classScores, predictedClasses, type ScoredRows } from "./scored-rows.ts";

/**
 * The metric's value, as scikit-learn defines it; `truth` holds numbers or class indices. A problem, never NaN, where
 * the metric has no value on these rows. Throws where the metric is not one of the task's.
 */
export function evaluateMetric(choice: MetricChoice, truth: Float64Array, scored: ScoredRows): Outcome<number> {
  const { metric } = choice;
  if (truth.length === 0) return undefinedMetric(metric, "noRows");
  if (scored.predicted.some(Number.isNaN)) return undefinedMetric(metric, "missingPrediction");
  const value =
    scored.task === "regression" ? regressionMetric(metric, truth, scored) : classMetric(choice, truth, scored);
  return typeof value === "string" ? undefinedMetric(metric, value) : done(value);
}

const undefinedMetric = (metric: MetricName, reason: MetricGap): Outcome<number> =>
  failed({ kind: "metricUndefined", metric, reason });

function classMetric({ metric, share }: MetricChoice, truth: Float64Array, scored: ScoredRows): number | MetricGap {
  const matrix = (): ConfusionMatrix => confusionMatrix(truth, predictedClasses(scored), scored.classCount);
  const binary = scored.task === "binary";
  switch (metric) {
    case "auc":
      return binary ? ranked(truth, scored, 1, rocArea) : macroArea(truth, scored);
    case "average_precision":
      return ranked(truth, scored, 1, averagePrecision);
    case "lift":
      if (share === undefined) throw new Error("lift without a share");
      return ranked(truth, scored, 1, (steps) => liftAt(steps, share));
    case "log_loss":
      return logLoss(truth, scored);
    case "brier":
      return meanOf(truth, (value, row) => (scored.predicted[2 * row + 1]! - value) ** 2);
    case "accuracy":
      return accuracyOf(matrix());
    case "balanced_accuracy":
      return balancedAccuracyOf(matrix());
    case "precision":
    case "recall":
    case "f1":
      return headlineScore(matrix(), metric, binary);
    case "mcc":
      return matthewsOf(matrix());
    default:
      throw new Error(`${metric} does not measure ${scored.task}`);
  }
}

function ranked(
  truth: Float64Array,
  scored: ScoredRows,
  index: number,
  measure: (steps: ScoreStep[]) => number,
): number | MetricGap {
  const isClass = truth.map((value) => Number(value === index));
  const first = isClass[0];
  if (isClass.every((value) => value === first)) return "oneClass";
  return measure(scoreSteps(isClass, classScores(scored, index)));
}

/** One class against the rest, mean over the classes; every class must occur. */
function macroArea(truth: Float64Array, scored: ScoredRows): number | MetricGap {
  let sum = 0;
  for (let index = 0; index < scored.classCount; index++) {
    const area = ranked(truth, scored, index, rocArea);
    if (typeof area === "string") return truth.every((value) => value === truth[0]) ? "oneClass" : "absentClass";
    sum += area;
  }
  return sum / scored.classCount;
}

/** scikit-learn's clipping: by the spacing of doubles at 1, and shares made to sum to 1 again. */
function logLoss(truth: Float64Array, { predicted, classCount }: ScoredRows): number {
  const clip = (share: number): number => Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, share));
  return meanOf(truth, (value, row) => {
    let total = 0;
    for (let index = 0; index < classCount; index++) total += clip(predicted[row * classCount + index]!);
    return -Math.log(clip(predicted[row * classCount + value]!) / total);
  });
}

function regressionMetric(metric: MetricName, truth: Float64Array, { predicted }: ScoredRows): number | MetricGap {
  const absolute = (): Float64Array => truth.map((value, row) => Math.abs(value - predicted[row]!));
  const squared = (): number => meanOf(truth, (value, row) => (value - predicted[row]!) ** 2);
  switch (metric) {
    case "rmse":
      return Math.sqrt(squared());
    case "mse":
      return squared();
    case "mae":
      return meanOf(absolute(), (value) => value);
    case "median_absolute_error":
      return quantile(absolute().sort(), 0.5);
    case "mape":
      // scikit-learn divides by 2.2e-16 here, which tells nobody anything.
      if (truth.includes(0)) return "zeroTarget";
      return meanOf(absolute(), (value, row) => value / Math.abs(truth[row]!));
    case "r2": {
      if (truth.every((value) => value === truth[0])) return "constantTarget";
      const mean = meanOf(truth, (value) => value);
      return 1 - squared() / meanOf(truth, (value) => (value - mean) ** 2);
    }
    default:
      throw new Error(`${metric} does not measure regression`);
  }
}

function meanOf(values: Float64Array, measure: (value: number, row: number) => number): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += measure(values[row]!, row);
  return sum / values.length;
}
