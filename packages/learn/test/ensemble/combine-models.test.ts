import {
  combineModels,
  type Member,
  numericColumn,
  predictedClasses,
  predictModel,
  readModel,
  requireText,
  seededRandom,
  serialiseModel,
  type Table,
  tableFromRecords,
  tableOf,
  takeRows,
  textColumn,
  trainModel,
} from "@mlopsc/learn";
import type { AlgorithmChoice, EnsembleWeights, FoldPlan, ModelDefinition } from "@mlopsc/vocabulary";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weightsFrom } from "../../src/ensemble/member-weights.ts";
import { known, memberOf, today } from "./members.ts";

const folds: FoldPlan = { kind: "cross_validation", folds: 4, by: "stratify", column: "tier" };
const boosting: AlgorithmChoice = { algorithm: "gradient_boosting", parameters: { trees: 12, min_samples_leaf: 5 } };
const logistic: AlgorithmChoice = { algorithm: "logistic_regression", parameters: {} };
const mean: EnsembleWeights = { kind: "mean" };
const stacking: EnsembleWeights = { kind: "stacking", learner: logistic };

/** Three tiers by `size`, seen through noise; `code` names a row and says nothing of others. */
function sizes(rows: number): Table {
  const random = seededRandom(3, "sizes");
  const size = Array.from({ length: rows }, () => random.normal());
  const seen = size.map((value) => value + random.normal() / 2);
  return tableOf([
    numericColumn(
      "seen",
      "number",
      seen.map((value, row) => (row % 23 === 7 ? null : value)),
    ),
    numericColumn(
      "code",
      "number",
      size.map(() => 1000 * random.next()),
    ),
    textColumn(
      "tier",
      "category",
      size.map((value) => (value > 0.7 ? "large" : value > -0.6 ? "middle" : "small")),
    ),
  ]);
}

function definitionOf(name: string, features: readonly string[]): ModelDefinition {
  return {
    ...{ name, task: "multiclass", target: "tier", steps: [], features: { names: features } },
    input: [
      { name: "seen", type: { kind: "number", nullable: true } },
      ...features.filter((each) => each !== "seen").map((each) => ({ name: each, type: number })),
      { name: "tier", type: { kind: "category", nullable: false }, trainingOnly: true },
    ],
  };
}
const number = { kind: "number", nullable: false } as const;

const table = sizes(240);
const learned = memberOf(definitionOf("learned", ["seen"]), boosting, table, folds);
const heart = memberOf(
  definitionOf("heart", ["code"]),
  { algorithm: "knn", parameters: { neighbours: 1 } },
  table,
  folds,
);
const options = { name: "blend", folds, metrics: [{ metric: "accuracy" }], seed: 1, today } as const;
const combined = (members: readonly Member[], weights: EnsembleWeights) =>
  known(combineModels(members, table, { ...options, weights }));
const accuracyOn = (rows: Table, { model }: ReturnType<typeof combined>): number => {
  const { labels, classes } = predictModel(model, rows, { today, serving: true });
  const tiers = requireText(rows, "tier");
  return (
    labels!.reduce((sum, label, row) => sum + Number(classes[label] === tiers.dictionary[tiers.codes[row]!]), 0) /
    rows.rows
  );
};

