import type { TrainedModel } from "@mlopsc/learn";
import { lowerLearner } from "../learners/lower-learner.ts";
import type { Lowered, Lowering, Refused } from "../lower/lowered.ts";
import { lowerPipeline } from "../pipeline/lower-pipeline.ts";
import type { InputColumns } from "./input-columns.ts";
import { lowerCalibration } from "./lower-calibration.ts";
import type { LoweredModel } from "./lower-model.ts";

/** A model over the columns of a request. */
export function lowerSingle(lowering: Lowering, model: TrainedModel, { columns, shape }: InputColumns): LoweredModel {
  const { columns: made, inScope } = lowerPipeline(lowering, model.pipeline.parts, columns, shape);
  if (inScope !== undefined && "type" in inScope) return { ok: false, problem: inScope };
  const answer = lowerLearnerOf(lowering, model, made);
  if (!answer.ok || inScope === undefined) return answer;
  return { ok: true, predicted: lowering.choose(inScope, answer.predicted, Number.NaN), inScope };
}

/** Its learner alone, over the features, and what sets its probabilities right. */
export function lowerLearnerOf(
  lowering: Lowering,
  { learner, features: names, calibration, classes }: TrainedModel,
  columns: ReadonlyMap<string, Lowered>,
): LoweredModel {
  const features = new Map<string, Exclude<Lowered, Refused>>();
  for (const name of names) {
    const value = columns.get(name)!;
    if (value.type === "refused") return { ok: false, problem: value };
    features.set(name, value);
  }
  const predicted = lowerLearner(lowering, learner, features);
  if ("type" in predicted) return { ok: false, problem: predicted };
  const calibrated =
    calibration === undefined ? predicted : lowerCalibration(lowering, calibration, predicted, classes.length);
  return { ok: true, predicted: calibrated, inScope: undefined };
}
