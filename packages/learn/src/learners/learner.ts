import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import type { Outcome } from "../problem.ts";
import type { FittedBayes } from "./bayes/naive-bayes.ts";
import type { FittedDummy } from "./dummy.ts";
import type { TrainingRows } from "./learner-context.ts";
import type { FittedLinear } from "./linear/linear-terms.ts";
import type { FittedNeighbours } from "./neighbours/nearest-neighbours.ts";
import type { FittedOutside } from "./outside/outside-learner.ts";
import type { FittedKernelMachine } from "./svm/kernel-machine.ts";
import type { FittedLinearMachine } from "./svm/linear-machine.ts";
import type { FittedBoosting } from "./trees/boosting/gradient-boosting.ts";
import type { FittedForest } from "./trees/forest/random-forest.ts";

/** What a learner has learned: plain data that survives JSON bit for bit. */
export type FittedLearner =
  | FittedDummy
  | FittedLinear
  | FittedLinearMachine
  | FittedKernelMachine
  | FittedNeighbours
  | FittedBayes
  | FittedForest
  | FittedBoosting
  | FittedOutside;

/** One learning method. Fitting is a pure function of the rows, the parameters and the seed. */
export interface Learner {
  fit(choice: AlgorithmChoice, rows: TrainingRows): Outcome<FittedLearner>;
}
