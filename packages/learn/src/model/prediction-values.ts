import type { ModelDefinition } from "@mlopsc/vocabulary";
import { predictedClasses } from "../metrics/scored-rows.ts";
import type { ClassLabel } from "./class-labels.ts";
import type { Predictions } from "./predict-model.ts";

/** Numbers, or probabilities (rows × classes), in the form of predictions, decided by a threshold or by costs where there are such. */
export function predictionValues(
  { task, costs }: Pick<ModelDefinition, "task" | "costs">,
  classes: readonly ClassLabel[],
  predicted: Float64Array,
  threshold?: number,
): Pick<Predictions, "values" | "probabilities" | "labels"> {
  if (classes.length === 0) return { values: predicted };
  const names = classes.map(String);
  const labels = predictedClasses({
    ...{ task, classCount: classes.length, predicted, labels: names },
    ...(costs === undefined ? {} : { costs: { by: costs, known: names } }),
    ...(threshold === undefined ? {} : { threshold }),
  });
  return { ...(task === "binary" ? { values: secondClass(predicted) } : {}), probabilities: predicted, labels };
}

function secondClass(probabilities: Float64Array): Float64Array {
  const second = new Float64Array(probabilities.length / 2);
  for (let row = 0; row < second.length; row++) second[row] = probabilities[2 * row + 1]!;
  return second;
}
