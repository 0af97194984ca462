import {
  combineModels,
  compileExplainer,
  compileModel,
  type EnsembleModel,
  explainPrediction,
  type JsonRecord,
  numericColumn,
  readModel,
  seededRandom,
  serialiseModel,
  type Table,
  tableFromRecords,
  tableOf,
  textColumn,
} from "@mlopsc/learn";
import type { AlgorithmChoice, EnsembleWeights, FoldPlan, ModelDefinition, Task } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { backgroundTable } from "../../src/explain/background.ts";
import { known, memberOf, today } from "./members.ts";

const rows = 160;
const random = seededRandom(8, "explain ensembles");
const draw = <T>(make: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => make(row));
const months = draw(() => 1 + random.integer(60));
const plan = draw(() => ["basic", "plus"][random.integer(2)]!);
const risk = draw((row) => 2 - months[row]! / 25 + (plan[row] === "plus" ? -0.7 : 0.4) + random.normal() / 3);
const table: Table = tableOf([
  numericColumn("months", "int", months),
  textColumn("plan", "category", plan),
  numericColumn(
    "risk",
    "number",
    risk.map((value) => value + 3),
  ),
  numericColumn(
    "left",
    "bool",
    risk.map((value) => Number(value > 0.5)),
  ),
  textColumn(
    "tier",
    "category",
    risk.map((value) => (value > 1.2 ? "high" : value > 0.2 ? "middle" : "low")),
  ),
]);
const targets = { regression: "risk", binary: "left", multiclass: "tier" } as const;

/** One member reads the columns as they are, the other encoded and scaled. */
function definitionOf(name: string, task: Task, isPrepared: boolean): ModelDefinition {
  const target = targets[task];
  const kinds = { risk: "number", left: "bool", tier: "category" } as const;
  return {
    ...{ name, task, target, features: { all: "any", except: [] } },
    input: [
      { name: "months", type: { kind: "int", nullable: false } },
      { name: "plan", type: { kind: "category", nullable: false } },
      { name: target, type: { kind: kinds[target], nullable: false }, trainingOnly: true },
    ],
    steps: isPrepared
      ? [
          { kind: "encode", columns: { names: ["plan"] }, method: "one_hot" },
          { kind: "scale", columns: { names: ["months"] }, method: "standard" },
        ]
      : [],
  };
}

const forest: AlgorithmChoice = { algorithm: "random_forest", parameters: { trees: 6, min_samples_leaf: 4 } };
const boosting: AlgorithmChoice = { algorithm: "gradient_boosting", parameters: { trees: 10 } };
const poisson: AlgorithmChoice = { algorithm: "gradient_boosting", parameters: { trees: 10, loss: "poisson" } };
const logistic: AlgorithmChoice = { algorithm: "logistic_regression", parameters: {} };
const ridge: AlgorithmChoice = { algorithm: "ridge", parameters: {} };
const neighbours: AlgorithmChoice = { algorithm: "knn", parameters: {} };
const folds: FoldPlan = { kind: "cross_validation", folds: 4, by: "random" };
const mean: EnsembleWeights = { kind: "mean" };

function combined(
  task: Task,
  raw: AlgorithmChoice,
  prepared: AlgorithmChoice,
  weights: EnsembleWeights,
): EnsembleModel {
  const columns = ["months", "plan", targets[task]];
  const own = { rows, columns: table.columns.filter(({ name }) => columns.includes(name)) };
  const members = [
    memberOf(definitionOf("raw", task, false), raw, own, folds),
    memberOf(definitionOf("prepared", task, true), prepared, own, folds),
  ];
  const { model } = known(combineModels(members, own, { name: "blend", weights, folds, metrics: [], seed: 3, today }));
  const read = known(readModel(serialiseModel(model)));
  if (!("members" in read)) throw new Error("not an ensemble");
  return read;
}

const record: JsonRecord = { months: 4, plan: "plus" };

function explained(model: Parameters<typeof explainPrediction>[0], of: JsonRecord = record) {
  const found = explainPrediction(model, of, { today });
  if (!found.ok) throw new Error(found.problem.reason);
  return found.value;
}

