import {
  type ClassLabel,
  compareModels,
  type Evaluation,
  evaluateModel,
  type FeatureImportance,
  fitPipeline,
  type Incomparable,
  type Interval,
  type LearningCurvePoint,
  type LearnProblem,
  learningCurve,
  type ModelComparison,
  measureSlices,
  metricIntervals,
  type Outcome,
  type OutsideLearners,
  permutationImportance,
  requireColumn,
  type SliceScores,
  type StoredModel,
  sliceRows,
  type Table,
  takeRows,
} from "@mlopsc/learn";
import type { EvaluateModel, SliceDefinition } from "@mlopsc/plan";
import type { MetricChoice, Task } from "@mlopsc/vocabulary";
import { readyModel } from "../ready-model.ts";
import type { TaskMeans } from "../task-means.ts";
import type { TaskProgress } from "../task-progress.ts";
import { type EvaluationPictures, evaluationPictures } from "./evaluation-pictures.ts";
import { evenly } from "./evenly.ts";
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
  /** The document of the version that would be replaced. */
  readonly champion?: string;
  readonly slices?: SliceDefinition;
  readonly learningCurve?: EvaluateModel["learningCurve"];
}

export type Metrics = Readonly<Record<string, number>>;

export interface ModelEvaluation extends EvaluationPictures {
  readonly task: Task;
  readonly classes: readonly ClassLabel[];
  readonly rows: { readonly train: number; readonly test: number };
  readonly test: Metrics;
  readonly train: Metrics;
  /** Of an ensemble the best of its members, metric by metric. */
  readonly baseline: Metrics | null;
  /** Of an ensemble, each member on the same test rows. */
  readonly members?: readonly MemberEvaluation[];
  /** By metric, of the test part; see `metricIntervals`. */
  readonly intervals: Readonly<Record<string, Interval>>;
  /** By shuffling one request column of the test rows, in the unit of the first metric. */
  readonly importance: readonly FeatureImportance[];
  /** Of the test rows, column by column. */
  readonly slices?: readonly SliceScores[];
  readonly learningCurve?: readonly LearningCurvePoint[];
  /** Against the champion; what it is stands beside. */
  readonly comparison?: ModelComparison | Incomparable;
}

const mostShuffledRows = 2_000;

/** Measures a model once on the test part, and on the training part and beside the baseline for comparison. */
export function evaluateModelTask(
  input: EvaluateModelInput,
  progress: TaskProgress,
  { outside }: TaskMeans = {},
): Outcome<ModelEvaluation> {
  const { metrics, seed, today } = input;
  const model = readyModel(input.model, outside);
  if (!model.ok) return model;
  const test = evaluateModel(model.value, input.test, metrics, { today });
  if (!test.ok) return onPart(test.problem, "test");
  progress(0.2, "training part");
  const train = evaluateModel(model.value, input.train, metrics, { today });
  if (!train.ok) return onPart(train.problem, "training");
  const members = "members" in model.value ? memberMetrics(model.value, input) : undefined;
  if (members && !members.ok) return members;
  const baseline = members ? bestOf(members.value, metrics) : baselineMetrics(input, outside);
  if (!baseline.ok) return baseline;
  progress(0.4, "importance");
  const importance = importanceOf(model.value, input);
  if (!importance.ok) return importance;
  progress(0.6, "confidence");
  const beside = measuredBeside(model.value, test.value, input, progress, outside);
  if (!beside.ok) return beside;
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
      intervals: metricIntervals(metrics, test.value, test.value.metrics, seed),
      importance: importance.value,
      ...beside.value,
      ...evaluationPictures(model.value, test.value, input.test, today),
    },
  };
}

const onPart = (problem: LearnProblem, part: "test" | "training"): Outcome<never> => ({
  ok: false,
  problem: problem.kind === "metricUndefined" ? { ...problem, part } : problem,
});

/** What was asked for besides: slices, learning curve, and the champion on the same rows. */
function measuredBeside(
  model: StoredModel,
  test: Evaluation,
  input: EvaluateModelInput,
  progress: TaskProgress,
  outside: OutsideLearners | undefined,
): Outcome<Pick<ModelEvaluation, "slices" | "learningCurve" | "comparison">> {
  const { metrics, slices, learningCurve: curve, seed, today } = input;
  const sliced = slices === undefined ? undefined : slicedScores(slices, test, input);
  if (sliced && !sliced.ok) return sliced;
  const comparison = championComparison(test, input, outside);
  const points =
    curve === undefined || "members" in model
      ? undefined
      : learningCurve(model.definition, model.choice, input.train, curve.folds, metrics, {
          ...{ points: curve.points, seed, today, ...(outside ? { outside } : {}) },
          onProgress: (done, total) => progress(0.7 + (0.3 * done) / total, "learning curve"),
        });
  if (points && !points.ok) return points;
  return {
    ok: true,
    value: {
      ...(sliced ? { slices: sliced.value } : {}),
      ...(comparison ? { comparison } : {}),
      ...(points ? { learningCurve: points.value } : {}),
    },
  };
}

function slicedScores(
  { columns, steps }: SliceDefinition,
  test: Evaluation,
  { test: table, metrics, seed, today }: EvaluateModelInput,
): Outcome<SliceScores[]> {
  const parted = fitPipeline(steps, table, { seed, today, protectedColumns: [] });
  if (!parted.ok) return parted;
  const places = new Map(Array.from(parted.rows, (row, place) => [row, place]));
  const own = takeRows(
    parted.output,
    test.rows.map((row) => places.get(row)!),
  );
  const slices = columns.flatMap((name) => sliceRows(own, requireColumn(own, name)));
  return { ok: true, value: measureSlices(slices, metrics, test, seed) };
}

function championComparison(
  test: Evaluation,
  { champion, test: table, metrics, seed, today }: EvaluateModelInput,
  outside: OutsideLearners | undefined,
): ModelComparison | Incomparable | undefined {
  if (champion === undefined) return undefined;
  const model = readyModel(champion, outside);
  return model.ok ? compareModels(test, model.value, table, metrics, { seed, today }) : { kind: "unreadable" };
}

function baselineMetrics(
  { baseline, test, metrics, today }: EvaluateModelInput,
  outside: OutsideLearners | undefined,
): Outcome<Metrics | null> {
  if (baseline === null) return { ok: true, value: null };
  const model = readyModel(baseline, outside);
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
