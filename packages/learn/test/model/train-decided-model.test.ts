import {
  calibrate,
  combineModels,
  crossValidate,
  evaluateMetric,
  evaluateModel,
  explainPrediction,
  numericColumn,
  predictedClasses,
  predictModel,
  readModel,
  requireNumeric,
  seededRandom,
  serialiseModel,
  type Table,
  tableOf,
  takeRows,
  textColumn,
  trainDecidedModel,
  trainModel,
} from "@mlopsc/learn";
import type { AlgorithmChoice, FoldPlan, MetricChoice, ModelDefinition, NamedCosts } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { memberOf } from "../ensemble/members.ts";

const context = { seed: 4, today: 20_000 } as const;
const forest: AlgorithmChoice = { algorithm: "random_forest", parameters: { trees: 20 } };
const folds: FoldPlan = { kind: "cross_validation", folds: 4, by: "stratify", column: "ill" };
const costs = { classes: "two", falseAlarm: 1, miss: 12 } as const;

/** One in ten is ill, more of those with a high value. */
function patients(rows: number, seed: number): Table {
  const random = seededRandom(seed, "patients");
  const value = Array.from({ length: rows }, () => random.normal());
  return tableOf([
    numericColumn("value", "number", value),
    numericColumn(
      "ill",
      "bool",
      value.map((each) => Number(each + 1.5 * random.normal() > 2.2)),
    ),
  ]);
}

const plain: ModelDefinition = {
  name: "ill",
  task: "binary",
  target: "ill",
  input: [
    { name: "value", type: { kind: "number", nullable: false } },
    { name: "ill", type: { kind: "bool", nullable: false }, trainingOnly: true },
  ],
  steps: [],
  features: { all: "any", except: [] },
};
const table = patients(800, 1);
const fresh = patients(2000, 2);

function decidedModel(by: ModelDefinition, choice: AlgorithmChoice = forest) {
  const outcome = trainDecidedModel(by, choice, table, folds, context);
  if (!outcome.ok) throw new Error(outcome.problem.kind);
  return outcome.value;
}

function measured(model: Parameters<typeof evaluateModel>[0], metric: "brier" | "ece" | "cost"): number {
  const choice = metric === "cost" ? { metric, costs } : { metric };
  const evaluation = evaluateModel(model, fresh, [choice], context);
  if (!evaluation.ok) throw new Error(evaluation.problem.kind);
  return Object.values(evaluation.value.metrics)[0]!;
}

test("a model that asks for nothing is that of trainModel, byte for byte, and of version 1", () => {
  const trained = trainModel(plain, forest, table, context);
  const { model, decision } = decidedModel(plain);
  expect(trained).toEqual({ ok: true, value: model });
  expect(model.version).toBe(1);
  expect(decision).toBeUndefined();
});

describe.each(["isotonic", "platt"] as const)("calibrated by %s", (method) => {
  const { model, decisionRows } = decidedModel({ ...plain, calibrate: method });

  test("fresh rows come true more nearly as often as said", () => {
    expect(decisionRows).toBe(800);
    expect(measured(model, "ece")).toBeLessThan(0.6 * measured(decidedModel(plain).model, "ece"));
    expect(measured(model, "brier")).toBeLessThan(measured(decidedModel(plain).model, "brier"));
  });

  test("the same learner's probabilities are put through the stored curve, also after JSON", () => {
    const read = readModel(serialiseModel(model));
    if (!read.ok) throw new Error(read.problem.kind);
    const { calibration, ...uncalibrated } = model;
    const raw = predictModel(uncalibrated, fresh, { ...context, serving: true }).probabilities!;
    const given = predictModel(read.value, fresh, { ...context, serving: true });
    expect(given.probabilities).toEqual(calibrate(calibration!, raw, 2));
    expect(Array.from(given.labels!.slice(0, 50))).toEqual(
      Array.from(given.values!.slice(0, 50), (value) => Number(value > 0.5)),
    );
  });
});

test("a threshold that is best by cost costs less on fresh rows, and decides labels and metrics alike", () => {
  const logistic: AlgorithmChoice = { algorithm: "logistic_regression", parameters: {} };
  const byCost = { ...plain, threshold: { best: { metric: "cost", costs } } } as const;
  const { model, decision } = decidedModel(byCost, logistic);
  // Of true probabilities it is best to call ill from 1 in 13 on.
  expect(model.threshold).toBeGreaterThan(0.04);
  expect(model.threshold).toBeLessThan(0.15);
  expect(decision?.choice?.score).toBeLessThan(0.9);
  expect(measured(model, "cost")).toBeLessThan(0.8 * measured(decidedModel(plain, logistic).model, "cost"));
  const { labels, values } = predictModel(model, fresh, { ...context, serving: true });
  expect(Array.from(labels!)).toEqual(Array.from(values!, (value) => Number(value > model.threshold!)));
});

