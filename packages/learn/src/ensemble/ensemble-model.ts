import type { AlgorithmChoice, ModelDefinition } from "@mlopsc/vocabulary";
import type { Background } from "../explain/background.ts";
import type { FittedLearner } from "../learners/learner.ts";
import type { ClassLabel } from "../model/class-labels.ts";
import type { TrainedModel } from "../model/trained-model.ts";

/** The newest version of the document of an ensemble that this release writes and reads; before 2 there were none. 3: with costs that decide. */
export const ensembleVersion = 3;

/** Several models that answer as one: plain data, whole in itself, the same in training, in the registry and in the server. */
export interface EnsembleModel {
  readonly format: "mlopsc-model";
  readonly version: number;
  /** The columns that some member asks for; the steps are those of the first, whose filters all members share. */
  readonly definition: Omit<ModelDefinition, "features">;
  readonly seed: number;
  /** The day of training, in days since 1970-01-01. */
  readonly today: number;
  /** The rows that the members learned from. */
  readonly rows: number;
  /** Empty for regression. */
  readonly classes: readonly ClassLabel[];
  readonly members: readonly TrainedModel[];
  readonly combination: Combination;
  /** Of two classes the second is predicted above it; 0.5 where it is absent. */
  readonly threshold?: number;
  /** Where only sampling can explain it: for each member the same rows, as its features. */
  readonly backgrounds?: readonly Background[];
}

/** How the members' numbers, or the probabilities of each class, become one. */
export type Combination =
  /** A weighted mean; the weights, one a member, add up to 1. */
  | { readonly kind: "average"; readonly weights: readonly number[] }
  /** A learner that reads what the members say: see `memberColumns`. */
  | { readonly kind: "stacking"; readonly choice: AlgorithmChoice; readonly learner: FittedLearner };
