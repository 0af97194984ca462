import {
  calibrationCurve,
  confusionMatrix,
  evaluateMetric,
  predictedClasses,
  rocCurve,
  type ScoredRows,
  summariseResiduals,
} from "@mlopsc/learn";
import type { MetricName, Task } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import stored from "../reference/metrics.json" with { type: "json" };

const bothOf = (second: readonly number[]): Float64Array =>
  Float64Array.from(second.flatMap((share) => [1 - share, share]));

const truths: Record<Task, Float64Array> = {
  binary: Float64Array.from(stored.binary.truth),
  multiclass: Float64Array.from(stored.multiclass.truth),
  regression: Float64Array.from(stored.regression.truth),
};
const scoredRows: Record<Task, ScoredRows> = {
  binary: { task: "binary", classCount: 2, predicted: bothOf(stored.binary.second) },
  multiclass: { task: "multiclass", classCount: 4, predicted: Float64Array.from(stored.multiclass.probabilities) },
  regression: { task: "regression", classCount: 0, predicted: Float64Array.from(stored.regression.predicted) },
};

describe("worked by hand", () => {
  const binary = (...second: number[]): ScoredRows => ({ task: "binary", classCount: 2, predicted: bothOf(second) });
  const evaluate = (metric: MetricName, truth: number[], scored: ScoredRows, share?: number): unknown =>
    evaluateMetric(share === undefined ? { metric } : { metric, share }, Float64Array.from(truth), scored);
  const value = (number: number): object => ({ ok: true, value: number });
  const undefinedFor = (metric: MetricName, reason: string): object => ({
    ok: false,
    problem: { kind: "metricUndefined", metric, reason },
  });

  test("ties count half in the area", () => {
    expect(evaluate("auc", [0, 1], binary(0.4, 0.4))).toEqual(value(0.5));
    expect(evaluate("auc", [0, 1, 0, 1], binary(0.1, 0.9, 0.9, 0.5))).toEqual(value(0.625));
  });

  test("lift takes the highest scores, and of ties their mean", () => {
    // Of ten rows two are positive: the base rate is 0.2.
    const truth = [1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    const scores = binary(0.9, 0.8, 0.7, 0.6, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
    expect(evaluate("lift", truth, scores, 0.1)).toEqual(value(5));
    expect(evaluate("lift", truth, scores, 0.2)).toEqual(value(2.5));
    expect(evaluate("lift", truth, binary(...new Array<number>(10).fill(0.5)), 0.1)).toEqual(value(1));
    expect(evaluate("lift", truth, scores, 0.001)).toEqual(value(5));
  });

  test("gain is the share of the positives that are found", () => {
    const truth = [1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    const scores = binary(0.9, 0.8, 0.7, 0.6, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
    expect(evaluate("gain", truth, scores, 0.1)).toEqual(value(0.5));
    expect(evaluate("gain", truth, scores, 0.4)).toEqual(value(1));
  });

  test("the calibration error is the distance in each bin, by its rows", () => {
    // Two bins: three rows said 0.25 of which one came true, one row said 0.75 and came true.
    const scores = binary(0.25, 0.25, 0.25, 0.75);
    expect(evaluate("ece", [1, 0, 0, 1], scores)).toEqual(value((0.25 + 0.25) / 4));
  });

  test("a probability of exactly one half is the first class", () => {
    expect(predictedClasses(binary(0.5, 0.6))).toEqual(Int32Array.of(0, 1));
  });

  test("certain mistakes cost a finite log loss", () => {
    expect(evaluate("log_loss", [1], binary(0))).toEqual(value(-Math.log(Number.EPSILON)));
  });

  test("nothing is undefined in silence", () => {
    const numbers = (...predicted: number[]): ScoredRows => ({
      task: "regression",
      classCount: 0,
      predicted: Float64Array.from(predicted),
    });
    expect(evaluate("auc", [1, 1], binary(0.2, 0.3))).toEqual(undefinedFor("auc", "oneClass"));
    expect(evaluate("lift", [0, 0], binary(0.2, 0.3), 0.5)).toEqual(undefinedFor("lift", "oneClass"));
    expect(evaluate("accuracy", [], binary())).toEqual(undefinedFor("accuracy", "noRows"));
    expect(evaluate("rmse", [1], numbers(Number.NaN))).toEqual(undefinedFor("rmse", "missingPrediction"));
    expect(evaluate("r2", [2, 2], numbers(1, 2))).toEqual(undefinedFor("r2", "constantTarget"));
    expect(evaluate("r2", [2], numbers(1))).toEqual(undefinedFor("r2", "oneRow"));
    expect(evaluate("mape", [0, 2], numbers(1, 2))).toEqual(undefinedFor("mape", "zeroTarget"));
    expect(evaluate("msle", [-1, 2], numbers(1, 2))).toEqual(undefinedFor("msle", "targetTooLow"));
    expect(evaluate("poisson_deviance", [0, 2], numbers(0, 2))).toEqual(
      undefinedFor("poisson_deviance", "predictionTooLow"),
    );
    expect(evaluate("gamma_deviance", [0, 2], numbers(1, 2))).toEqual(undefinedFor("gamma_deviance", "targetTooLow"));
    expect(evaluate("d2_absolute_error", [2, 2], numbers(1, 2))).toEqual(
      undefinedFor("d2_absolute_error", "constantTarget"),
    );
    expect(evaluate("cohen_kappa", [1, 1], binary(0.9, 0.8))).toEqual(undefinedFor("cohen_kappa", "oneClass"));
    const three = {
      task: "multiclass",
      classCount: 3,
      predicted: Float64Array.of(0.2, 0.3, 0.5, 0.6, 0.2, 0.2),
    } as const;
    expect(evaluate("auc", [0, 1], three)).toEqual(undefinedFor("auc", "absentClass"));
  });
});

describe("data of the figures", () => {
  const second = Float64Array.from(stored.binary.second);

  test("the ROC curve runs through scikit-learn's points, and leaves out only what lies between them", () => {
    const curve = rocCurve(truths.binary, second);
    expect(curve[0]).toEqual({ falsePositiveRate: 0, truePositiveRate: 0, threshold: null });
    const [falsePositive, truePositive, thresholds] = stored.binary.roc as [number[], number[], number[]];
    expect(curve.length).toBeLessThanOrEqual(thresholds.length + 1);
    for (const point of curve.slice(1)) {
      const at = thresholds.indexOf(point.threshold!);
      expect(point.falsePositiveRate).toBeCloseTo(falsePositive[at]!, 12);
      expect(point.truePositiveRate).toBeCloseTo(truePositive[at]!, 12);
    }
    const area = curve.slice(1).reduce((sum, point, at) => {
      const before = curve[at]!;
      const height = (point.truePositiveRate + before.truePositiveRate) / 2;
      return sum + (point.falsePositiveRate - before.falsePositiveRate) * height;
    }, 0);
    expect(area).toBeCloseTo(stored.binary.metrics.auc, 12);
    expect(rocCurve(truths.binary, second, 5)).toHaveLength(5);
    expect(rocCurve([1, 1], Float64Array.of(0.1, 0.2))).toEqual([]);
  });

  test("the calibration curve is scikit-learn's", () => {
    const curve = calibrationCurve(truths.binary, second);
    const [predicted, observed] = stored.binary.calibration as [number[], number[]];
    expect(curve).toHaveLength(predicted.length);
    curve.forEach((point, at) => {
      expect(point.meanPredicted).toBeCloseTo(predicted[at]!, 12);
      expect(point.observed).toBeCloseTo(observed[at]!, 12);
    });
    expect(curve.reduce((sum, { rows }) => sum + rows, 0)).toBe(second.length);
  });

  test("the confusion matrix has truth in rows", () => {
    expect(confusionMatrix(truths.binary, predictedClasses(scoredRows.binary), 2)).toEqual(stored.binary.confusion);
    expect(confusionMatrix([0, 0, 1], Int32Array.of(1, 1, 1), 2)).toEqual([
      [0, 2],
      [0, 1],
    ]);
  });

  test("residuals have numpy's quantiles", () => {
    const summary = summariseResiduals(truths.regression, scoredRows.regression.predicted);
    if (summary === undefined) throw new Error("no rows");
    const { q05, q25, median, q75, q95 } = summary;
    [q05, q25, median, q75, q95].forEach((value, at) => {
      expect(value).toBeCloseTo(stored.regression.quantiles[at]!, 12);
    });
    expect(summary.histogram.counts[0]!.reduce((sum, count) => sum + count, 0)).toBe(75);
    expect(summariseResiduals(new Float64Array(0), new Float64Array(0))).toBeUndefined();
  });
});
