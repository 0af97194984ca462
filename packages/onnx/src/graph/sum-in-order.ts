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

/**
 * The same as learners sum: four columns at a time, start + ((a + b) + (c + d)) + …, and those that are left one after
 * another.
 */
export function weightedSumByFours(
  operators: Operators,
  start: Doubles,
  columns: readonly Doubles[],
  weights: readonly number[],
): Doubles {
  const fours = Math.floor(columns.length / 4);
  if (fours === 0) return weightedSum(operators, start, columns, weights);
  const terms = (places: readonly number[]): Doubles => {
    const row = operators.graph.constant(
      "double",
      [1, places.length],
      places.map((place) => weights[place]!),
    );
    return operators.multiply(operators.concat(places.map((place) => columns[place]!)), row);
  };
  const [a, b, c, d] = [0, 1, 2, 3].map((part) => terms(Array.from({ length: fours }, (_, four) => 4 * four + part)));
  const sums = operators.add(operators.add(a!, b!), operators.add(c!, d!));
  const rest = columns.map((_, place) => place).slice(4 * fours);
  const all = rest.length === 0 ? sums : operators.concat([sums, terms(rest)]);
  return sumInOrder(operators, start, all, fours + rest.length);
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
