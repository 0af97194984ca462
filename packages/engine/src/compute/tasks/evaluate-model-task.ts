import {
  type CalibrationPoint,
  type ClassLabel,
  type ConfusionMatrix,
  calibrationCurve,
  classScores,
  confusionMatrix,
  type Evaluation,
  evaluateModel,
  type FeatureImportance,
  type LearnProblem,
  type Outcome,
  permutationImportance,
  predictedClasses,
  type ResidualSummary,
  type RocPoint,
  readModel,
  rocCurve,
  summariseResiduals,
  type Table,
  type TrainedModel,
  takeRows,
} from "@mlopsc/learn";
import type { MetricChoice, Task } from "@mlopsc/vocabulary";
import type { TaskProgress } from "../compute.ts";
import { bootstrapIntervals, type Interval } from "./bootstrap-intervals.ts";

export interface EvaluateModelInput {
  /** The model's document, and that of the baseline. */
  readonly model: string;
  readonly baseline: string | null;
  readonly train: Table;
  readonly test: Table;
  /** The first is the one that importance is measured by. */
  readonly metrics: readonly MetricChoice[];
  readonly seed: number;
  readonly today: number;
}

export type Metrics = Readonly<Record<string, number>>;

export interface ModelEvaluation {
  readonly task: Task;
  readonly classes: readonly ClassLabel[];
  readonly rows: { readonly train: number; readonly test: number };
  readonly test: Metrics;
  readonly train: Metrics;
  readonly baseline: Metrics | null;
  /** By metric; see `bootstrapIntervals`. */
  readonly intervals: Readonly<Record<string, Interval>>;
  /** By shuffling one request column of the test rows, in the unit of the first metric. */
  readonly importance: readonly FeatureImportance[];
  /** Test rows by true class, then predicted class. */
  readonly confusion?: ConfusionMatrix;
  readonly roc?: readonly RocPoint[];
  readonly calibration?: readonly CalibrationPoint[];
  readonly residuals?: ResidualSummary;
  /** Truth and prediction of test rows, evenly chosen, in row order. */
  readonly sample?: readonly { readonly truth: number; readonly predicted: number }[];
  /** Of the last test rows, all of them in row order: a stretch of a forecast. */
  readonly recent?: readonly { readonly truth: number; readonly predicted: number }[];
}

const curvePoints = 200;
const mostShuffledRows = 5_000;
const sampledPoints = 1_000;
const recentPoints = 700;

/** Measures a model once on the test part, and on the training part and beside the baseline for comparison. */
export function evaluateModelTask(input: EvaluateModelInput, progress: TaskProgress): Outcome<ModelEvaluation> {
  const { metrics, seed, today } = input;
  const model = readModel(input.model);
  if (!model.ok) return model;
  const test = evaluateModel(model.value, input.test, metrics, { today });
  if (!test.ok) return test;
  progress(0.2, "training part");
  const train = evaluateModel(model.value, input.train, metrics, { today });
  if (!train.ok) return train;
  const baseline = baselineMetrics(input);
  if (!baseline.ok) return baseline;
  progress(0.4, "importance");
  const importance = importanceOf(model.value, input);
  if (!importance.ok) return importance;
  progress(0.8, "confidence");
  return {
    ok: true,
    value: {
      task: model.value.definition.task,
      classes: test.value.classes,
      rows: { train: train.value.rows.length, test: test.value.rows.length },
      test: test.value.metrics,
      train: train.value.metrics,
      baseline: baseline.value,
      intervals: bootstrapIntervals(metrics, test.value, seed),
      importance: importance.value,
      ...pictures(test.value),
    },
  };
}

function baselineMetrics({ baseline, test, metrics, today }: EvaluateModelInput): Outcome<Metrics | null> {
  if (baseline === null) return { ok: true, value: null };
  const model = readModel(baseline);
  if (!model.ok) return model;
  const evaluation = evaluateModel(model.value, test, metrics, { today });
  return evaluation.ok ? { ok: true, value: evaluation.value.metrics } : evaluation;
}

function importanceOf(model: TrainedModel, input: EvaluateModelInput): Outcome<FeatureImportance[]> {
  const [metric] = input.metrics;
  if (metric === undefined) return { ok: true, value: [] };
  const measured = permutationImportance(model, thinned(input.test, mostShuffledRows), metric, input);
  // A rare class may be absent from the thinned rows.
  return measured.ok || !isUndefinedMetric(measured.problem) ? measured : { ok: true, value: [] };
}

const isUndefinedMetric = ({ kind }: LearnProblem): boolean => kind === "metricUndefined";

function thinned(table: Table, most: number): Table {
  return table.rows <= most ? table : takeRows(table, Int32Array.from(evenly(table.rows, most)));
}

/** At most `most` of the numbers below `count`, evenly apart, ascending. */
const evenly = (count: number, most: number): number[] =>
  Array.from({ length: Math.min(count, most) }, (_, at) => Math.floor((at * count) / Math.min(count, most)));

function pictures(test: Evaluation): Partial<ModelEvaluation> {
  const { truth, scored } = test;
  if (scored.task === "regression") {
    const residuals = summariseResiduals(truth, scored.predicted);
    const point = (at: number) => ({ truth: truth[at]!, predicted: scored.predicted[at]! });
    const first = Math.max(0, truth.length - recentPoints);
    return {
      ...(residuals === undefined ? {} : { residuals }),
      sample: evenly(truth.length, sampledPoints).map(point),
      recent: Array.from({ length: truth.length - first }, (_, at) => point(first + at)),
    };
  }
  const confusion = confusionMatrix(truth, predictedClasses(scored), scored.classCount);
  if (scored.task !== "binary") return { confusion };
  const positive = classScores(scored, 1);
  return {
    confusion,
    roc: rocCurve(truth, positive, curvePoints),
    calibration: calibrationCurve(truth, positive),
  };
}