describe("costs of several classes", () => {
  const named: NamedCosts = {
    classes: "named",
    pairs: [{ actual: "severe", predicted: "well", cost: 30 }],
    other: 1,
  };
  const cost: MetricChoice = { metric: "cost", costs: named };
  const staged = (rows: number, seed: number): Table => {
    const values = requireNumeric(patients(rows, seed), "value").values;
    const random = seededRandom(seed, "stages");
    const stages = Array.from(values, (each) => {
      const state = each + random.normal();
      return state > 2 ? "severe" : state > 0.5 ? "light" : "well";
    });
    return tableOf([numericColumn("value", "number", values), textColumn("stage", "category", stages)]);
  };
  const staging: ModelDefinition = {
    ...{ name: "stage", task: "multiclass", target: "stage", steps: [], features: plain.features },
    input: [
      { name: "value", type: { kind: "number", nullable: false } },
      { name: "stage", type: { kind: "category", nullable: false }, trainingOnly: true },
    ],
  };
  const costed: ModelDefinition = { ...staging, costs: named };
  const logistic: AlgorithmChoice = { algorithm: "logistic_regression", parameters: {} };
  const stageFolds: FoldPlan = { ...folds, column: "stage" };
  const [known, others] = [staged(800, 1), staged(2000, 2)];
  const modelOf = (definition: ModelDefinition) => {
    const trained = trainModel(definition, logistic, known, context);
    if (!trained.ok) throw new Error(trained.problem.kind);
    return trained.value;
  };
  const costOf = (model: Parameters<typeof evaluateModel>[0]): number => {
    const evaluated = evaluateModel(model, others, [cost], context);
    if (!evaluated.ok) throw new Error(evaluated.problem.kind);
    return evaluated.value.metrics["cost"]!;
  };

  test("decide labels and metrics alike, cost less on fresh rows, and leave probabilities alone", () => {
    const [model, probable] = [modelOf(costed), modelOf(staging)];
    expect([model.version, probable.version]).toEqual([3, 1]);
    expect(costOf(model)).toBeLessThan(0.8 * costOf(probable));
    const given = predictModel(model, others, { ...context, serving: true });
    expect(given.probabilities).toEqual(predictModel(probable, others, { ...context, serving: true }).probabilities);
    const evaluated = evaluateModel(model, others, [], context);
    if (!evaluated.ok) throw new Error(evaluated.problem.kind);
    expect(predictedClasses(evaluated.value.scored)).toEqual(given.labels);
    const read = readModel(serialiseModel(model));
    if (!read.ok) throw new Error(read.problem.kind);
    expect(predictModel(read.value, others, { ...context, serving: true }).labels).toEqual(given.labels);
  });

  test.each([{}, { calibrate: "isotonic" }] as const)("decide on folds too: %o", (more) => {
    const [dear, plainly] = [costed, staging].map((definition) => {
      const validated = crossValidate({ ...definition, ...more }, logistic, known, stageFolds, [cost], context);
      if (!validated.ok) throw new Error(validated.problem.kind);
      const { scored, truth } = validated.value.outOfFold;
      const all = evaluateMetric(cost, truth, scored);
      return [validated.value.means["cost"]!, all.ok ? all.value : Number.NaN];
    });
    expect(dear![0]).toBeLessThan(0.8 * plainly![0]!);
    expect(dear![1]).toBeLessThan(0.8 * plainly![1]!);
  });

  test("decide of an ensemble, whatever its members say", () => {
    const member = (name: string) => memberOf({ ...staging, name }, logistic, known, stageFolds);
    const options = {
      name: "both",
      weights: { kind: "mean" },
      folds: stageFolds,
      metrics: [cost],
      ...context,
    } as const;
    const [dear, plainly] = [{ ...options, costs: named }, options].map((each) => {
      const combined = combineModels([member("one"), member("two")], known, each);
      if (!combined.ok) throw new Error(combined.problem.kind);
      return combined.value;
    });
    expect([dear!.model.version, plainly!.model.version]).toEqual([3, 2]);
    expect(dear!.validation.means["cost"]).toBeLessThan(0.8 * plainly!.validation.means["cost"]!);
    expect(costOf(dear!.model)).toBe(costOf(modelOf(costed)));
    expect(readModel(serialiseModel(dear!.model)).ok).toBe(true);
  });
});

