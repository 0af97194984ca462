import type { AlgorithmChoice, ModelDefinition } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import {
  numericColumn,
  partialDependence,
  seededRandom,
  summariseModel,
  tableOf,
  textColumn,
  trainModel,
} from "../../src/index.ts";

const random = seededRandom(2, "summary");
const rows = 300;
const draw = <T>(make: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => make(row));
const size = draw(() => random.normal());
const colour = draw(() => ["red", "blue"][random.integer(2)]!);
const table = tableOf([
  numericColumn("size", "number", size),
  textColumn("colour", "category", colour),
  numericColumn(
    "noise",
    "number",
    draw(() => random.normal()),
  ),
  numericColumn(
    "secret",
    "number",
    draw(() => random.normal()),
  ),
  numericColumn(
    "y",
    "number",
    draw((row) => 3 * size[row]! + (colour[row] === "red" ? 1 : 0)),
  ),
]);
const definition: ModelDefinition = {
  name: "m",
  task: "regression",
  target: "y",
  input: table.columns.map(({ name, kind }) => ({
    name,
    type: { kind, nullable: false, ...(name === "secret" ? { pii: true } : {}) },
    ...(name === "y" ? { trainingOnly: true as const } : {}),
  })),
  steps: [{ kind: "encode", method: "one_hot", columns: { names: ["colour"] } }],
  features: { all: "any", except: ["y"] },
};

function summaryOf(choice: AlgorithmChoice, columns: readonly string[]) {
  const trained = trainModel(definition, choice, table, { seed: 1, today: 0 });
  if (!trained.ok) throw new Error(JSON.stringify(trained.problem));
  const options = { today: 0, seed: 7, columns };
  return { model: trained.value, options, summary: summariseModel(trained.value, table, options) };
}

test("of a weighted sum the curve is its line, the band as wide as the rest, and the sizes are coefficient × spread", () => {
  const { summary } = summaryOf({ algorithm: "linear_regression", parameters: {} }, ["size", "colour"]);
  const [curve, levels] = summary.curves;
  const [first, last] = [curve!.points[0]!, curve!.points.at(-1)!];
  expect((last.mean - first.mean) / (Number(last.value) - Number(first.value))).toBeCloseTo(3, 9);
  for (const point of curve!.points) expect(point.high - point.low).toBeCloseTo(1, 9);
  expect(levels!.points.map(({ value }) => value).sort()).toEqual(["blue", "red"]);
  const mean = new Map(levels!.points.map((point) => [point.value, point.mean]));
  expect(mean.get("red")! - mean.get("blue")!).toBeCloseTo(1, 9);
  const { columns, scale, method, rows: explained } = summary.contributions!;
  expect([scale, method, explained]).toEqual(["value", "linear", 300]);
  expect(columns.map(({ column }) => column)).toEqual(["size", "colour", ...["noise", "secret"].sort(bySize)]);
  const center = size.reduce((sum, value) => sum + value, 0) / rows;
  const spread = size.reduce((sum, value) => sum + Math.abs(value - center), 0) / rows;
  expect(columns[0]!.mean).toBeCloseTo(3 * spread, 9);

  function bySize(a: string, b: string): number {
    const of = (name: string): number => columns.find(({ column }) => column === name)!.mean;
    return of(b) - of(a);
  }
});

test("curves are those of partial dependence; of a personal column, or one that is none, there is none", () => {
  const choice: AlgorithmChoice = { algorithm: "random_forest", parameters: { trees: 5 } };
  const { summary, model, options } = summaryOf(choice, ["size", "secret", "nothing"]);
  expect(summary.curves.map(({ column, kind }) => [column, kind])).toEqual([["size", "number"]]);
  const wanted = partialDependence(model, table, "size", options);
  if (!wanted.ok) throw new Error(wanted.problem.reason);
  expect(summary.curves[0]!.points.map(({ mean }) => mean)).toEqual(wanted.value.mean);
  expect(summary.contributions?.method).toBe("tree");
});

test("a learner that can only be asked is asked of few rows, and the same each time", () => {
  const choice: AlgorithmChoice = { algorithm: "knn", parameters: { neighbours: 5 } };
  const { summary, model, options } = summaryOf(choice, ["size"]);
  expect(summary.contributions?.rows).toBe(20);
  expect(summariseModel(model, table, options)).toEqual(summary);
});
