import type { Task } from "./algorithms.ts";

export interface MetricEntry {
  readonly tasks: readonly Task[];
  readonly better: "higher" | "lower";
  /** All values it can take; an end that is absent is infinite. */
  readonly range: { readonly low?: number; readonly high?: number };
  /** What it reads: predicted classes or numbers, or predicted probabilities. */
  readonly needs: "prediction" | "probability";
  /** A share in its parentheses: `lift(10%)`. */
  readonly share?: true;
  /** A number in its parentheses, at least `low`: `fbeta(2)`. */
  readonly number?: { readonly low: number; readonly whole: boolean; readonly example: string };
  readonly documentation: string;
}

const classes: readonly Task[] = ["binary", "multiclass"];
const unit = { low: 0, high: 1 } as const;
const classification = (documentation: string): MetricEntry => ({
  tasks: classes,
  better: "higher",
  range: unit,
  needs: "prediction",
  documentation,
});
/** Of each class alone, then their mean: plain, or by how often each is true. */
const averaged = (score: string): { readonly macro: MetricEntry; readonly weighted: MetricEntry } => ({
  macro: classification(`Mean ${score} of the classes, each counting the same; of two classes too.`),
  weighted: classification(`Mean ${score} of the classes, each counting as often as it is true.`),
});
const precision = averaged("precision");
const recall = averaged("recall");
const f1 = averaged("f1");

const error = (documentation: string): MetricEntry => ({
  tasks: ["regression"],
  better: "lower",
  range: { low: 0 },
  needs: "prediction",
  documentation,
});

/** scikit-learn's definitions and values, under the names that people say. Multi-class means are macro means. */
export const metrics = {
  auc: {
    tasks: classes,
    better: "higher",
    range: unit,
    needs: "probability",
    documentation: "Area under the ROC curve; several classes: one against the rest, macro mean.",
  },
  average_precision: {
    tasks: ["binary"],
    better: "higher",
    range: unit,
    needs: "probability",
    documentation: "Area under the precision-recall steps.",
  },
  log_loss: {
    tasks: classes,
    better: "lower",
    range: { low: 0 },
    needs: "probability",
    documentation: "Mean negative log-likelihood; probabilities are kept within [2.2e-16, 1 - 2.2e-16].",
  },
  brier: {
    tasks: ["binary"],
    better: "lower",
    range: unit,
    needs: "probability",
    documentation: "Mean squared error of the probability.",
  },
  accuracy: classification("Share of rows predicted right."),
  balanced_accuracy: classification("Mean recall of the classes."),
  precision: classification("Of the rows predicted positive, the share that are; 0 where none is predicted."),
  recall: classification("Of the positive rows, the share predicted so."),
  f1: classification("Harmonic mean of precision and recall; 0 where both are."),
  fbeta: {
    ...classification("Mean of precision and recall in which recall weighs beta times as much: `fbeta(2)`."),
    number: { low: 0, whole: false, example: "2" },
  },
  jaccard: classification("Rows rightly predicted positive, as a share of those that are or are predicted so."),
  precision_macro: precision.macro,
  precision_weighted: precision.weighted,
  recall_macro: recall.macro,
  recall_weighted: recall.weighted,
  f1_macro: f1.macro,
  f1_weighted: f1.weighted,
  mcc: {
    tasks: classes,
    better: "higher",
    range: { low: -1, high: 1 },
    needs: "prediction",
    documentation: "Matthews correlation coefficient.",
  },
  cohen_kappa: {
    tasks: classes,
    better: "higher",
    range: { low: -1, high: 1 },
    needs: "prediction",
    documentation: "Agreement beyond that of chance, Cohen's kappa.",
  },
  top_k: {
    tasks: ["multiclass"],
    better: "higher",
    range: unit,
    needs: "probability",
    number: { low: 1, whole: true, example: "3" },
    documentation: "Share of rows whose true class is among the k most probable: `top_k(3)`.",
  },
  ece: {
    tasks: ["binary"],
    better: "lower",
    range: unit,
    needs: "probability",
    documentation:
      "Expected calibration error: how far probabilities are from what came true, mean over ten equal bins.",
  },
  lift: {
    tasks: ["binary"],
    better: "higher",
    range: { low: 0 },
    needs: "probability",
    share: true,
    documentation: "Positive rate among the given share of highest scores, over that of all.",
  },
  cost: {
    tasks: classes,
    better: "lower",
    range: { low: 0 },
    needs: "prediction",
    documentation: "What a row costs on average, by the model's `costs`.",
  },
  gain: {
    tasks: ["binary"],
    better: "higher",
    range: unit,
    needs: "probability",
    share: true,
    documentation: "Share of all positive rows that are found among the given share of highest scores.",
  },
  rmse: error("Root of the mean squared error, in the target's unit."),
  mse: error("Mean squared error."),
  mae: error("Mean absolute error, in the target's unit."),
  median_absolute_error: error("Median absolute error, in the target's unit."),
  max_error: error("The largest absolute error, in the target's unit."),
  mape: error("Mean absolute error over the absolute value, as a share (0.05 is 5 %)."),
  msle: error("Mean squared difference of the logarithms of 1 + value; of values that are not negative."),
  rmsle: error("Root of `msle`: about the relative error of large values."),
  pinball: {
    ...error("Loss of a predicted quantile: `pinball(90%)` of what 90 % of the values are to lie below."),
    share: true,
  },
  poisson_deviance: error("Mean Poisson deviance; of counts, predicted above 0."),
  gamma_deviance: error("Mean gamma deviance; of values above 0, predicted above 0."),
  explained_variance: {
    tasks: ["regression"],
    better: "higher",
    range: { high: 1 },
    needs: "prediction",
    documentation: "Share of the variance explained, whatever the mean of the errors.",
  },
  d2_absolute_error: {
    tasks: ["regression"],
    better: "higher",
    range: { high: 1 },
    needs: "prediction",
    documentation: "Share of the absolute error that predicting the median leaves, which is saved.",
  },
  d2_pinball: {
    tasks: ["regression"],
    better: "higher",
    range: { high: 1 },
    needs: "prediction",
    share: true,
    documentation: "Share of the pinball loss that predicting the quantile leaves, which is saved: `d2_pinball(90%)`.",
  },
  r2: {
    tasks: ["regression"],
    better: "higher",
    range: { high: 1 },
    needs: "prediction",
    documentation: "Share of the variance explained.",
  },
} as const satisfies Record<string, MetricEntry>;

