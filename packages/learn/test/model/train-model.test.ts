import {
  crossValidate,
  evaluateModel,
  learnerImportance,
  modelVersion,
  numericColumn,
  permutationImportance,
  predictModel,
  readModel,
  seededRandom,
  serialiseModel,
  type Table,
  type TrainedModel,
  tableOf,
  takeRows,
  textColumn,
  trainModel,
} from "@mlopsc/learn";
import type { AlgorithmChoice, Expression, ModelDefinition } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";

const context = { seed: 4, today: 20_000 } as const;
const boosting: AlgorithmChoice = { algorithm: "gradient_boosting", parameters: { trees: 20 } };
const logistic: AlgorithmChoice = { algorithm: "logistic_regression", parameters: {} };

/** Customers who leave (`churn`) when young or on the plan "basic"; `noise` says nothing; `age` has gaps. */
function customers(rows: number, seed: number): Table {
  const random = seededRandom(seed, "customers");
  const age = Array.from({ length: rows }, () => 18 + random.integer(60));
  const plan = age.map(() => ["basic", "plus", "pro"][random.integer(3)]!);
  const churn = age.map((value, row) => Number(value < 35 || (plan[row] === "basic" && random.next() < 0.8)));
  return tableOf([
    textColumn(
      "id",
      "id",
      age.map((_, row) => `c${row}`),
    ),
    numericColumn(
      "age",
      "int",
      age.map((value) => (random.next() < 0.1 ? null : value)),
    ),
    textColumn("plan", "category", plan),
    numericColumn(
      "noise",
      "number",
      age.map(() => random.normal()),
    ),
    numericColumn("churn", "bool", churn),
    numericColumn(
      "later",
      "number",
      churn.map((value) => value * 10),
    ),
  ]);
}

const definition: ModelDefinition = {
  name: "churn",
  task: "binary",
  target: "churn",
  input: [
    { name: "id", type: { kind: "id", nullable: false } },
    { name: "age", type: { kind: "int", nullable: true } },
    { name: "plan", type: { kind: "category", nullable: false } },
    { name: "noise", type: { kind: "number", nullable: false } },
    { name: "churn", type: { kind: "bool", nullable: false }, trainingOnly: true },
    { name: "later", type: { kind: "number", nullable: true }, trainingOnly: true },
  ],
  steps: [
    { kind: "impute", columns: { names: ["age"] }, strategy: "median" },
    { kind: "encode", columns: { names: ["plan"] }, method: "one_hot" },
    { kind: "scale", columns: { names: ["age", "noise"] }, method: "standard" },
  ],
  features: { all: "any", except: [] },
};
const table = customers(600, 1);
const request = (source: Table): Table => ({
  rows: source.rows,
  columns: source.columns.filter(({ name }) => name !== "churn" && name !== "later"),
});

function trained(choice: AlgorithmChoice, by: ModelDefinition = definition, rows: Table = table): TrainedModel {
  const outcome = trainModel(by, choice, rows, context);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problem));
  return outcome.value;
}

const serving = { today: 20_001, serving: true } as const;

describe.each([boosting, logistic])("$algorithm", (choice) => {
  const model = trained(choice);

  test("sees neither the target, nor what a request lacks, nor the key", () => {
    expect([...model.features].sort()).toEqual(["age", "noise", "plan=basic", "plan=plus", "plan=pro"]);
    expect(model.classes).toEqual([false, true]);
    expect(model.rows).toBe(600);
  });

  test("predicts the same after JSON, from requests without the target, row by row", () => {
    const rows = request(customers(50, 2));
    const all = predictModel(model, rows, serving);
    const read = readModel(serialiseModel(model));
    if (!read.ok) throw new Error(read.problem.kind);
    expect(predictModel(read.value, rows, serving)).toEqual(all);
    expect(all.rows).toHaveLength(50);
    const alone = predictModel(model, takeRows(rows, Int32Array.of(7)), serving);
    expect(alone.values![0]).toBe(all.values![7]);
    expect(alone.labels![0]).toBe(Number(all.values![7]! > 0.5));
    expect(all.probabilities![15]).toBe(all.values![7]);
  });

  test("is good on rows that it has not seen, and says what it looks at", () => {
    const evaluation = evaluateModel(
      model,
      customers(400, 3),
      [{ metric: "auc" }, { metric: "lift", share: 0.1 }],
      context,
    );
    if (!evaluation.ok) throw new Error(evaluation.problem.kind);
    expect(Object.keys(evaluation.value.metrics)).toEqual(["auc", "lift(10%)"]);
    expect(evaluation.value.metrics["auc"]).toBeGreaterThan(0.85);
    const learned = learnerImportance(model);
    expect(learned.map(({ feature }) => feature).sort()).toEqual(["age", "noise", "plan"]);
    expect(learned.reduce((sum, { importance }) => sum + importance, 0)).toBeCloseTo(1, 12);
    expect(learned.at(-1)!.feature).toBe("noise");
    const permuted = permutationImportance(model, customers(400, 3), { metric: "auc" }, context);
    if (!permuted.ok) throw new Error(permuted.problem.kind);
    expect(permuted.value.map(({ feature }) => feature).slice(0, 2)).toEqual(["age", "plan"]);
    expect(permuted.value.find(({ feature }) => feature === "id")!.importance).toBe(0);
    expect(permuted.value[0]!.importance).toBeGreaterThan(0.1);
  });
});

