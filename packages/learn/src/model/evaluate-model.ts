import { type MetricChoice, metricKey } from "@mlopsc/vocabulary";
import { evaluateMetric } from "../metrics/evaluate-metric.ts";
import type { ScoredRows } from "../metrics/scored-rows.ts";
import { done, failed, type Outcome } from "../problem.ts";
import { columnNamed } from "../table/columns.ts";
import type { Table } from "../table/table.ts";
import { type ClassLabel, classesOf, mergedClasses } from "./class-labels.ts";
import { compileModel, type ModelPredictor } from "./predict-model.ts";
import { targetValues } from "./train-model.ts";
import type { StoredModel } from "./trained-model.ts";

/** Predictions beside what came true. */
export interface LabelledPredictions {
  /** The input rows that the filters left, rising. */
  readonly rows: Int32Array;
  /** Numbers, or indices of `classes`. */
  readonly truth: Float64Array;
  readonly scored: ScoredRows;
  /** The model's classes and those that only occur in the truth, which it gives no probability. */
  readonly classes: readonly ClassLabel[];
}

export interface Evaluation extends LabelledPredictions {
  /** By the metric's key, `auc` or `lift(10%)`. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** Measures a model on rows that have the target, filters as in training applied. */
export function evaluateModel(
  model: StoredModel,
  table: Table,
  metrics: readonly MetricChoice[],
  context: { readonly today: number },
): Outcome<Evaluation> {
  const labelled = labelledPredictions(model, table, context);
  if (!labelled.ok) return labelled;
  const measured = measure(metrics, labelled.value);
  return measured.ok ? done({ ...labelled.value, metrics: measured.value }) : measured;
}

export function measure(
  metrics: readonly MetricChoice[],
  { truth, scored }: Pick<LabelledPredictions, "truth" | "scored">,
): Outcome<Record<string, number>> {
  const values: Record<string, number> = {};
  for (const choice of metrics) {
    const value = evaluateMetric(choice, truth, scored);
    if (!value.ok) return value;
    values[metricKey(choice)] = value.value;
  }
  return done(values);
}

export function labelledPredictions(
  model: StoredModel,
  table: Table,
  { today }: { readonly today: number },
  predict: ModelPredictor = compileModel(model),
): Outcome<LabelledPredictions> {
  const { task, target, steps, costs } = model.definition;
  const predictions = predict(table, { today, serving: false });
  const gap = predictions.incomplete[0];
  if (gap !== undefined) return failed({ kind: "missingFeature", column: gap.columns[0] ?? "" });
  const column = columnNamed(predictions.output, target);
  if (column === undefined) return failed({ kind: "targetNeeded", step: steps.length });
  const classes = task === "regression" ? [] : mergedClasses(model.classes, classesOf(column));
  if (task === "binary" && classes.length > 2) return failed({ kind: "wrongClassCount", classes: classes.length });
  const truth = targetValues(column, task, classes);
  const missing = truth.reduce((count, value) => count + Number(Number.isNaN(value)), 0);
  if (missing > 0) return failed({ kind: "missingTarget", rows: missing });
  const known = predictions.probabilities ?? predictions.values ?? new Float64Array(0);
  const predicted = task === "regression" ? known : widened(known, model.classes, classes);
  const decision = {
    ...("threshold" in model ? { threshold: model.threshold } : {}),
    ...(costs === undefined ? {} : { costs: { by: costs, known: model.classes.map(String) } }),
  };
  const scored = { task, classCount: classes.length, predicted, labels: classes.map(String), ...decision };
  return done({ rows: predictions.rows, truth, classes, scored });
}

/** Probabilities under a longer list of classes; 0 for those that the model does not know. */
export function widened(
  probabilities: Float64Array,
  from: readonly ClassLabel[],
  to: readonly ClassLabel[],
): Float64Array {
  if (from.length === to.length) return probabilities;
  const places = from.map((label) => to.indexOf(label));
  const wide = new Float64Array((probabilities.length / from.length) * to.length);
  probabilities.forEach((probability, index) => {
    wide[Math.floor(index / from.length) * to.length + places[index % from.length]!] = probability;
  });
  return wide;
}