describe("what weighs the members was learned of rows that they had not seen", () => {
  const unseen = takeRows(
    sizes(700),
    Int32Array.from({ length: 460 }, (_, at) => 240 + at),
  );

  /** The same member with what it says of its own training rows planted as its out-of-fold predictions. */
  const leaking = (member: Member): Member => {
    const { probabilities } = predictModel(member.model, table, { today, serving: false });
    const { outOfFold } = member;
    return { ...member, outOfFold: { ...outOfFold, scored: { ...outOfFold.scored, predicted: probabilities! } } };
  };

  test("a member that knows its training rows by heart counts for little, and for all where that is leaked", () => {
    const alone = accuracyOn(unseen, combined([learned, learned], mean));
    const sound = accuracyOn(unseen, combined([learned, heart], stacking));
    const leaked = accuracyOn(unseen, combined([learned, heart].map(leaking), stacking));
    expect(alone).toBeGreaterThan(0.6);
    expect(sound).toBeGreaterThan(alone - 0.03);
    expect(leaked).toBeLessThan(alone - 0.15);
  });

  test("weights by a metric follow what is known of other rows, not of their own", () => {
    const { model } = combined([learned, heart], { kind: "by", metric: { metric: "accuracy" } });
    const leaked = combined([learned, heart].map(leaking), { kind: "by", metric: { metric: "accuracy" } });
    const weightOf = ({ combination }: typeof model): number =>
      combination.kind === "average" ? combination.weights[1]! : Number.NaN;
    expect(weightOf(model)).toBeLessThan(0.4);
    expect(weightOf(leaked.model)).toBeGreaterThan(0.5);
  });

  test("the answers of a fold's rows do not reach what members say of them", () => {
    const { folds: dealt, rows } = learned.outOfFold;
    const other = takeRows(
      table,
      Int32Array.from(rows, (row, at) => (dealt[at] === 2 ? (row + 1) % 240 : row)),
    );
    const tier = other.columns.find(({ name }) => name === "tier")!;
    const shuffled: Table = { ...table, columns: [...table.columns.filter(({ name }) => name !== "tier"), tier] };
    const byHand = (rowsOf: Table) => {
      const part = Int32Array.from(dealt.keys()).filter((at) => dealt[at] !== 2);
      const model = known(
        trainModel(definitionOf("learned", ["seen"]), boosting, takeRows(rowsOf, part), { seed: 5, today }),
      );
      const asked = takeRows(
        rowsOf,
        Int32Array.from(dealt.keys()).filter((at) => dealt[at] === 2),
      );
      return predictModel(model, asked, { today, serving: true }).probabilities!;
    };
    const told = [...dealt.keys()]
      .filter((at) => dealt[at] === 2)
      .flatMap((at) => [...learned.outOfFold.scored.predicted.slice(3 * at, 3 * at + 3)]);
    expect(told.length).toBeGreaterThan(150);
    expect([...byHand(table)]).toEqual(told);
    expect([...byHand(shuffled)]).toEqual(told);
  });

  test("a stacking learner is validated on folds that it was not fitted on", () => {
    const { validation } = combined([learned, heart], stacking);
    expect(validation.folds.map(({ fold }) => fold)).toEqual([0, 1, 2, 3]);
    expect(validation.means["accuracy"]).toBeGreaterThan(0.55);
    expect(validation.means["accuracy"]).toBeLessThan(0.9);
  });
});

