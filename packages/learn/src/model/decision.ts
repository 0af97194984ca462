import type { AlgorithmName, ModelDefinition } from "@mlopsc/vocabulary";
import { calibrate, type FittedCalibration, fitCalibration } from "../calibration/calibration.ts";
import { bestThreshold, type ThresholdChoice } from "../metrics/best-threshold.ts";
import type { LabelledPredictions } from "./evaluate-model.ts";

/** What turns the probabilities of a learner into those of the model, and those into classes. */
export interface Decision {
  readonly calibration?: FittedCalibration;
  readonly threshold?: number;
  /** How the threshold was found, where it was. */
  readonly choice?: ThresholdChoice;
}

/** Whether the definition asks for what only rows that the learner has not seen can tell. */
export const needsDecision = ({ task, calibrate: method, threshold }: ModelDefinition): boolean =>
  task !== "regression" && (method !== undefined || typeof threshold === "object");

/** Learned from the learner's own probabilities of rows that it had not seen. */
export function fitDecision(
  { calibrate: method, threshold }: ModelDefinition,
  algorithm: AlgorithmName,
  { truth, scored }: Pick<LabelledPredictions, "truth" | "scored">,
): Decision {
  const calibration = method === undefined ? undefined : fitCalibration(method, algorithm, truth, scored);
  const fixed = typeof threshold === "number" ? { threshold } : {};
  const own = calibration === undefined ? fixed : { ...fixed, calibration };
  if (typeof threshold !== "object") return own;
  const choice = bestThreshold(threshold.best, truth, decided(own, scored));
  return { ...own, threshold: choice.threshold, choice };
}

/** Predictions of a learner as the model gives them. */
export function decided<Scored extends LabelledPredictions["scored"]>(
  { calibration, threshold }: Decision,
  scored: Scored,
): Scored {
  return {
    ...scored,
    ...(calibration === undefined ? {} : { predicted: calibrate(calibration, scored.predicted, scored.classCount) }),
    ...(threshold === undefined ? {} : { threshold }),
  };
}
