import { calibrate } from "../calibration/calibration.ts";
import { compileLearner } from "../learners/fit-learner.ts";
import type { TablePredictor } from "../learners/learner-context.ts";
import type { TrainedModel } from "./trained-model.ts";

/** From the features of a model to its numbers, or its probabilities as they are after calibration. */
export function compileAnswers({
  learner,
  calibration,
  classes,
}: Pick<TrainedModel, "learner" | "calibration" | "classes">): TablePredictor {
  const predict = compileLearner(learner);
  return calibration === undefined ? predict : (table) => calibrate(calibration, predict(table), classes.length);
}
