import type { CostDefinition } from "@mlopsc/vocabulary";
import { costMatrix } from "./cost-matrix.ts";
import { predictedClasses, type ScoredRows } from "./scored-rows.ts";

/** What the prediction of each row costs. Throws where costs go by the names of classes, and the rows have none. */
export function rowCosts(costs: CostDefinition, truth: Float64Array, scored: ScoredRows): Float64Array {
  const matrix = costMatrix(costs, scored.classCount, scored.labels);
  return Float64Array.from(predictedClasses(scored), (index, row) => matrix[truth[row]!]![index]!);
}