test("the same seed gives the same document, another seed another forest", () => {
  const forest: AlgorithmChoice = { algorithm: "random_forest", parameters: { trees: 5 } };
  expect(serialiseModel(trained(forest))).toBe(serialiseModel(trained(forest)));
  const other = trainModel(definition, forest, table, { ...context, seed: 5 });
  expect(other.ok && serialiseModel({ ...other.value, seed: 4 })).not.toBe(serialiseModel(trained(forest)));
});

test("a permutation importance is that of measuring all rows anew, also where a filter reads the shuffled column", () => {
  const condition: Expression = {
    kind: "call",
    function: "greater_or_equal",
    arguments: [
      { kind: "column", name: "age" },
      { kind: "literal", value: 30, type: "int" },
    ],
  };
  const filter = { kind: "filter", condition, source: "age >= 30" } as const;
  const model = trained(boosting, { ...definition, steps: [filter, ...definition.steps.slice(1)] });
  const rows = customers(300, 3);
  const aucOf = (shown: Table): number => {
    const evaluation = evaluateModel(model, shown, [{ metric: "auc" }], context);
    if (!evaluation.ok) throw new Error(evaluation.problem.kind);
    return evaluation.value.metrics["auc"]!;
  };
  const importances = permutationImportance(model, rows, { metric: "auc" }, { ...context, repeats: 1 });
  if (!importances.ok) throw new Error(importances.problem.kind);
  expect(importances.value.length).toBeGreaterThan(2);
  for (const { feature, importance } of importances.value) {
    const order = seededRandom(context.seed, `${feature} 0`).shuffle(Int32Array.from({ length: 300 }, (_, row) => row));
    const moved = takeRows(rows, order);
    const columns = rows.columns.map((column, at) => (column.name === feature ? moved.columns[at]! : column));
    expect(importance).toBe(aucOf(rows) - aucOf({ rows: 300, columns }));
  }
});

test("filters turn rows away when serving, with the condition as written", () => {
  const condition: Expression = {
    kind: "call",
    function: "greater_or_equal",
    arguments: [
      { kind: "column", name: "age" },
      { kind: "literal", value: 30, type: "int" },
    ],
  };
  const filter = { kind: "filter", condition, source: "age >= 30" } as const;
  const model = trained(boosting, { ...definition, steps: [filter, ...definition.steps.slice(1)] });
  expect(model.rows).toBeLessThan(500);
  const rows = tableOf([
    textColumn("id", "id", ["a", "b", "c"]),
    numericColumn("age", "int", [20, 40, null]),
    textColumn("plan", "category", ["pro", "pro", "pro"]),
    numericColumn("noise", "number", [0, 0, 0]),
  ]);
  const predictions = predictModel(model, rows, serving);
  expect([...predictions.rows]).toEqual([1]);
  expect(predictions.values).toHaveLength(1);
  expect(predictions.outOfScope).toEqual([
    { row: 0, filter: "age >= 30" },
    { row: 2, filter: "age >= 30" },
  ]);
});

