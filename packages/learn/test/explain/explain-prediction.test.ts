import {
  compileModel,
  explainPrediction,
  type JsonRecord,
  learnerImportance,
  numericColumn,
  readModel,
  seededRandom,
  serialiseModel,
  type Table,
  type TrainedModel,
  tableFromRecords,
  tableOf,
  textColumn,
  trainModel,
} from "@mlopsc/learn";
import type { AlgorithmChoice, Expression, ModelDefinition, Task } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";

const today = 20_000;
const column = (name: string): Expression => ({ kind: "column", name });

function customers(rows: number): Table {
  const random = seededRandom(11, "explain");
  const draw = <T>(make: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => make(row));
  const months = draw(() => 1 + random.integer(70));
  const charges = draw((row) => months[row]! * (20 + 60 * random.next()));
  const plan = draw(() => ["basic", "plus", "pro"][random.integer(3)]!);
  const risk = draw((row) => charges[row]! / months[row]! / 40 - months[row]! / 35 + (plan[row] === "pro" ? -1 : 0.5));
  return tableOf([
    numericColumn("months", "int", months),
    numericColumn("charges", "number", charges),
    textColumn("plan", "category", plan),
    textColumn(
      "email",
      "text",
      draw((row) => `person${row % 7}@example.org`),
    ),
    numericColumn(
      "noise",
      "number",
      draw(() => random.normal()),
    ),
    numericColumn("amount", "number", risk),
    numericColumn(
      "visits",
      "number",
      risk.map((value) => Math.max(0, Math.round(2 + 2 * value))),
    ),
    numericColumn(
      "left",
      "bool",
      risk.map((value) => Number(value + random.normal() / 2 > 0.2)),
    ),
    textColumn(
      "tier",
      "category",
      risk.map((value) => (value > 1 ? "high" : value > 0 ? "middle" : "low")),
    ),
  ]);
}

function definition(task: Task, target: string): ModelDefinition {
  const type = {
    kind: target === "left" ? "bool" : target === "tier" ? "category" : "number",
    nullable: false,
  } as const;
  return {
    name: "customers",
    task,
    target,
    input: [
      { name: "months", type: { kind: "int", nullable: false } },
      { name: "charges", type: { kind: "number", nullable: true } },
      { name: "plan", type: { kind: "category", nullable: true } },
      { name: "email", type: { kind: "text", nullable: true, pii: true } },
      { name: "noise", type: { kind: "number", nullable: false } },
      { name: target, type, trainingOnly: true },
    ],
    steps: [
      {
        kind: "filter",
        condition: {
          kind: "call",
          function: "greater",
          arguments: [column("months"), { kind: "literal", type: "int", value: 0 }],
        },
        source: "months > 0",
      },
      {
        kind: "derive",
        name: "monthly",
        type: "number",
        expression: { kind: "call", function: "divide", arguments: [column("charges"), column("months")] },
      },
      {
        kind: "derive",
        name: "letters",
        type: "int",
        expression: { kind: "call", function: "length", arguments: [column("email")] },
      },
      { kind: "impute", columns: { names: ["charges", "monthly"] }, strategy: "median" },
      { kind: "encode", columns: { names: ["plan"] }, method: "one_hot" },
      { kind: "scale", columns: { names: ["months", "charges", "monthly"] }, method: "standard" },
    ],
    features: { all: "any", except: ["email"] },
  };
}

const table = customers(260);
const withTarget = (target: string): Table => ({
  rows: table.rows,
  columns: table.columns.filter(({ name }) => name === target || !["amount", "visits", "left", "tier"].includes(name)),
});

function trained(choice: AlgorithmChoice, task: Task, target: string): TrainedModel {
  const model = trainModel(definition(task, target), choice, withTarget(target), { seed: 2, today });
  if (!model.ok) throw new Error(JSON.stringify(model.problem));
  const read = readModel(serialiseModel(model.value));
  if (!read.ok || "members" in read.value) throw new Error(JSON.stringify(read));
  return read.value;
}

const record: JsonRecord = { months: 2, charges: 190, plan: "basic", email: "anna@example.org", noise: 0.3 };

function explained(model: TrainedModel, of: JsonRecord = record) {
  const found = explainPrediction(model, of, { today });
  if (!found.ok) throw new Error(found.problem.reason);
  return found.value;
}

const logit = (p: number): number => Math.log(p / (1 - p));
const boosting: AlgorithmChoice = { algorithm: "gradient_boosting", parameters: { trees: 15, max_leaves: 6 } };
const poisson: AlgorithmChoice = {
  algorithm: "gradient_boosting",
  parameters: { trees: 15, max_leaves: 6, loss: "poisson" },
};
const forest: AlgorithmChoice = { algorithm: "random_forest", parameters: { trees: 8, min_samples_leaf: 3 } };
const logistic: AlgorithmChoice = { algorithm: "logistic_regression", parameters: {} };
const ridge: AlgorithmChoice = { algorithm: "ridge", parameters: {} };
const neighbours: AlgorithmChoice = { algorithm: "knn", parameters: {} };