export type MetricName = keyof typeof metrics;
export const isMetricName = (name: string): name is MetricName => Object.hasOwn(metrics, name);
export const metricEntry = (name: MetricName): MetricEntry => metrics[name];

/** A metric as asked for: `auc`, or `lift` with its share. Its key in results is `auc`, `lift(10%)` or `fbeta(2)`. */
export interface MetricChoice {
  readonly metric: MetricName;
  readonly share?: number;
  readonly number?: number;
  /** With `cost`, in a model: those of the model. */
  readonly costs?: CostDefinition;
}

/** What wrong predictions cost; right ones cost nothing. */
export type CostDefinition =
  /** Of two classes: the second predicted where the first is true, and the other way round. */
  { readonly classes: "two"; readonly falseAlarm: number; readonly miss: number } | NamedCosts;

/** By the names of the classes; `other` where a pair is not named. */
export interface NamedCosts {
  readonly classes: "named";
  readonly pairs: readonly { readonly actual: string; readonly predicted: string; readonly cost: number }[];
  readonly other: number;
}

export function metricKey({ metric, share, number }: MetricChoice): string {
  if (share !== undefined) return `${metric}(${Number((share * 100).toPrecision(12))}%)`;
  return number === undefined ? metric : `${metric}(${number})`;
}

/** The names that scikit-learn has for them, to be understood where they are written. */
export const metricSynonyms: Readonly<Record<string, MetricName>> = {
  roc_auc: "auc",
  brier_score: "brier",
  matthews_corrcoef: "mcc",
  cohen_kappa_score: "cohen_kappa",
  top_k_accuracy: "top_k",
  expected_calibration_error: "ece",
  mean_squared_error: "mse",
  root_mean_squared_error: "rmse",
  mean_absolute_error: "mae",
  mean_absolute_percentage_error: "mape",
  mean_squared_log_error: "msle",
  mean_pinball_loss: "pinball",
  mean_poisson_deviance: "poisson_deviance",
  mean_gamma_deviance: "gamma_deviance",
};
