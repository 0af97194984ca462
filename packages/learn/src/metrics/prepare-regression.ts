import type { MetricChoice, MetricName } from "@mlopsc/vocabulary";
import type { MetricGap } from "../learners/fit-problem.ts";
import type { PreparedMetric } from "./prepare-metric.ts";
import type { ScoredRows } from "./scored-rows.ts";
import { ascendingOrder, weightedMean, weightedQuantile, weightedVariance } from "./weighted-sums.ts";

/** The metrics of numbers. Throws where the metric is not one of regression. */
export function prepareRegression(
  { metric, share }: MetricChoice,
  truth: Float64Array,
  { predicted }: ScoredRows,
): PreparedMetric | MetricGap {
  const loss = rowLosses[metric];
  if (loss !== undefined) {
    const gap = domainGap(metric, truth, predicted);
    if (gap !== undefined) return gap;
    const losses = truth.map((value, row) => loss(value, predicted[row]!));
    return rooted.has(metric)
      ? (weights) => Math.sqrt(weightedMean(losses, weights))
      : (weights) => weightedMean(losses, weights);
  }
  const errors = truth.map((value, row) => value - predicted[row]!);
  switch (metric) {
    case "pinball": {
      const losses = errors.map(pinballLoss(shareOf(metric, share)));
      return (weights) => weightedMean(losses, weights);
    }
    case "median_absolute_error": {
      const sizes = errors.map(Math.abs);
      const order = ascendingOrder(sizes);
      return (weights) => weightedQuantile(sizes, order, weights, 0.5);
    }
    case "max_error":
      return (weights) =>
        errors.reduce((most, error, row) => (weights[row]! > 0 ? Math.max(most, Math.abs(error)) : most), 0);
    case "r2":
    case "explained_variance":
      return spreadGap(truth) ?? explainedShare(metric, truth, errors);
    case "d2_absolute_error":
      return spreadGap(truth) ?? savedPinball(0.5, truth, errors);
    case "d2_pinball":
      return spreadGap(truth) ?? savedPinball(shareOf(metric, share), truth, errors);
    default:
      throw new Error(`${metric} does not measure regression`);
  }
}

const squaredError = (value: number, predicted: number): number => (value - predicted) ** 2;
const squaredLog = (value: number, predicted: number): number => (Math.log1p(value) - Math.log1p(predicted)) ** 2;

/** Those that are a mean over rows of this, or its root. */
const rowLosses: Readonly<Partial<Record<MetricName, (value: number, predicted: number) => number>>> = {
  rmse: squaredError,
  mse: squaredError,
  mae: (value, predicted) => Math.abs(value - predicted),
  mape: (value, predicted) => Math.abs(value - predicted) / Math.abs(value),
  msle: squaredLog,
  rmsle: squaredLog,
  poisson_deviance: (value, predicted) =>
    2 * ((value === 0 ? 0 : value * Math.log(value / predicted)) - value + predicted),
  gamma_deviance: (value, predicted) => 2 * (Math.log(predicted / value) + value / predicted - 1),
};
const rooted: ReadonlySet<MetricName> = new Set(["rmse", "rmsle"]);

/** Where scikit-learn refuses, or divides by 2.2e-16, which tells nobody anything. */
function domainGap(metric: MetricName, truth: Float64Array, predicted: Float64Array): MetricGap | undefined {
  const least = (values: Float64Array): number => values.reduce((low, value) => Math.min(low, value), Infinity);
  switch (metric) {
    case "mape":
      return truth.includes(0) ? "zeroTarget" : undefined;
    case "msle":
    case "rmsle":
      return least(truth) < 0 ? "targetTooLow" : least(predicted) < 0 ? "predictionTooLow" : undefined;
    case "poisson_deviance":
      return least(truth) < 0 ? "targetTooLow" : least(predicted) <= 0 ? "predictionTooLow" : undefined;
    case "gamma_deviance":
      return least(truth) <= 0 ? "targetTooLow" : least(predicted) <= 0 ? "predictionTooLow" : undefined;
    default:
      return undefined;
  }
}

/** Why nothing can be told of how much of the spread is explained. */
function spreadGap(truth: Float64Array): MetricGap | undefined {
  if (truth.length === 1) return "oneRow";
  return truth.every((value) => value === truth[0]) ? "constantTarget" : undefined;
}

/** 1 - errors' mean square, or variance, over the variance of the truth. */
function explainedShare(
  metric: "r2" | "explained_variance",
  truth: Float64Array,
  errors: Float64Array,
): PreparedMetric {
  const squares = errors.map((error) => error ** 2);
  return (weights) => {
    const variance = weightedVariance(truth, weights);
    const left = metric === "r2" ? weightedMean(squares, weights) : weightedVariance(errors, weights);
    return variance === 0 ? Number.NaN : 1 - left / variance;
  };
}

/** 1 - pinball loss over that of the quantile of the truth (Koenker and Machado 1999). */
function savedPinball(share: number, truth: Float64Array, errors: Float64Array): PreparedMetric {
  const loss = pinballLoss(share);
  const losses = errors.map(loss);
  const order = ascendingOrder(truth);
  return (weights) => {
    const quantile = weightedQuantile(truth, order, weights, share);
    const constant = weightedMean(
      truth.map((value) => loss(value - quantile)),
      weights,
    );
    return constant === 0 ? Number.NaN : 1 - weightedMean(losses, weights) / constant;
  };
}

/** Of an error: too low by 1 costs the share, too high by 1 the rest. */
const pinballLoss =
  (share: number) =>
  (error: number): number =>
    error >= 0 ? share * error : (share - 1) * error;

function shareOf(metric: MetricName, share: number | undefined): number {
  if (share === undefined) throw new Error(`${metric} without a share`);
  return share;
}
