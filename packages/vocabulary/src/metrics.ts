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
  mcc: {
    tasks: classes,
    better: "higher",
    range: { low: -1, high: 1 },
    needs: "prediction",
    documentation: "Matthews correlation coefficient.",
  },
  lift: {
    tasks: ["binary"],
    better: "higher",
    range: { low: 0 },
    needs: "probability",
    share: true,
    documentation: "Positive rate among the given share of highest scores, over that of all.",
  },
  rmse: error("Root of the mean squared error, in the target's unit."),
  mse: error("Mean squared error."),
  mae: error("Mean absolute error, in the target's unit."),
  median_absolute_error: error("Median absolute error, in the target's unit."),
  mape: error("Mean absolute error over the absolute value, as a share (0.05 is 5 %)."),
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

/** A metric as asked for: `auc`, or `lift` with its share. Its key in results is `auc` or `lift(10%)`. */
export interface MetricChoice {
  readonly metric: MetricName;
  readonly share?: number;
}

export const metricKey = ({ metric, share }: MetricChoice): string =>
  share === undefined ? metric : `${metric}(${Number((share * 100).toPrecision(12))}%)`;
