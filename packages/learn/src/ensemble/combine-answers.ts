import { compileLearner } from "../learners/fit-learner.ts";
import type { ClassLabel } from "../model/class-labels.ts";
import type { Combination, EnsembleModel } from "./ensemble-model.ts";
import { memberColumns } from "./member-columns.ts";

/** One answer from those of all members, each as numbers or rows × classes of the ensemble. */
export type AnswerCombiner = (said: readonly Float64Array[]) => Float64Array;

/** Safe to keep, has no state. */
export const compileCombination = ({
  combination,
  members,
  classes,
}: Pick<EnsembleModel, "combination" | "members" | "classes">): AnswerCombiner =>
  combinerOf(
    combination,
    members.map(({ definition }) => definition.name),
    classes,
  );

export function combinerOf(
  combination: Combination,
  names: readonly string[],
  classes: readonly ClassLabel[],
): AnswerCombiner {
  if (combination.kind === "average") return (said) => weightedMean(said, combination.weights);
  const predict = compileLearner(combination.learner);
  return (said) => predict(memberColumns(names, classes, said));
}

function weightedMean(said: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const mean = new Float64Array(said[0]?.length ?? 0);
  said.forEach((values, member) => {
    const weight = weights[member]!;
    for (let at = 0; at < mean.length; at++) mean[at]! += weight * values[at]!;
  });
  return mean;
}
