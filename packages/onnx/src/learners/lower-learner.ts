import type { FittedLearner } from "@mlopsc/learn";
import type { Doubles } from "../graph/graph.ts";
import { type Lowered, type Lowering, type Refused, refused } from "../lower/lowered.ts";
import { lowerBayes } from "./bayes.ts";
import { lowerLinear, lowerMachine } from "./linear.ts";
import { softmax } from "./links.ts";
import { lowerBoosting, lowerForest } from "./trees.ts";

/** The columns that a learner reads. */
export type Features = ReadonlyMap<string, Exclude<Lowered, Refused>>;

/** Numbers, rows × 1, or probabilities, rows × classes. */
export function lowerLearner(lowering: Lowering, learner: FittedLearner, features: Features): Doubles | Refused {
  switch (learner.algorithm) {
    case "dummy":
      return lowering.concat(learner.answer.map((value) => lowering.ofRows(value)));
    case "seasonal_naive":
    case "linear_regression":
    case "ridge":
    case "lasso":
    case "elastic_net":
    case "logistic_regression":
      return lowerLinear(lowering, learner, features);
    case "linear_svm":
      return lowerMachine(lowering, learner, features);
    case "naive_bayes":
      return softmax(lowering, lowerBayes(lowering, learner, features));
    case "decision_tree":
    case "random_forest":
    case "extra_trees":
      return lowerForest(lowering, learner, features);
    case "gradient_boosting":
      return lowerBoosting(lowering, learner, features);
    default:
      return refused(`the learner \`${(learner as FittedLearner).algorithm}\``);
  }
}
