import type { AlgorithmChoice, OutsideAlgorithm, ScalarKind, Task } from "@mlopsc/vocabulary";
import type { ClassLabel } from "../../model/class-labels.ts";
import type { StoredModel, TrainedModel } from "../../model/trained-model.ts";
import { done, type Outcome } from "../../problem.ts";
import { isText, type TableColumn } from "../../table/table.ts";
import type { FittedLearner } from "../learner.ts";
import type { TablePredictor, TrainingRows } from "../learner-context.ts";

/**
 * A learner that is not ours: what was made of it by training, files and all, so that it predicts the same whatever
 * becomes of the project's files.
 */
export interface FittedOutside {
  readonly algorithm: "command" | "onnx";
  readonly task: Task;
  readonly classCount: number;
  /** Nothing is known of it: 0 for each feature. */
  readonly importance: readonly number[];
  readonly outside: OutsideAlgorithm;
  readonly parameters: AlgorithmChoice["parameters"];
  readonly seed: number;
  /** The name of the column predicted. */
  readonly target: string;
  readonly labels: readonly ClassLabel[];
  /** The columns that it reads, in order. */
  readonly features: readonly OutsideFeature[];
  /** Of the project: the program's, or the model that is ready. */
  readonly files: readonly OutsideFile[];
  /** What training left, below `model/`; nothing of a model that is ready. */
  readonly made: readonly OutsideFile[];
}

/** One that can predict: with a way to what it is, which only memory holds. See {@link bindOutside}. */
export interface BoundOutside extends FittedOutside {
  readonly predict: TablePredictor;
}

export interface OutsideFeature {
  readonly name: string;
  readonly kind: ScalarKind;
  /** The categories of the training rows, sorted; later ones are handed over as missing. */
  readonly levels?: readonly string[];
}

export interface OutsideFile {
  /** With `/`. */
  readonly path: string;
  readonly sha256: string;
  /** base64 */
  readonly content: string;
}

/** How learners that are not ours are reached: by programs and runtimes, which this room knows nothing of. */
export interface OutsideLearners {
  fit(choice: AlgorithmChoice, rows: TrainingRows): Outcome<FittedOutside>;
  /** Numbers, or rows × classes; all NaN for a row that it cannot predict because values are missing. May throw an `OutsideFailure`. */
  predictor(fitted: FittedOutside): Outcome<TablePredictor>;
}

/** Fits by the means that the context brings. */
export function fitOutside(choice: AlgorithmChoice, rows: TrainingRows): Outcome<BoundOutside> {
  if (rows.outside === undefined) throw new Error(`${choice.algorithm} is not fitted without a way to reach it`);
  const fitted = rows.outside.fit(choice, rows);
  return fitted.ok ? bound(fitted.value, rows.outside) : fitted;
}

/** A model that can predict: itself where all learners in it are ours, else with the others made ready. */
export function bindOutside(model: StoredModel, outside: OutsideLearners): Outcome<StoredModel> {
  if (!("members" in model)) return bindMember(model, outside);
  const members: TrainedModel[] = [];
  for (const member of model.members) {
    const ready = bindMember(member, outside);
    if (!ready.ok) return ready;
    members.push(ready.value);
  }
  return done({ ...model, members });
}

function bindMember(model: TrainedModel, outside: OutsideLearners): Outcome<TrainedModel> {
  const { learner } = model;
  if (!isOutsideLearner(learner)) return done(model);
  const ready = bound(learner, outside);
  return ready.ok ? done({ ...model, learner: ready.value }) : ready;
}

/** The learners of a model, or of its members, that are not ours. */
export const outsideLearnersOf = (model: StoredModel): readonly FittedOutside[] =>
  ("members" in model ? model.members : [model]).map(({ learner }) => learner).filter(isOutsideLearner);

/** Whether a program is started for each set of rows: such a model neither serves nor explains row by row. */
export const predictsSlowly = (model: StoredModel): boolean => !outsideLearnersOf(model).every(predictsFast);

const isOutsideLearner = (learner: FittedLearner): learner is FittedOutside =>
  learner.algorithm === "command" || learner.algorithm === "onnx";

export const onnxModelPath = "model/model.onnx";

const predictsFast = ({ algorithm, made }: FittedOutside): boolean =>
  algorithm === "onnx" || made.some(({ path }) => path === onnxModelPath);

export function compileOutside(fitted: FittedOutside | BoundOutside): TablePredictor {
  if (!("predict" in fitted)) throw new Error(`a ${fitted.algorithm} model predicts only after bindOutside`);
  return fitted.predict;
}

export function outsideFeature(column: TableColumn): OutsideFeature {
  const { name, kind } = column;
  if (!isText(column)) return { name, kind };
  const used = new Set(column.codes);
  return { name, kind, levels: column.dictionary.filter((_, code) => used.has(code)).sort() };
}

function bound(fitted: FittedOutside, outside: OutsideLearners): Outcome<BoundOutside> {
  const predict = outside.predictor(fitted);
  return predict.ok ? done({ ...fitted, predict: predict.value }) : predict;
}
