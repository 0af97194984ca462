import type { Task } from "@mlopsc/vocabulary";
import { predictedClasses } from "../metrics/scored-rows.ts";
import type { ClassLabel } from "./class-labels.ts";
import type { Predictions } from "./predict-model.ts";

/** Numbers, or probabilities (rows × classes), in the form of predictions; of two classes the second above the threshold. */
export function predictionValues(
  task: Task,
  classes: readonly ClassLabel[],
  predicted: Float64Array,
  threshold?: number,
): Pick<Predictions, "values" | "probabilities" | "labels"> {
  if (classes.length === 0) return { values: predicted };
  const labels = predictedClasses({
    ...{ task, classCount: classes.length, predicted },
    ...(threshold === undefined ? {} : { threshold }),
  });
  return { ...(task === "binary" ? { values: secondClass(predicted) } : {}), probabilities: predicted, labels };
}

function secondClass(probabilities: Float64Array): Float64Array {
  const second = new Float64Array(probabilities.length / 2);
  for (let row = 0; row < second.length; row++) second[row] = probabilities[2 * row + 1]!;
  return second;
}