describe("weights", () => {
  test("by hand", () => {
    expect(weightsFrom([0.25, 0.75], "higher")).toEqual([0.25, 0.75]);
    expect(weightsFrom([0.25, 1], "higher")).toEqual([0.2, 0.8]);
    expect(weightsFrom([2, 6], "lower")).toEqual([0.75, 0.25]);
    expect(weightsFrom([-0.3, 0.5], "higher")).toEqual([0, 1]);
    expect(weightsFrom([0, 3, 0], "lower")).toEqual([0.5, 0, 0.5]);
    expect(weightsFrom([-1, 0], "higher")).toBeNull();
  });

  test("never negative, add up to 1, and follow the order of the scores", () => {
    const scores = fc.array(fc.double({ min: -2, max: 5, noNaN: true }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(scores, (all) => {
        const weights = weightsFrom(all, "higher");
        if (weights === null) return all.every((score) => score <= 0);
        const isRising = all.every((a, i) =>
          all.every((b, j) => a <= b === weights[i]! <= weights[j]! || weights[i] === weights[j]),
        );
        return isRising && Math.abs(weights.reduce((sum, weight) => sum + weight) - 1) < 1e-9;
      }),
    );
  });

  test("by what wrong predictions cost, which goes by the names of classes", () => {
    const costs = { classes: "named", pairs: [{ actual: "large", predicted: "small", cost: 10 }], other: 1 } as const;
    const { model, validation } = known(
      combineModels([learned, heart], table, {
        ...{ ...options, metrics: [{ metric: "cost", costs }] },
        weights: { kind: "by", metric: { metric: "cost", costs } },
      }),
    );
    const [sound, poor] = model.combination.kind === "average" ? model.combination.weights : [];
    expect(sound).toBeGreaterThan(1.5 * poor!);
    expect(validation.means["cost"]).toBeGreaterThan(0.1);
  });

  test("where no member is worth anything, there is no ensemble", () => {
    const amount = tableOf([
      numericColumn(
        "x",
        "number",
        Array.from({ length: 40 }, (_, row) => row % 7),
      ),
      numericColumn(
        "y",
        "number",
        Array.from({ length: 40 }, (_, row) => (row * 37) % 11),
      ),
    ]);
    const plan: FoldPlan = { kind: "cross_validation", folds: 4, by: "random" };
    const definition = (name: string): ModelDefinition => ({
      ...{ name, task: "regression", target: "y", steps: [], features: { names: ["x"] } },
      input: [
        { name: "x", type: number },
        { name: "y", type: number, trainingOnly: true },
      ],
    });
    const members = ["a", "b"].map((name) =>
      memberOf(definition(name), { algorithm: "dummy", parameters: {} }, amount, plan),
    );
    const weights: EnsembleWeights = { kind: "by", metric: { metric: "r2" } };
    const outcome = combineModels(members, amount, { ...options, weights, folds: plan, metrics: [] });
    expect(outcome).toEqual({ ok: false, problem: { kind: "noWeight", metric: "r2" } });
  });
});

test("a member is weighed on its own folds, where a filter dealt them otherwise", () => {
  const plan = { ...folds, column: "tier", by: "stratify" } as const;
  const other = memberOf(definitionOf("other", ["seen"]), boosting, table, { ...plan, folds: 3 });
  const weights: EnsembleWeights = { kind: "by", metric: { metric: "accuracy" } };
  const { model, validation } = combined([learned, other], weights);
  const meanOf = ({ outOfFold: { folds: dealt, truth, classes, scored } }: Member): number => {
    const rightOf = (fold: number): number => {
      const places = [...dealt.keys()].filter((at) => dealt[at] === fold);
      const labels = predictedClasses({ ...scored, classCount: classes.length });
      return places.filter((at) => labels[at] === truth[at]).length / places.length;
    };
    const each = [...new Set(dealt)].map(rightOf);
    return each.reduce((sum, share) => sum + share, 0) / each.length;
  };
  const [a, b] = [meanOf(learned), meanOf(other)];
  expect(model.combination).toMatchObject({ kind: "average" });
  const told = model.combination.kind === "average" ? model.combination.weights : [];
  expect(told[0]).toBeCloseTo(a / (a + b), 12);
  expect(validation.folds).toHaveLength(4);
});

describe("validation of a stacking learner", () => {
  const days = tableOf([
    ...table.columns,
    numericColumn(
      "day",
      "int",
      Array.from({ length: 240 }, (_, row) => row),
    ),
  ]);
  const withDay = (name: string): ModelDefinition => {
    const { input, ...rest } = definitionOf(name, ["seen"]);
    return { ...rest, input: [...input, { name: "day", type: number, trainingOnly: true }] };
  };
  const stacked = (plan: FoldPlan) => {
    const bayes: AlgorithmChoice = { algorithm: "naive_bayes", parameters: {} };
    const members = [memberOf(withDay("a"), boosting, days, plan), memberOf(withDay("b"), bayes, days, plan)];
    return known(combineModels(members, days, { ...options, folds: plan, weights: stacking })).validation;
  };

  test("of folds that follow time, each on those before it", () => {
    const { folds: told } = stacked({ kind: "cross_validation", folds: 4, by: "time", column: "day" });
    expect(told.map(({ fold }) => fold)).toEqual([1, 2, 3]);
  });

  test("of one fold there is none", () => {
    const plan: FoldPlan = { kind: "holdout", share: 0.3, by: "random" };
    expect(stacked(plan)).toEqual({ folds: [], means: {} });
  });
});

test("members are weighed by the rows that all of them were validated on", () => {
  const { rows, folds: dealt, truth, scored, classes } = heart.outOfFold;
  const kept = rows.filter((row) => row % 3 > 0);
  const width = 3;
  const part = {
    ...{
      rows: kept,
      classes,
      folds: dealt.filter((_, at) => rows[at]! % 3 > 0),
      truth: truth.filter((_, at) => rows[at]! % 3 > 0),
    },
    scored: { ...scored, predicted: scored.predicted.filter((_, at) => rows[Math.floor(at / width)]! % 3 > 0) },
  };
  const weights: EnsembleWeights = { kind: "by", metric: { metric: "accuracy" } };
  const both = combined([learned, { ...heart, outOfFold: part }], weights);
  const turned = combined([{ ...heart, outOfFold: part }, learned], weights);
  const shares = [both, turned].map(({ model: { combination } }) =>
    combination.kind === "average" ? combination.weights : [],
  );
  expect(shares[0]).toEqual(shares[1]!.toReversed());
  expect(shares[0]![0]).toBeGreaterThan(0.55);
});

describe("members that do not belong together", () => {
  const moved = (change: Partial<Member["outOfFold"]>): Member => ({
    ...heart,
    outOfFold: { ...heart.outOfFold, ...change },
  });
  const { rows, truth } = heart.outOfFold;
  test.each([
    ["rows", { rows: rows.map((row) => row + 1000) }],
    ["answers", { truth: truth.map((index) => 2 - index) }],
  ] as const)("of other %s", (on, change) => {
    const outcome = combineModels([learned, moved(change)], table, { ...options, weights: mean });
    expect(outcome).toEqual({ ok: false, problem: { kind: "membersDisagree", first: "learned", second: "heart", on } });
  });
});

describe("an ensemble predicts", () => {
  const { model } = combined([learned, heart], mean);

  test("the same from its document", () => {
    const read = known(readModel(serialiseModel(model)));
    const context = { today, serving: true };
    expect(predictModel(read, table, context).probabilities).toEqual(predictModel(model, table, context).probabilities);
  });

  test("nothing from a document that lacks a part, or is of a later release", () => {
    const document = JSON.parse(serialiseModel(model)) as { members: Record<string, unknown>[] };
    const { learner: _learner, ...rest } = document.members[1]!;
    const problemOf = (changed: object) => readModel(JSON.stringify({ ...document, ...changed }));
    const lacks = (reason: string) => ({ ok: false, problem: { kind: "unreadableModel", reason } });
    expect(problemOf({ members: [document.members[0], rest] })).toEqual(lacks("it has no members[1].learner"));
    expect(problemOf({ members: [] })).toEqual(lacks("it has no members"));
    expect(problemOf({ combination: null })).toEqual(lacks("its combination should be Combination"));
    expect(problemOf({ version: 99 })).toMatchObject({ ok: false, problem: { kind: "newerModel", version: 99 } });
  });

  test("the mean of the same model twice is that model", () => {
    const twice = combined([learned, learned], mean).model;
    const context = { today, serving: true };
    expect(predictModel(twice, table, context).probabilities).toEqual(
      predictModel(learned.model, table, context).probabilities,
    );
  });

  test("whatever order the members hold the classes in", () => {
    const { classes, learner } = heart.model;
    if (learner.algorithm !== "knn") throw new Error(learner.algorithm);
    const turned = {
      ...heart.model,
      classes: [...classes].reverse(),
      learner: { ...learner, target: learner.target.map((index) => 2 - index) },
    };
    const context = { today, serving: true };
    const other = predictModel({ ...model, members: [learned.model, turned] }, table, context);
    expect(other.classes).toEqual(["large", "middle", "small"]);
    expect(other.probabilities).toEqual(predictModel(model, table, context).probabilities);
  });

  test("no row of which some member lacks a value, and says which", () => {
    const asked = tableFromRecords(
      model.definition.input.filter(({ trainingOnly }) => !trainingOnly),
      [
        { seen: 1, code: 5 },
        { seen: 1, code: null },
        { seen: null, code: 9 },
      ],
    );
    const { rows, incomplete } = predictModel(model, asked, { today, serving: true });
    expect(model.definition.input.map(({ name }) => name)).toEqual(["seen", "tier", "code"]);
    expect([...rows]).toEqual([0, 2]);
    expect(incomplete).toEqual([{ row: 1, columns: ["code"] }]);
  });
});
