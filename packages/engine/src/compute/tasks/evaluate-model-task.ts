import {
  type CalibrationPoint,
  type ClassLabel,
  type ConfusionMatrix,
  calibrationCurve,
  classScores,
  confusionMatrix,
  type Evaluation,
  evaluateMetric,
  evaluateModel,
  type FeatureImportance,
  isText,
  type LearnProblem,
  type Outcome,
  permutationImportance,
  predictedClasses,
  type ResidualSummary,
  type RocPoint,
  readModel,
  rocCurve,
  type StoredModel,
  summariseResiduals,
  type Table,
  takeRows,
} from "@mlopsc/learn";
import type { MetricChoice, Task } from "@mlopsc/vocabulary";
import type { TaskProgress } from "../task-progress.ts";
import { bootstrapIntervals, type Interval } from "./bootstrap-intervals.ts";
import { bestOf, type MemberEvaluation, memberMetrics } from "./member-metrics.ts";

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
  /** Of an ensemble the best of its members, metric by metric. */
  readonly baseline: Metrics | null;
  /** Of an ensemble, each member on the same test rows. */
  readonly members?: readonly MemberEvaluation[];
  /** By metric; see `bootstrapIntervals`. */
  readonly intervals: Readonly<Record<string, Interval>>;
  /** By shuffling one request column of the test rows, in the unit of the first metric. */
  readonly importance: readonly FeatureImportance[];
  /** Test rows by true class, then predicted class. */
  readonly confusion?: ConfusionMatrix;
  /** Of the second class, or of each against the rest where there are more; classes without rows are left out. */
  readonly roc?: readonly ClassRoc[];
  readonly calibration?: readonly CalibrationPoint[];
  readonly residuals?: ResidualSummary;
  /** Test rows, evenly chosen, in row order. */
  readonly points?: readonly Point[];
  /** The last stretch of test rows in the order of the first date or timestamp column; absent without one. */
  readonly timeline?: readonly (Point & { readonly time: number })[];
}

export interface ClassRoc {
  readonly label: string;
  readonly area: number;
  readonly points: readonly RocPoint[];
}

export interface Point {
  readonly actual: number;
  readonly predicted: number;
}

const curvePoints = 200;
const mostShuffledRows = 2_000;
const sampledPoints = 1_000;
const timelinePoints = 700;

/** Measures a model once on the test part, and on the training part and beside the baseline for comparison. */
export function evaluateModelTask(input: EvaluateModelInput, progress: TaskProgress): Outcome<ModelEvaluation> {
  const { metrics, seed, today } = input;
  const model = readModel(input.model);
  if (!model.ok) return model;
  const test = evaluateModel(model.value, input.test, metrics, { today });
  if (!test.ok) return onPart(test.problem, "test");
  progress(0.2, "training part");
  const train = evaluateModel(model.value, input.train, metrics, { today });
  if (!train.ok) return onPart(train.problem, "training");
  const members = "members" in model.value ? memberMetrics(model.value, input) : undefined;
  if (members && !members.ok) return members;
  const baseline = members ? bestOf(members.value, metrics) : baselineMetrics(input);
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
      ...(members ? { members: members.value } : {}),
      intervals: bootstrapIntervals(metrics, test.value, seed),
      importance: importance.value,
      ...pictures(test.value, input.test),
    },
  };
}

const onPart = (problem: LearnProblem, part: "test" | "training"): Outcome<never> => ({
  ok: false,
  problem: problem.kind === "metricUndefined" ? { ...problem, part } : problem,
});

function baselineMetrics({ baseline, test, metrics, today }: EvaluateModelInput): Outcome<Metrics | null> {
  if (baseline === null) return { ok: true, value: null };
  const model = readModel(baseline);
  if (!model.ok) return model;
  const evaluation = evaluateModel(model.value, test, metrics, { today });
  return evaluation.ok ? { ok: true, value: evaluation.value.metrics } : evaluation;
}

function importanceOf(model: StoredModel, input: EvaluateModelInput): Outcome<FeatureImportance[]> {
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

function pictures(test: Evaluation, table: Table): Partial<ModelEvaluation> {
  const { truth, scored } = test;
  if (scored.task === "regression") return regressionPictures(test, table);
  const confusion = confusionMatrix(truth, predictedClasses(scored), scored.classCount);
  const drawn = scored.task === "binary" ? [1] : Array.from({ length: scored.classCount }, (_, index) => index);
  const roc = drawn.flatMap((index) => classRoc(test, index) ?? []);
  return {
    ...{ confusion, roc },
    ...(scored.task === "binary" ? { calibration: calibrationCurve(truth, classScores(scored, 1)) } : {}),
  };
}

function classRoc({ truth, scored, classes }: Evaluation, index: number): ClassRoc | undefined {
  const isClass = truth.map((value) => Number(value === index));
  const scores = classScores(scored, index);
  const predicted = Float64Array.from({ length: 2 * scores.length }, (_, at) =>
    at % 2 === 0 ? 1 - scores[at >> 1]! : scores[at >> 1]!,
  );
  const area = evaluateMetric({ metric: "auc" }, isClass, { task: "binary", classCount: 2, predicted });
  if (!area.ok) return undefined;
  return { label: String(classes[index]), area: area.value, points: rocCurve(isClass, scores, curvePoints) };
}

function regressionPictures({ truth, scored, rows }: Evaluation, table: Table): Partial<ModelEvaluation> {
  const residuals = summariseResiduals(truth, scored.predicted);
  const point = (at: number): Point => ({ actual: truth[at]!, predicted: scored.predicted[at]! });
  const clock = table.columns.find(({ kind }) => kind === "timestamp" || kind === "date");
  const points = evenly(truth.length, sampledPoints).map(point);
  const shared = { points, ...(residuals === undefined ? {} : { residuals }) };
  if (clock === undefined || isText(clock)) return shared;
  const unit = clock.kind === "date" ? 86_400_000 : 1;
  const timeline = Array.from(rows, (row, at) => ({ time: clock.values[row]! * unit, ...point(at) }))
    .filter(({ time }) => !Number.isNaN(time))
    .sort((a, b) => a.time - b.time)
    .slice(-timelinePoints);
  return { ...shared, timeline };
}
