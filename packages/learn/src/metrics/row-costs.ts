import type { CostDefinition } from "@mlopsc/vocabulary";
import { predictedClasses, type ScoredRows } from "./scored-rows.ts";

/** What the prediction of each row costs. Throws where costs go by the names of classes, and the rows have none. */
export function rowCosts(costs: CostDefinition, truth: Float64Array, scored: ScoredRows): Float64Array {
  const matrix = costMatrix(costs, scored);
  return Float64Array.from(predictedClasses(scored), (index, row) => matrix[truth[row]!]![index]!);
}

/** By true class, then predicted class. */
export function costMatrix(
  costs: CostDefinition,
  { classCount, labels }: Pick<ScoredRows, "classCount" | "labels">,
): number[][] {
  if (costs.classes === "two") {
    return [
      [0, costs.falseAlarm],
      [costs.miss, 0],
    ];
  }
  if (labels === undefined) throw new Error("costs by name of rows whose classes have none");
  const named = new Map(costs.pairs.map(({ actual, predicted, cost }) => [JSON.stringify([actual, predicted]), cost]));
  return Array.from({ length: classCount }, (_, actual) =>
    Array.from({ length: classCount }, (__, predicted) =>
      actual === predicted ? 0 : (named.get(JSON.stringify([labels[actual], labels[predicted]])) ?? costs.other),
    ),
  );
}