test("a threshold that is said is taken as it is", () => {
  const trained = trainModel({ ...plain, threshold: 0.2 }, forest, table, context);
  if (!trained.ok) throw new Error(trained.problem.kind);
  expect(trained.value).toMatchObject({ version: 2, threshold: 0.2 });
});

test("no row of a fold helps to set itself right", () => {
  const definition: ModelDefinition = { ...plain, calibrate: "isotonic" };
  const honest = crossValidate(definition, forest, table, folds, [{ metric: "brier" }], context);
  if (!honest.ok) throw new Error(honest.problem.kind);
  const { folds: results, outOfFold, decision } = honest.value;
  expect(decision?.calibration?.method).toBe("isotonic");
  expect(results.every(({ undecided, metrics }) => undecided!["brier"] !== metrics["brier"])).toBe(true);
  // A curve that had seen all rows would come nearer to them than one that had not seen those it is used on.
  const raw = crossValidate(plain, forest, table, folds, [], context);
  if (!raw.ok) throw new Error(raw.problem.kind);
  const seen = calibrate(decision!.calibration!, raw.value.outOfFold.scored.predicted, 2);
  const distance = (shares: Float64Array): number =>
    outOfFold.truth.reduce((sum, truth, row) => sum + (shares[2 * row + 1]! - truth) ** 2, 0);
  expect(distance(outOfFold.scored.predicted)).toBeGreaterThan(distance(seen));
});

test("a class that occurs in one fold alone is a problem, not a crash", () => {
  const few = takeRows(
    table,
    Int32Array.from({ length: 40 }, (_, row) => row),
  );
  const truth = few.columns[1]!;
  if (truth.kind !== "bool") throw new Error("no truth");
  truth.values.fill(0);
  truth.values[3] = 1;
  const outcome = trainDecidedModel({ ...plain, calibrate: "platt" }, forest, few, folds, context);
  expect(outcome.ok).toBe(false);
});

test("an explanation says that calibration follows it, and an ensemble's adds up to what calibrated members answer", () => {
  const { model } = decidedModel({ ...plain, calibrate: "platt", threshold: { best: { metric: "f1" } } });
  const explained = explainPrediction(model, { value: 2.5 }, context);
  const raw = explainPrediction(decidedModel(plain).model, { value: 2.5 }, context);
  if (!explained.ok || !raw.ok) throw new Error("not explained");
  expect(explained.value).toMatchObject({ calibrated: true, raw: raw.value.raw });
  const request = takeRows(fresh, Int32Array.of(0));
  const { labels, classes } = predictModel(model, request, { ...context, serving: true });
  const record = { value: (request.columns[0] as { values: Float64Array }).values[0]! };
  const told = explainPrediction(model, record, context);
  expect(told.ok && told.value.prediction).toBe(classes[labels![0]!]);

  const member = (seed: number) => {
    const { model: own } = decidedModel({ ...plain, name: `m${seed}`, calibrate: "platt" });
    const validated = crossValidate(own.definition, forest, table, folds, [], context);
    if (!validated.ok) throw new Error(validated.problem.kind);
    return { name: own.definition.name, model: own, outOfFold: validated.value.outOfFold };
  };
  const combined = combineModels([member(1), member(2)], table, {
    ...{ name: "both", weights: { kind: "mean" }, folds, metrics: [{ metric: "cost", costs }], ...context },
    threshold: { best: { metric: "cost", costs } },
  });
  if (!combined.ok) throw new Error(combined.problem.kind);
  const both = explainPrediction(combined.value.model, record, context);
  if (!both.ok) throw new Error(both.problem.reason);
  const { values } = predictModel(combined.value.model, request, { ...context, serving: true });
  expect(both.value.method).toBe("sampling");
  expect(both.value.raw).toBeCloseTo(values![0]!, 9);

  // The ensemble decides by itself, where that cost least out of fold.
  const whole = readModel(serialiseModel(combined.value.model));
  if (!whole.ok) throw new Error(whole.problem.kind);
  const { threshold } = combined.value.model;
  expect(threshold).toBeLessThan(0.4);
  const all = predictModel(whole.value, fresh, { ...context, serving: true });
  expect(Array.from(all.labels!)).toEqual(Array.from(all.values!, (value) => Number(value > threshold!)));
  expect(combined.value.validation.means["cost"]).toBeLessThan(0.95);
});
