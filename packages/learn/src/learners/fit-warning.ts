import type { AlgorithmName } from "@mlopsc/vocabulary";
import type { FittedLearner } from "./learner.ts";

/** What to know of a learner that was fitted and may be used. */
export type FitWarning = {
  /** The solver reached its last iteration before its tolerance: more of them, or scaled columns, would change the model. */
  readonly kind: "notConverged";
  readonly algorithm: AlgorithmName;
  readonly iterations: number;
  /** The hyper-parameter that limits the iterations. */
  readonly parameter: "max_iterations";
};

/** Read from the fitted form, so it can be asked of a stored model too. */
export function fitWarnings(fitted: FittedLearner): readonly FitWarning[] {
  if (!("converged" in fitted) || fitted.converged) return [];
  const { algorithm, iterations } = fitted;
  return [{ kind: "notConverged", algorithm, iterations, parameter: "max_iterations" }];
}
