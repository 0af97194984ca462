import {
  crossValidate,
  numericColumn,
  predictModel,
  seededRandom,
  type Table,
  tableOf,
  takeRows,
  trainModel,
} from "@mlopsc/learn";
import type { AlgorithmChoice, ColumnType, ModelDefinition } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";

const number: ColumnType = { kind: "number", nullable: false };
const context = { seed: 1, today: 20_000 };
const ridge: AlgorithmChoice = { algorithm: "ridge", parameters: {} };
const definition: ModelDefinition = {
  name: "m",
  task: "regression",
  target: "y",
  weights: "w",
  input: [
    { name: "x", type: number },
    { name: "w", type: number, trainingOnly: true },
    { name: "y", type: number, trainingOnly: true },
  ],
  // Means neither the target nor the weights.
  steps: [{ kind: "scale", columns: { all: "numeric", except: [] }, method: "standard" }],
  features: { all: "any", except: [] },
};

function sample(weightOf: (row: number) => number): Table {
  const random = seededRandom(5, "weighed rows");
  const x = Array.from({ length: 200 }, () => random.normal());
  return tableOf([
    numericColumn("x", "number", x),
    numericColumn(
      "w",
      "number",
      x.map((_, row) => weightOf(row)),
    ),
    numericColumn(
      "y",
      "number",
      x.map((value, row) => (row % 2 === 0 ? 1 : -1) * value + random.normal() / 10),
    ),
  ]);
}

function slopeOf(table: Table, by: ModelDefinition = definition): number {
  const model = trainModel(by, ridge, table, context);
  if (!model.ok) throw new Error(JSON.stringify(model.problem));
  expect(model.value.features).toEqual(["x"]);
  const asked = tableOf([numericColumn("x", "number", [0, 1])]);
  const { values } = predictModel(model.value, asked, { today: 20_000, serving: true });
  return values![1]! - values![0]!;
}

test("rows count as much as the column says, which is no feature and in no request", () => {
  expect(slopeOf(sample((row) => (row % 2 === 0 ? 1000 : 1)))).toBeGreaterThan(0.9);
  expect(slopeOf(sample((row) => (row % 2 === 0 ? 1 : 1000)))).toBeLessThan(-0.9);
});

test("folds carry the weights along", () => {
  const folds = { kind: "cross_validation", folds: 4, by: "random" } as const;
  const table = sample((row) => (row % 2 === 0 ? 1000 : 1));
  const measured = crossValidate(definition, ridge, table, folds, [{ metric: "mae" }], context);
  if (!measured.ok) throw new Error(measured.problem.kind);
  const { rows, scored } = measured.value.outOfFold;
  const truth = table.columns[2]!;
  if (!("values" in truth)) throw new Error("no numbers");
  const missed = (parity: number): number =>
    Math.max(...rows.map((row, at) => (row % 2 === parity ? Math.abs(scored.predicted[at]! - truth.values[row]!) : 0)));
  expect(missed(0)).toBeLessThan(0.5);
  expect(missed(1)).toBeGreaterThan(2);
  // Unweighted, so that rows of little weight are seen to be predicted badly.
  expect(measured.value.means["mae"]).toBeGreaterThan(0.5);
});

test.each([
  { algorithm: "knn", parameters: { neighbours: 5 } },
  { algorithm: "seasonal_naive", parameters: {}, columns: ["x"] },
] as const)("$algorithm, which cannot weigh rows, takes those that count alike", (choice) => {
  const { weights: _, ...unweighed } = definition;
  const by: ModelDefinition = { ...unweighed, steps: [], features: { names: ["x"] } };
  const asked = tableOf([numericColumn("x", "number", [-1, -0.2, 0, 0.3, 2])]);
  const answersOf = (model: ModelDefinition, table: Table): readonly number[] => {
    const trained = trainModel(model, choice as unknown as AlgorithmChoice, table, context);
    if (!trained.ok) throw new Error(JSON.stringify(trained.problem));
    return [...predictModel(trained.value, asked, { today: 20_000, serving: true }).values!];
  };
  const table = sample((row) => (row < 120 ? 1 + 100 * (row % 3) : 0));
  const counting = takeRows(
    table,
    Int32Array.from({ length: 120 }, (_unused, row) => row),
  );
  expect(answersOf({ ...by, weights: "w" }, table)).toEqual(answersOf(by, counting));
});

test("rows of weight 0 are as if they were not there", () => {
  const plain: ModelDefinition = { ...definition, steps: [] };
  const table = sample((row) => (row < 120 ? 1 + (row % 3) : 0));
  const kept = takeRows(
    table,
    Int32Array.from({ length: 120 }, (_, row) => row),
  );
  expect(slopeOf(table, plain)).toBe(slopeOf(kept, plain));
});

test.each([
  ["missing", (row: number) => (row < 3 ? Number.NaN : 1), 3],
  ["negative", (row: number) => (row < 2 ? -0.1 : 1), 2],
  ["zero", () => 0, 200],
] as const)("weights that cannot be used are a problem: %s", (fault, weightOf, rows) => {
  expect(trainModel(definition, ridge, sample(weightOf), context)).toEqual({
    ok: false,
    problem: { kind: "weightsUnusable", column: "w", fault, rows },
  });
});