describe("base and contributions add up to what is predicted", () => {
  const cases: readonly (readonly [AlgorithmChoice, Task, string, string, string])[] = [
    [boosting, "regression", "amount", "value", "tree"],
    [poisson, "regression", "visits", "log", "tree"],
    [boosting, "binary", "left", "log_odds", "tree"],
    [boosting, "multiclass", "tier", "score", "tree"],
    [forest, "regression", "amount", "value", "tree"],
    [forest, "binary", "left", "probability", "tree"],
    [forest, "multiclass", "tier", "probability", "tree"],
    [ridge, "regression", "amount", "value", "linear"],
    [logistic, "binary", "left", "log_odds", "linear"],
    [logistic, "multiclass", "tier", "score", "linear"],
    [neighbours, "regression", "amount", "value", "sampling"],
    [neighbours, "binary", "left", "probability", "sampling"],
    [neighbours, "multiclass", "tier", "probability", "sampling"],
    [{ algorithm: "dummy", parameters: {} }, "binary", "left", "probability", "constant"],
  ];
  test.each(cases)("%o, %s of %s, as %s by %s", (choice, task, target, scale, method) => {
    const model = trained(choice, task, target);
    const explanation = explained(model);
    const { base, raw, contributions } = explanation;
    expect(explanation).toMatchObject({ scale, method });
    const sum = contributions.reduce((total, each) => total + each.contribution, base);
    expect(sum).toBeCloseTo(raw, 10);
    const asked = model.definition.input.filter(({ trainingOnly }) => trainingOnly !== true);
    const predicted = compileModel(model)(tableFromRecords(asked, [record]), { today, serving: true });
    const { values, labels, probabilities, classes } = predicted;
    expect(explanation.prediction).toBe(classes.length === 0 ? values![0] : classes[labels![0]!]);
    if (scale === "value") expect(raw).toBeCloseTo(values![0]!, 9);
    if (scale === "log") expect(Math.exp(raw)).toBeCloseTo(values![0]!, 9);
    if (scale === "log_odds") expect(raw).toBeCloseTo(logit(values![0]!), 9);
    if (scale === "probability") expect(raw).toBeCloseTo(probabilities![classes.indexOf(explanation.explained!)]!, 9);
    if (task === "binary") expect(explanation.explained).toBe(true);
    if (task === "multiclass") expect(explanation.explained).toBe(explanation.prediction);
    if (method === "constant") expect(contributions).toEqual([]);
    else
      expect(contributions.map((each) => each.column).sort()).toEqual([
        "charges",
        "email",
        "monthly",
        "months",
        "noise",
        "plan",
      ]);
  });
});

describe("what is told of a column", () => {
  const { contributions } = explained(trained(boosting, "binary", "left"));
  const of = (name: string) => contributions.find((each) => each.column === name)!;

  test("its value as the request carries it, though it is scaled or encoded, the largest share first", () => {
    expect(of("months")).toMatchObject({ value: 2 });
    expect(of("plan")).toMatchObject({ value: "basic" });
    const sizes = contributions.map((each) => Math.abs(each.contribution));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(sizes[0]).toBeGreaterThan(0.1);
  });

  test("what it was derived from where that is several columns, with the value before scaling", () => {
    expect(of("monthly")).toMatchObject({ value: 95, from: ["charges", "months"] });
    expect(of("months")).not.toHaveProperty("from");
  });

  test("of a personal column the name, also behind what is derived of it, and never the value", () => {
    expect(of("email")).not.toHaveProperty("value");
    expect(JSON.stringify(contributions)).not.toMatch(/anna|"value":16/);
  });

  test("null where it is missing", () => {
    const found = explained(trained(boosting, "binary", "left"), { ...record, plan: null });
    expect(found.contributions.find((each) => each.column === "plan")).toMatchObject({ value: null });
  });
});

test("logistic regression: coefficient times distance from the training mean", () => {
  const model = trained(logistic, "binary", "left");
  const found = explained(model);
  const { learner } = model;
  if (!("coefficients" in learner)) throw new Error("not linear");
  const at = model.features.indexOf("noise");
  const noise = withTarget("left").columns.find(({ name }) => name === "noise")!;
  const mean = "values" in noise ? noise.values.reduce((sum, value) => sum + value, 0) / 260 : 0;
  const wanted = learner.coefficients[0]![at]! * (0.3 - mean);
  expect(found.contributions.find((each) => each.column === "noise")!.contribution).toBeCloseTo(wanted, 12);
  expect(learnerImportance(model).length).toBe(6);
});

test("sampling is the same for the same seed, near for another, and leaves rows of training in the model", () => {
  const model = trained(neighbours, "binary", "left");
  expect(model.background).toHaveLength(model.features.length);
  expect(explained(model)).toEqual(explained(model));
  const other = explainPrediction(model, record, { today, seed: 9, orders: 8 });
  if (!other.ok) throw new Error(other.problem.reason);
  for (const { column: name, contribution } of explained(model).contributions) {
    const again = other.value.contributions.find((each) => each.column === name)!;
    expect(Math.abs(again.contribution - contribution)).toBeLessThan(0.08);
  }
  expect(trained(boosting, "binary", "left")).not.toHaveProperty("background");
  const { background: _, ...without } = model;
  expect(explainPrediction(without, record, { today })).toMatchObject({ ok: false, problem: { kind: "unsupported" } });
});

test("a record without a prediction has no explanation, and is told why", () => {
  const away = explainPrediction(trained(boosting, "binary", "left"), { ...record, months: 0 }, { today });
  expect(away).toMatchObject({ ok: false, problem: { reason: expect.stringContaining("months > 0") } });
});
