import {
  type AlgorithmChoice,
  type AlgorithmName,
  algorithms,
  type ModelDefinition,
  type Task,
} from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import {
  fitLearner,
  numericColumn,
  predictLearner,
  predictModel,
  seededRandom,
  type Table,
  tableOf,
  takeRows,
  textColumn,
  trainModel,
} from "../../src/index.ts";

// What a learner makes of a table is a fact about its rows, not about how they happen to lie: whatever the order of rows
// and columns the predictions are the same, up to what sums in another order differ by. Exceptions are named below.

const rows = 240;
const random = seededRandom(8, "invariance");
const columns = ["a", "b", "c", "d"].map((name) =>
  numericColumn(
    name,
    "number",
    Float64Array.from({ length: rows }, () => random.normal()),
  ),
);
const table = tableOf(columns);
const raw = Float64Array.from({ length: rows }, (_, row) => {
  const [a, b, c] = columns.map(({ values }) => values[row]!) as [number, number, number];
  return a + 0.5 * b * b - 0.7 * c + 0.3 * random.normal();
});
const targets: Readonly<Record<Task, Float64Array>> = {
  regression: raw,
  binary: raw.map((value) => Number(value > 0.3)),
  multiclass: raw.map((value) => Number(value > 0) + Number(value > 0.9)),
};
const fewer: Readonly<Partial<Record<AlgorithmName, AlgorithmChoice["parameters"]>>> = {
  random_forest: { trees: 8 },
  // Of two splits that gain the same the first column's is taken, and rows with weights of their own are rounded by their
  // place (`packed-rows.ts`): small leaves of classes, where equal gains are many, may fall otherwise.
  gradient_boosting: { trees: 15, max_leaves: 4, min_samples_leaf: 25 },
};

/** Each row or column is drawn by its place, so another order draws others: the same learner only for the same order. */
const drawsRows: readonly AlgorithmName[] = ["random_forest", "linear_svm", "svm"];
const drawsColumns: readonly AlgorithmName[] = ["random_forest", "extra_trees"];
/** What an iteration stops at, where a sum is exact only up to its order. */
const tolerances: Readonly<Partial<Record<AlgorithmName, number>>> = { svm: 1e-3 };
const usual = 1e-6;

const cases = Object.entries(algorithms)
  .filter(([name, entry]) => name !== "seasonal_naive" && !("outside" in entry))
  .flatMap(([name, { tasks }]) => tasks.map((task) => [name as AlgorithmName, task] as const));

function predictions(name: AlgorithmName, task: Task, train: Table, target: Float64Array): Float64Array {
  const classCount = task === "regression" ? 0 : task === "binary" ? 2 : 3;
  const choice = { algorithm: name, parameters: fewer[name] ?? {} } as AlgorithmChoice;
  const fitted = fitLearner(choice, train, target, { task, classCount, seed: 3 });
  if (!fitted.ok) throw new Error(JSON.stringify(fitted.problem));
  return predictLearner(fitted.value, table);
}

const furthest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0);

test("there are enough learners for laws to mean something", () => expect(cases.length).toBeGreaterThan(20));

describe.each(cases)("%s, %s", (name, task) => {
  const target = targets[task];
  const known = predictions(name, task, table, target);
  const tolerance = tolerances[name] ?? usual;

  test("the same rows give the same predictions, bit for bit", () => {
    expect(predictions(name, task, table, target)).toEqual(known);
  });

  if (!drawsRows.includes(name))
    test("rows in another order give the same predictions", () => {
      const order = seededRandom(5, "order").shuffle(Int32Array.from({ length: rows }, (_, row) => row));
      const moved = target.map((_, at) => target[order[at]!]!);
      expect(furthest(predictions(name, task, takeRows(table, order), moved), known)).toBeLessThan(tolerance);
    });

  if (!drawsColumns.includes(name))
    test("columns in another order give the same predictions", () => {
      const turned = { rows, columns: [...columns].reverse() };
      expect(furthest(predictions(name, task, turned, target), known)).toBeLessThan(tolerance);
    });
});

test("a pipeline and its learner make the same of rows and columns in any order", () => {
  const gaps = numericColumn(
    "gaps",
    "number",
    columns[0]!.values.map((value, row) => (row % 7 === 0 ? Number.NaN : value)),
  );
  const level = textColumn(
    "level",
    "category",
    Array.from(raw, (value, row) => "uvw"[(row + Number(value > 0)) % 3]!),
  );
  const whole = tableOf([...columns, gaps, level, numericColumn("y", "bool", targets.binary)]);
  const definition: ModelDefinition = {
    name: "m",
    task: "binary",
    target: "y",
    input: whole.columns.map(({ name, kind }) => ({
      name,
      type: { kind, nullable: true },
      ...(name === "y" ? { trainingOnly: true as const } : {}),
    })),
    steps: [
      { kind: "impute", columns: { names: ["gaps"] }, strategy: "median" },
      { kind: "encode", method: "one_hot", columns: { names: ["level"] } },
      { kind: "scale", method: "standard", columns: { all: "numeric", except: ["y"] } },
    ],
    features: { all: "any", except: ["y"] },
  };
  const predicted = (train: Table): Float64Array => {
    const choice: AlgorithmChoice = { algorithm: "logistic_regression", parameters: {} };
    const model = trainModel(definition, choice, train, { seed: 3, today: 0 });
    if (!model.ok) throw new Error(JSON.stringify(model.problem));
    return predictModel(model.value, whole, { today: 0, serving: true }).values!;
  };
  const known = predicted(whole);
  const order = seededRandom(6, "order").shuffle(Int32Array.from({ length: rows }, (_, row) => row));
  expect(predicted(whole)).toEqual(known);
  expect(furthest(predicted(takeRows(whole, order)), known)).toBeLessThan(usual);
  expect(furthest(predicted({ rows, columns: [...whole.columns].reverse() }), known)).toBeLessThan(usual);
});
