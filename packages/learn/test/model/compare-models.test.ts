import {
  compareModels,
  labelledPredictions,
  numericColumn,
  seededRandom,
  type Table,
  type TrainedModel,
  tableOf,
  trainModel,
} from "@mlopsc/learn";
import type { Expression, ModelDefinition } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";

const context = { seed: 4, today: 20_000 } as const;
const number = { kind: "number", nullable: false } as const;
const metrics = [{ metric: "rmse" }, { metric: "mae" }] as const;

function houses(rows: number, seed: number): Table {
  const random = seededRandom(seed, "houses");
  const size = Array.from({ length: rows }, () => 50 + 100 * random.next());
  const age = Array.from({ length: rows }, () => 80 * random.next());
  return tableOf([
    numericColumn("size", "number", size),
    numericColumn("age", "number", age),
    numericColumn(
      "price",
      "number",
      size.map((value, row) => 3 * value - age[row]! + 20 * random.normal()),
    ),
  ]);
}

const definition: ModelDefinition = {
  name: "price",
  task: "regression",
  target: "price",
  input: [
    { name: "size", type: number },
    { name: "age", type: number },
    { name: "price", type: number, trainingOnly: true },
  ],
  steps: [],
  features: { names: ["size", "age"] },
};
const test_ = houses(300, 2);

function trained(by: ModelDefinition, table: Table = houses(400, 1)): TrainedModel {
  const model = trainModel(by, { algorithm: "linear_regression", parameters: {} }, table, context);
  if (!model.ok) throw new Error(model.problem.kind);
  return model.value;
}

const best = trained(definition);
const bySize = trained({ ...definition, features: { names: ["size"] } });
const own = labelledPredictions(best, test_, context);
if (!own.ok) throw new Error(own.problem.kind);

test("the difference is that of the figures, and its interval says which is better", () => {
  const compared = compareModels(own.value, bySize, test_, metrics, context);
  if (!("metrics" in compared)) throw new Error(compared.kind);
  expect(compared.rows).toBe(300);
  const { own: mine, other, difference, interval } = compared.metrics["rmse"]!;
  expect(difference).toBe(mine - other);
  expect(interval!.high).toBeLessThan(0);
  const itself = compareModels(own.value, best, test_, metrics, context);
  expect(itself).toMatchObject({ metrics: { rmse: { difference: 0, interval: { low: 0, high: 0 } } } });
});

test("only rows count that both predict", () => {
  const condition: Expression = {
    kind: "call",
    function: "less",
    arguments: [
      { kind: "column", name: "size" },
      { kind: "literal", type: "number", value: 100 },
    ],
  };
  const small = trained({ ...definition, steps: [{ kind: "filter", condition, source: "size < 100" }] });
  const compared = compareModels(own.value, small, test_, metrics, context);
  const size = (test_.columns[0] as { values: Float64Array }).values;
  expect(compared).toMatchObject({ rows: size.filter((value) => value < 100).length });
});

test("what cannot be compared is said, with the reason", () => {
  const input = [...definition.input, { name: "garden", type: number }];
  expect(compareModels(own.value, { ...best, definition: { ...definition, input } }, test_, metrics, context)).toEqual({
    kind: "columns",
    columns: ["garden"],
  });
  const classifier: TrainedModel = { ...best, definition: { ...definition, task: "binary" } };
  expect(compareModels(own.value, classifier, test_, metrics, context)).toEqual({ kind: "task" });
  const elsewhere: TrainedModel = { ...bySize, definition: { ...bySize.definition, target: "age" } };
  expect(compareModels(own.value, elsewhere, test_, metrics, context)).toEqual({ kind: "answers" });
});