test("rows that a linear learner cannot predict are named, not given NaN", () => {
  const complete: ModelDefinition = { ...definition, steps: [], features: { names: ["noise"] } };
  const model = trained(logistic, complete);
  const rows = tableOf([numericColumn("noise", "number", [1, null, 2])]);
  const predictions = predictModel(model, rows, serving);
  expect([...predictions.rows]).toEqual([0, 2]);
  expect(predictions.incomplete).toEqual([{ row: 1, columns: ["noise"] }]);
  expect(predictions.values!.every(Number.isFinite)).toBe(true);
});

describe("cross-validation", () => {
  const plan = { kind: "cross_validation", folds: 5, by: "stratify", column: "churn" } as const;

  test("predicts each row once by a model that has not seen it", () => {
    const seen: number[] = [];
    const outcome = crossValidate(definition, boosting, table, plan, [{ metric: "auc" }, { metric: "accuracy" }], {
      ...context,
      onFold: ({ fold, folds }) => void seen.push(fold, folds),
    });
    if (!outcome.ok) throw new Error(outcome.problem.kind);
    const { folds, means, outOfFold, stopped } = outcome.value;
    expect(seen).toEqual([0, 5, 1, 5, 2, 5, 3, 5, 4, 5]);
    expect(folds.map(({ trainRows, validationRows }) => trainRows + validationRows)).toEqual([600, 600, 600, 600, 600]);
    expect(outOfFold.rows).toEqual(Int32Array.from({ length: 600 }, (_, row) => row));
    expect(outOfFold.truth).toEqual((table.columns[4] as { values: Float64Array }).values);
    expect(means["auc"]).toBeCloseTo(
      folds.reduce((sum, { metrics }) => sum + metrics["auc"]! / 5, 0),
      12,
    );
    expect(means["auc"]).toBeGreaterThan(0.85);
    expect(stopped).toBe(false);
  });

  test("learns nothing from the fold that it measures on", () => {
    // Noise as target: a pipeline fitted on all rows (target encoding of an id) would look brilliant.
    const random = seededRandom(9, "coin");
    const coins = tableOf([
      textColumn(
        "name",
        "category",
        Array.from({ length: 300 }, (_, row) => `n${row % 100}`),
      ),
      numericColumn(
        "coin",
        "bool",
        Array.from({ length: 300 }, () => random.integer(2)),
      ),
    ]);
    const encoded: ModelDefinition = {
      name: "coin",
      task: "binary",
      target: "coin",
      input: [
        { name: "name", type: { kind: "category", nullable: false } },
        { name: "coin", type: { kind: "bool", nullable: false }, trainingOnly: true },
      ],
      steps: [{ kind: "encode", columns: { names: ["name"] }, method: "target" }],
      features: { names: ["name"] },
    };
    const folds = { kind: "cross_validation", folds: 5, by: "random" } as const;
    const outcome = crossValidate(encoded, boosting, coins, folds, [{ metric: "auc" }], context);
    if (!outcome.ok) throw new Error(outcome.problem.kind);
    expect(Math.abs(outcome.value.means["auc"]! - 0.5)).toBeLessThan(0.12);
  });

  test("stops when told to", () => {
    const outcome = crossValidate(definition, boosting, table, plan, [{ metric: "auc" }], {
      ...context,
      onFold: ({ fold }) => (fold === 1 ? "stop" : undefined),
    });
    if (!outcome.ok) throw new Error(outcome.problem.kind);
    expect(outcome.value.stopped).toBe(true);
    expect(outcome.value.folds).toHaveLength(2);
    expect(outcome.value.outOfFold.rows).toHaveLength(240);
  });

  test("several classes, one of them absent from some folds", () => {
    const labels = Array.from({ length: 90 }, (_, row) => (row === 0 ? "rare" : row % 2 === 0 ? "even" : "odd"));
    const rows = tableOf([
      numericColumn(
        "x",
        "number",
        labels.map((_, row) => row % 2),
      ),
      textColumn("label", "category", labels),
    ]);
    const three: ModelDefinition = {
      name: "parity",
      task: "multiclass",
      target: "label",
      input: [{ name: "x", type: { kind: "number", nullable: false } }],
      steps: [],
      features: { names: ["x"] },
    };
    const folds = { kind: "cross_validation", folds: 3, by: "random" } as const;
    const outcome = crossValidate(three, boosting, rows, folds, [{ metric: "accuracy" }], context);
    if (!outcome.ok) throw new Error(outcome.problem.kind);
    const { outOfFold, means } = outcome.value;
    expect(outOfFold.classes).toEqual(["even", "odd", "rare"]);
    expect(outOfFold.truth[0]).toBe(2);
    expect(outOfFold.truth[1]).toBe(1);
    expect(outOfFold.scored.predicted).toHaveLength(270);
    expect(means["accuracy"]).toBeGreaterThan(0.95);
  });
});

