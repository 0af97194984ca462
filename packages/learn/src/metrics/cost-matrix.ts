import type { CostDefinition } from "@mlopsc/vocabulary";

/** By true class, then predicted class. Throws where costs go by the names of classes, and there are none. */
export function costMatrix(costs: CostDefinition, classCount: number, labels?: readonly string[]): number[][] {
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