describe("base and contributions add up to what is predicted, column by column of the request", () => {
  test.each([
    ["regression", forest, ridge, mean, "value", "tree"],
    ["regression", boosting, neighbours, { kind: "by", metric: { metric: "rmse" } }, "value", "sampling"],
    ["regression", boosting, ridge, { kind: "stacking", learner: ridge }, "value", "sampling"],
    ["regression", poisson, forest, mean, "value", "sampling"],
    ["binary", forest, neighbours, mean, "probability", "sampling"],
    ["binary", forest, { ...forest, parameters: { trees: 3 } }, mean, "probability", "tree"],
    ["binary", boosting, logistic, { kind: "by", metric: { metric: "auc" } }, "probability", "sampling"],
    ["binary", boosting, logistic, { kind: "stacking", learner: logistic }, "probability", "sampling"],
    ["multiclass", forest, neighbours, mean, "probability", "sampling"],
    ["multiclass", boosting, logistic, { kind: "stacking", learner: forest }, "probability", "sampling"],
  ] as const)("%s of %o and %o, %o", (task, raw, prepared, weights, scale, method) => {
    const model = combined(task, raw, prepared, weights);
    const explanation = explained(model);
    const asked = model.definition.input.filter(({ trainingOnly }) => !trainingOnly);
    const predicted = compileModel(model)(tableFromRecords(asked, [record]), { today, serving: true });
    const { values, probabilities, classes } = predicted;
    const told = classes.length === 0 ? values![0]! : probabilities![classes.indexOf(explanation.explained!)]!;
    expect(explanation).toMatchObject({ scale, method });
    expect(explanation.raw).toBeCloseTo(told, 9);
    const sum = explanation.contributions.reduce((total, each) => total + each.contribution, explanation.base);
    expect(sum).toBeCloseTo(told, 9);
    expect(Object.fromEntries(explanation.contributions.map(({ column, value }) => [column, value]))).toEqual(record);
  });
});

test("of a mean, each column's contribution is the mean of what it is in the members", () => {
  const model = combined("regression", forest, ridge, { kind: "by", metric: { metric: "rmse" } });
  if (model.combination.kind !== "average") throw new Error("not a mean");
  const [first, second] = model.members.map((member) => explained(member));
  const of = (explanation: typeof first, name: string) =>
    explanation!.contributions.find(({ column }) => column === name)!.contribution;
  const [a, b] = model.combination.weights as [number, number];
  const { base, contributions } = explained(model);
  expect(a).not.toBeCloseTo(b, 3);
  expect(base).toBeCloseTo(a * first!.base + b * second!.base, 9);
  for (const { column, contribution } of contributions)
    expect(contribution).toBeCloseTo(a * of(first, column) + b * of(second, column), 9);
});

test("by sampling of two columns, whose two orders are both gone through: the Shapley values, by their definition", () => {
  const model = combined("binary", boosting, logistic, { kind: "stacking", learner: logistic });
  const { months: kept, plan: plans } = { months: requestColumn(model, "months"), plan: requestColumn(model, "plan") };
  const worth = (known: readonly string[]): number => {
    const asked = kept.map((value, at) => ({
      months: known.includes("months") ? record["months"]! : value,
      plan: known.includes("plan") ? record["plan"]! : plans[at]!,
    }));
    const input = model.definition.input.filter(({ trainingOnly }) => !trainingOnly);
    const { values } = compileModel(model)(tableFromRecords(input, asked), { today, serving: true });
    return values!.reduce((total, value) => total + value, 0) / values!.length;
  };
  const { base, contributions } = explained(model);
  expect(base).toBeCloseTo(worth([]), 9);
  const shapley = (one: string, other: string): number =>
    (worth([one]) - worth([]) + worth(["months", "plan"]) - worth([other])) / 2;
  const of = (name: string) => contributions.find(({ column }) => column === name)!.contribution;
  expect(Math.abs(of("months"))).toBeGreaterThan(0.05);
  expect(of("months")).toBeCloseTo(shapley("months", "plan"), 9);
  expect(of("plan")).toBeCloseTo(shapley("plan", "months"), 9);
});

/** The request behind the rows that an ensemble keeps to compare with: its first member reads the columns as they are. */
function requestColumn({ backgrounds }: EnsembleModel, name: string): (string | number)[] {
  const column = backgroundTable(backgrounds![0]!).columns.find((each) => each.name === name)!;
  return "codes" in column ? Array.from(column.codes, (code) => column.dictionary[code]!) : Array.from(column.values);
}

test("some rows of many are explained, in their order", () => {
  const model = combined("binary", forest, forest, mean);
  const explainer = compileExplainer(model);
  if (!explainer.ok) throw new Error(explainer.problem.reason);
  const asked = model.definition.input.filter(({ trainingOnly }) => !trainingOnly);
  const records = [record, { months: 50, plan: "basic" }, { months: 20, plan: "basic" }];
  const request = tableFromRecords(asked, records);
  const context = { today, serving: true };
  const told = explainer.value(compileModel(model)(request, context), request, context);
  expect(told).toEqual(records.map((each) => explained(model, each)));
});
