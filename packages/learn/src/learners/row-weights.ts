import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import type { LearnerContext } from "./learner-context.ts";

/**
 * How much each row counts for a learner: its own weight, and where `class_weight` is balanced times
 * rows / (classes × rows of its class), counted without weights as scikit-learn does. Undefined where all count alike.
 */
export function rowWeights(
  { parameters }: AlgorithmChoice,
  target: Float64Array,
  { weights, classCount }: LearnerContext,
): Float64Array | undefined {
  if (parameters["class_weight"] !== "balanced") return weights;
  const counts = new Float64Array(classCount);
  for (const index of target) counts[index]! += 1;
  const present = counts.filter((count) => count > 0).length;
  return target.map((index, row) => (weights?.[row] ?? 1) * (target.length / (present * counts[index]!)));
}
