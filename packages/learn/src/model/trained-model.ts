import type { AlgorithmChoice, ModelDefinition } from "@mlopsc/vocabulary";
import type { FittedCalibration } from "../calibration/calibration.ts";
import type { EnsembleModel } from "../ensemble/ensemble-model.ts";
import type { Background } from "../explain/background.ts";
import type { FittedLearner } from "../learners/learner.ts";
import type { FittedPipeline } from "../pipeline/fitted-part.ts";
import type { ClassLabel } from "./class-labels.ts";
import { plainLists } from "./plain-lists.ts";

/**
 * The newest version of the document of a single model that this release writes and reads. 2: with calibration or a
 * threshold. 3: with costs that decide.
 */
export const modelVersion = 3;

/** A model that predicts: plain data, the same in training, in the registry and in the server. */
export interface TrainedModel {
  readonly format: "mlopsc-model";
  readonly version: number;
  readonly definition: ModelDefinition;
  readonly choice: AlgorithmChoice;
  readonly seed: number;
  /** The day of training, in days since 1970-01-01. */
  readonly today: number;
  /** The rows learned from, those that filters and outlier rules left. */
  readonly rows: number;
  readonly pipeline: FittedPipeline;
  /** The columns, after the pipeline, that the learner reads. */
  readonly features: readonly string[];
  /** Empty for regression. */
  readonly classes: readonly ClassLabel[];
  readonly learner: FittedLearner;
  /** What is done to the learner's probabilities. */
  readonly calibration?: FittedCalibration;
  /** Of two classes the second is predicted above it; 0.5 where it is absent. */
  readonly threshold?: number;
  /** Of learners that are explained by sampling only: rows of features to compare with. */
  readonly background?: Background;
}

/** The least version that a model's document may say: whoever knows only an older one would answer otherwise. */
export function leastVersion({
  definition,
  calibration,
  threshold,
}: Pick<TrainedModel, "definition" | "calibration" | "threshold">): number {
  if (definition.costs !== undefined) return 3;
  return calibration === undefined && threshold === undefined ? 1 : 2;
}

/** What a model's document holds, and what predicts: one model, or several that answer as one. */
export type StoredModel = TrainedModel | EnsembleModel;

/** The document of a model. */
export const serialiseModel = (model: StoredModel): string => JSON.stringify(plainLists(model));
