import {
  numericColumn,
  type PartialDependence,
  partialDependence,
  seededRandom,
  type Table,
  type TrainedModel,
  tableOf,
  textColumn,
  trainModel,
} from "@mlopsc/learn";
import type { Expression, ModelDefinition } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";

const column = (name: string): Expression => ({ kind: "column", name });
const call = (name: "multiply" | "less", ...operands: Expression[]): Expression => ({
  kind: "call",
  function: name,
  arguments: operands,
});
const random = seededRandom(3, "dependence");
const a = Array.from({ length: 120 }, () => random.integer(11));
const b = a.map(() => random.normal());
const shade = a.map((_, row) => ["light", "dark", "light"][row % 3]!);
const table: Table = tableOf([
  numericColumn("a", "int", a),
  numericColumn("b", "number", b),
  textColumn("shade", "category", shade),
  numericColumn(
    "y",
    "number",
    a.map((value, row) => 3 * value * value - 2 * b[row]! + (shade[row] === "dark" ? 5 : 0)),
  ),
]);

const definition: ModelDefinition = {
  name: "curves",
  task: "regression",
  target: "y",
  input: [
    { name: "a", type: { kind: "int", nullable: false } },
    { name: "b", type: { kind: "number", nullable: false } },
    { name: "shade", type: { kind: "category", nullable: false } },
    { name: "y", type: { kind: "number", nullable: false }, trainingOnly: true },
  ],
  steps: [
    { kind: "derive", name: "square", type: "number", expression: call("multiply", column("a"), column("a")) },
    {
      kind: "filter",
      condition: call("less", column("a"), { kind: "literal", type: "int", value: 10 }),
      source: "a < 10",
    },
    { kind: "encode", columns: { names: ["shade"] }, method: "one_hot" },
    { kind: "scale", columns: { names: ["square", "b"] }, method: "standard" },
  ],
  features: { names: ["square", "b", "shade=light", "shade=dark"] },
};

const model: TrainedModel = (() => {
  const trained = trainModel(definition, { algorithm: "ridge", parameters: { alpha: 0 } }, table, {
    seed: 1,
    today: 0,
  });
  if (!trained.ok) throw new Error(trained.problem.kind);
  return trained.value;
})();

function curvesOf(name: string, options: { places?: number; rows?: number } = {}): PartialDependence {
  const found = partialDependence(model, table, name, { today: 0, seed: 1, ...options });
  if (!found.ok) throw new Error(found.problem.reason);
  return found.value;
}

test("what is derived of the column moves with it: the curve of 3 a² is one", () => {
  const { grid, mean, curves, rows } = curvesOf("a", { places: 50, rows: 40 });
  expect(grid).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(rows).toHaveLength(40);
  expect(curves).toHaveLength(40);
  for (const value of [1, 4, 9]) {
    expect(mean[value]! - mean[0]!).toBeCloseTo(3 * value * value, 6);
    for (const curve of curves) expect(curve[value]! - curve[0]!).toBeCloseTo(3 * value * value, 6);
  }
  // The filter turns all rows away there.
  expect(mean[10]).toBe(null);
});

test("quantiles of a number, from its least to its greatest value", () => {
  const { grid, mean } = curvesOf("b", { places: 5 });
  expect(grid[0]).toBe(Math.min(...b));
  expect(grid[4]).toBe(Math.max(...b));
  expect((mean[4]! - mean[0]!) / (Number(grid[4]) - Number(grid[0]))).toBeCloseTo(-2, 8);
});

test("the levels of a category, the most frequent first", () => {
  const { grid, mean } = curvesOf("shade");
  expect(grid).toEqual(["light", "dark"]);
  expect(mean[1]! - mean[0]!).toBeCloseTo(5, 6);
});

test("a column that no request has is a problem", () => {
  for (const name of ["y", "square", "nothing"]) {
    expect(partialDependence(model, table, name, { today: 0, seed: 1 })).toMatchObject({
      ok: false,
      problem: { kind: "unsupported" },
    });
  }
});
