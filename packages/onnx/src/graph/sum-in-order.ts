import type { Doubles } from "./graph.ts";
import { axis, type Operators } from "./operators.ts";

/**
 * start + terms[0] + terms[1] + …, added one after another, as mlopsc does, so that each rounding is the same. `terms`
 * is rows × count; `start` has a row for each. (ReduceSum and MatMul add in an order of the runtime's own.)
 */
export function sumInOrder(operators: Operators, start: Doubles, terms: Doubles, count: number): Doubles {
  if (count === 0) return start;
  const { graph } = operators;
  const sums = graph.node("double", "CumSum", [operators.concat([start, terms]), graph.constant("int64", [], [1])]);
  return operators.column(sums, count);
}

/** start + weights[0] × columns[0] + …, in that order. */
export function weightedSum(
  operators: Operators,
  start: Doubles,
  columns: readonly Doubles[],
  weights: readonly number[],
): Doubles {
  if (columns.length === 0) return start;
  const row = operators.graph.constant("double", [1, weights.length], weights);
  return sumInOrder(operators, start, operators.multiply(operators.concat(columns), row), columns.length);
}

/** Gathers from a table, by rows × 1 places: rows × (the table's width). */
export function lookUp(
  { graph }: Operators,
  table: Doubles,
  place: { readonly name: string; readonly element: "int64" },
): Doubles {
  const flat = graph.node("int64", "Reshape", [place, graph.constant("int64", [1], [-1])]);
  return graph.node("double", "Gather", [table, flat], axis(0));
}