describe("problems are values", () => {
  const problemOf = (outcome: { ok: boolean; problem?: unknown }): unknown => outcome.problem;
  const train = (by: Partial<ModelDefinition>, rows: Table = table): unknown =>
    problemOf(trainModel({ ...definition, ...by }, boosting, rows, context));

  test("of training", () => {
    expect(train({}, takeRows(table, new Int32Array(0)))).toEqual({ kind: "noRows" });
    expect(train({ target: "nowhere" })).toEqual({ kind: "targetNeeded", step: 3 });
    expect(train({ features: { names: ["nowhere"] } })).toEqual({ kind: "unknownColumn", step: 3, column: "nowhere" });
    expect(train({ features: { names: [] } })).toEqual({ kind: "noFeatures" });
    expect(train({ target: "id" })).toEqual({ kind: "wrongClassCount", classes: 600 });
    const young = Int32Array.from({ length: 600 }, (_, row) => row).filter(
      (row) => (table.columns[4] as { values: Float64Array }).values[row] === 1,
    );
    expect(train({}, takeRows(table, young))).toEqual({ kind: "oneClass" });
  });

  test("of folds and metrics", () => {
    const few = takeRows(table, Int32Array.of(0, 1, 2));
    const plan = { kind: "cross_validation", folds: 5, by: "random" } as const;
    const outcome = crossValidate(definition, boosting, few, plan, [{ metric: "auc" }], context);
    expect(problemOf(outcome)).toEqual({ kind: "tooFewRows", rows: 3, needed: 5 });
    const one = evaluateModel(trained(boosting), takeRows(table, Int32Array.of(0)), [{ metric: "auc" }], context);
    expect(problemOf(one)).toEqual({ kind: "metricUndefined", metric: "auc", reason: "oneClass" });
  });

  test("of documents", () => {
    const newer = JSON.stringify({ ...trained(boosting), version: modelVersion + 1 });
    expect(problemOf(readModel(newer))).toEqual({
      kind: "newerModel",
      version: modelVersion + 1,
      readable: modelVersion,
    });
    const reasonOf = (text: string): string => {
      const read = readModel(text);
      return read.ok ? "read" : read.problem.kind === "unreadableModel" ? read.problem.reason : read.problem.kind;
    };
    const document = serialiseModel(trained(boosting));
    expect(reasonOf("")).toBe("it is empty");
    expect(reasonOf("{")).toBe("it was cut off");
    expect(reasonOf(document.slice(0, -1))).toBe("it was cut off");
    expect(reasonOf(document.slice(0, 100))).toBe("it was cut off");
    expect(reasonOf(`{#${document.slice(1)}`)).toBe("it is not JSON, from character 2 on");
    for (const other of ["null", "[]", "{}", '{"format":"pmml"}'])
      expect(reasonOf(other)).toBe("it is not a model of mlopsc");
    const changed = (change: (model: Record<string, never>) => void): string => {
      const model = JSON.parse(document);
      change(model);
      return reasonOf(JSON.stringify(model));
    };
    expect(changed((model) => Reflect.deleteProperty(model, "version"))).toBe("it does not say which version it has");
    expect(changed((model) => Reflect.deleteProperty(model, "learner"))).toBe("it has no learner");
    expect(changed((model) => Object.assign(model["pipeline"]!, { parts: [{ kind: "bin", columns: 3 }] }))).toBe(
      "its pipeline.parts[0].columns should be list of Edges",
    );
    expect(changed((model) => Object.assign(model["learner"]!, { algorithm: "magic" }))).toMatch(
      /^its learner\.algorithm should be dummy, /,
    );
    expect(changed((model) => Object.assign(model["definition"]!, { input: [] }))).toBe(
      "its parts do not go together: column age is absent",
    );
  });
});
