import { compileLearner } from "../learners/fit-learner.ts";
import type { FittedLearner } from "../learners/learner.ts";
import { predictsSlowly } from "../learners/outside/outside-learner.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import type { Table } from "../table/table.ts";
import { backgroundTable, isExactlyLinear, type LinearLearner } from "./background.ts";
import { type Explained, type ExplanationMethod, type ExplanationScale, unexplained } from "./explanation.ts";
import { compileLinearShap } from "./linear-shap.ts";
import { compileSamplingShap } from "./sampling-shap.ts";
import type { ShapleyValues } from "./shapley-values.ts";
import { compileTreeShap } from "./tree-shap.ts";

/** A learner's Shapley values, and what they are values of. */
export interface LearnerShap {
  readonly method: ExplanationMethod;
  readonly scale: ExplanationScale;
  /** The features, in the order of the contributions. */
  readonly features: readonly string[];
  /** 1 where a single output speaks for both classes or for the number, else one a class. */
  readonly outputs: number;
  readonly shap: ShapleyValues;
}

export interface SamplingOptions {
  /** Rows of features, after the pipeline, that unknown features are taken from; by default those in the model. */
  readonly background?: Table;
  readonly seed: number;
  readonly orders: number;
}

/** Exact where the learner's form allows it; else estimated by sampling, which needs rows to compare with. */
export function learnerShap(model: TrainedModel, sampling: SamplingOptions): Explained<LearnerShap> {
  const { learner } = model;
  if (learner.algorithm === "dummy") return { ok: true, value: constantShap(model, learner.answer) };
  if (predictsSlowly(model)) return unexplained("its program is started for each file; let it write model/model.onnx");
  if ("ensemble" in learner) return treeShap(model, learner);
  if (isExactlyLinear(learner)) return linearShap(model, learner);
  return samplingShap(model, sampling);
}

/** Whether the Shapley values are parts of the very number or probability that the model gives. */
export const addsUp = (model: TrainedModel): boolean => {
  const { learner } = model;
  const isMargin = "ensemble" in learner ? "baseline" in learner : isExactlyLinear(learner);
  return model.calibration === undefined && (!isMargin || marginScale(model) === "value");
};

type Trees = Extract<FittedLearner, { readonly ensemble: unknown }>;

function treeShap(model: TrainedModel, learner: Trees): Explained<LearnerShap> {
  const { ensemble } = learner;
  const boosted = "baseline" in learner;
  const baseline = boosted ? learner.baseline : new Array<number>(ensemble.outputs).fill(0);
  const summed = compileTreeShap(ensemble, boosted ? baseline.length : 1);
  if (summed === undefined) return unexplained("its trees do not tell their training rows; train it again");
  const share = boosted ? 1 : 1 / ensemble.roots.length;
  const shap: ShapleyValues = {
    expected: summed.expected.map((sum, output) => baseline[output]! + share * sum),
    contributions: (table, outputOf) => summed.contributions(table, outputOf).map((sum) => share * sum),
  };
  const scale = boosted ? marginScale(model) : averageScale(model);
  const features = ensemble.features.map(({ name }) => name);
  return { ok: true, value: { method: "tree", scale, features, outputs: baseline.length, shap } };
}

function linearShap(model: TrainedModel, learner: LinearLearner): Explained<LearnerShap> {
  const { features, intercepts, coefficients, means } = learner;
  if (means === undefined) return unexplained("it does not tell the means of its training rows; train it again");
  const shap = compileLinearShap({ features, intercepts, coefficients, means });
  return {
    ok: true,
    value: { method: "linear", scale: marginScale(model), features, outputs: intercepts.length, shap },
  };
}

function samplingShap(model: TrainedModel, { seed, orders, ...given }: SamplingOptions): Explained<LearnerShap> {
  const { features } = model;
  const background = given.background ?? (model.background && backgroundTable(model.background));
  if (background === undefined || background.rows === 0) {
    return unexplained(`${model.learner.algorithm} can only be explained beside rows to compare with; train it again`);
  }
  const outputs = Math.max(1, model.classes.length);
  const shap = compileSamplingShap(compileLearner(model.learner), { features, background, outputs, seed, orders });
  return { ok: true, value: { method: "sampling", scale: averageScale(model), features, outputs, shap } };
}

function constantShap(model: TrainedModel, answer: readonly number[]): LearnerShap {
  const shap: ShapleyValues = { expected: Float64Array.from(answer), contributions: () => new Float64Array(0) };
  return { method: "constant", scale: averageScale(model), features: [], outputs: answer.length, shap };
}

/** Of what a learner sums up before the inverse of its link. */
const marginScale = ({ definition: { task }, learner }: TrainedModel): ExplanationScale => {
  if (task !== "regression") return task === "binary" ? "log_odds" : "score";
  return "loss" in learner && learner.loss === "poisson" ? "log" : "value";
};

const averageScale = ({ definition: { task } }: TrainedModel): ExplanationScale =>
  task === "regression" ? "value" : "probability";
