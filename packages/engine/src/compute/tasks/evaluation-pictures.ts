import {
  type CalibrationPoint,
  type ConfusionMatrix,
  calibrationCurve,
  classScores,
  confusionMatrix,
  type Evaluation,
  evaluateMetric,
  type GainPoint,
  gainCurve,
  isText,
  type LabelledPredictions,
  labelledPredictions,
  predictedClasses,
  type ResidualSummary,
  type RocPoint,
  rocCurve,
  type StoredModel,
  summariseResiduals,
  type Table,
} from "@mlopsc/learn";
import { evenly } from "./evenly.ts";

export interface EvaluationPictures {
  /** Test rows by true class, then predicted class. */
  readonly confusion?: ConfusionMatrix;
  /** Of the second class, or of each against the rest where there are more; classes without rows are left out. */
  readonly roc?: readonly ClassRoc[];
  readonly gain?: readonly GainPoint[];
  readonly calibration?: readonly CalibrationPoint[];
  /** How far probabilities are from what came true: mean square, and expected calibration error. */
  readonly probabilityErrors?: ProbabilityErrors;
  /** The same of a calibrated model before its calibration. */
  readonly uncalibrated?: { readonly calibration: readonly CalibrationPoint[]; readonly errors: ProbabilityErrors };
  /** Of two classes the second is predicted above it, where that is not 0.5. */
  readonly threshold?: number;
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

export interface ProbabilityErrors {
  readonly brier: number;
  readonly ece: number;
}

const curvePoints = 200;
const sampledPoints = 1_000;
const timelinePoints = 700;

/** What curves and tables of a report show of predictions of the test part. */
export function evaluationPictures(
  model: StoredModel,
  test: Evaluation,
  table: Table,
  today: number,
): EvaluationPictures {
  const { truth, scored } = test;
  if (scored.task === "regression") return regressionPictures(test, table);
  const confusion = confusionMatrix(truth, predictedClasses(scored), scored.classCount);
  const drawn = scored.task === "binary" ? [1] : Array.from({ length: scored.classCount }, (_, index) => index);
  const roc = drawn.flatMap((index) => classRoc(test, index) ?? []);
  return {
    ...{ confusion, roc },
    ...(scored.task === "binary" ? binaryPictures(model, test, table, today) : {}),
  };
}

function binaryPictures(model: StoredModel, test: Evaluation, table: Table, today: number): EvaluationPictures {
  const { truth, scored } = test;
  const scores = classScores(scored, 1);
  return {
    gain: gainCurve(truth, scores, curvePoints),
    calibration: calibrationCurve(truth, scores),
    probabilityErrors: probabilityErrors(test),
    ...(scored.threshold === undefined ? {} : { threshold: scored.threshold }),
    ...uncalibrated(model, table, today),
  };
}

function uncalibrated(model: StoredModel, table: Table, today: number): Pick<EvaluationPictures, "uncalibrated"> {
  if ("members" in model || model.calibration === undefined) return {};
  const { calibration: _without, ...raw } = model;
  const before = labelledPredictions(raw, table, { today });
  if (!before.ok) return {};
  const { truth, scored } = before.value;
  return {
    uncalibrated: {
      calibration: calibrationCurve(truth, classScores(scored, 1)),
      errors: probabilityErrors(before.value),
    },
  };
}

function probabilityErrors({ truth, scored }: LabelledPredictions): ProbabilityErrors {
  const error = (metric: "brier" | "ece"): number => {
    const value = evaluateMetric({ metric }, truth, scored);
    if (!value.ok) throw new Error(`${metric} of no rows`);
    return value.value;
  };
  return { brier: error("brier"), ece: error("ece") };
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

function regressionPictures({ truth, scored, rows }: Evaluation, table: Table): EvaluationPictures {
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
