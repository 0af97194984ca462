import {
  combineModels,
  evaluateMetric,
  numericColumn,
  predictModel,
  type Table,
  tableOf,
  takeRows,
} from "@mlopsc/learn";
import type { AlgorithmChoice, EnsembleWeights, FoldPlan, MetricName, ModelDefinition, Task } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import stored from "../reference/ensembles.json" with { type: "json" };
import { known, memberOf, today } from "./members.ts";

const rows = stored.fold.length;
const range = (from: number, to: number): Int32Array => Int32Array.from({ length: to - from }, (_, at) => from + at);
/** Each value of the column is a fold, as in the script that made the figures. */
const folds: FoldPlan = { kind: "cross_validation", folds: stored.folds, by: "group", column: "fold" };

const choice = (algorithm: AlgorithmChoice["algorithm"], parameters: AlgorithmChoice["parameters"] = {}) => ({
  algorithm,
  parameters,
});
const logistic = choice("logistic_regression", { max_iterations: 10_000 });
const ridge = choice("ridge", { alpha: 1 });

const cases = {
  binary: { members: { linear: logistic, bayes: choice("naive_bayes") }, over: logistic, metric: "auc" },
  multiclass: { members: { linear: logistic, bayes: choice("naive_bayes") }, over: logistic, metric: "accuracy" },
  regression: { members: { linear: ridge, near: choice("knn") }, over: ridge, metric: "rmse" },
} as const satisfies Record<
  Task,
  { members: Record<string, AlgorithmChoice>; over: AlgorithmChoice; metric: MetricName }
>;

function tableFor(task: Task): Table {
  const kind = task === "binary" ? "bool" : task === "multiclass" ? "int" : "number";
  return tableOf([
    ...stored.columns.map((values, at) => numericColumn(`x${at}`, "number", values)),
    numericColumn("fold", "int", stored.fold),
    numericColumn("y", kind, stored[task].truth),
  ]);
}

function definitionOf(name: string, task: Task): ModelDefinition {
  const number = { kind: "number", nullable: false } as const;
  return {
    ...{ name, task, target: "y", steps: [], features: { names: ["x0", "x1", "x2"] } },
    input: [
      ...["x0", "x1", "x2"].map((column) => ({ name: column, type: number })),
      { name: "fold", type: number, trainingOnly: true },
      { name: "y", type: number, trainingOnly: true },
    ],
  };
}

/** Of a probability, or of a target whose deviation is 4: the solvers of logistic regression stop at different places. */
const tolerance = 1e-5;

describe.each(["binary", "multiclass", "regression"] as const)("%s", (task) => {
  const { members: choices, over, metric } = cases[task];
  const table = tableFor(task);
  const train = takeRows(table, range(0, stored.known));
  const test_ = takeRows(table, range(stored.known, rows));
  const members = Object.entries(choices).map(([name, each]) => memberOf(definitionOf(name, task), each, train, folds));
  const combined = (weights: EnsembleWeights) =>
    known(combineModels(members, train, { name: "blend", weights, folds, metrics: [{ metric }], seed: 1, today }));

  test.each([
    ["mean", { kind: "mean" }],
    ["by", { kind: "by", metric: { metric } }],
    ["stacking", { kind: "stacking", learner: over }],
  ] as const)("%s says what scikit-learn's does", (name, weights) => {
    const { model } = combined(weights);
    const { probabilities, values } = predictModel(model, test_, { today, serving: true });
    const told = probabilities ?? values!;
    const wanted = stored[task][name];
    expect(told).toHaveLength(wanted.length);
    for (const [at, value] of wanted.entries()) expect(Math.abs(told[at]! - value)).toBeLessThan(tolerance);
  });

  test("members are scored on the same folds with the same figures", () => {
    const each = members.map(({ outOfFold: { folds: dealt, truth, scored } }) => {
      const width = Math.max(1, scored.classCount);
      const scores = [...new Set(dealt)].map((fold) => {
        const places = [...dealt.keys()].filter((at) => dealt[at] === fold);
        const predicted = Float64Array.from(
          places.flatMap((at) => [...scored.predicted.slice(at * width, (at + 1) * width)]),
        );
        return known(
          evaluateMetric(
            { metric },
            Float64Array.from(places, (at) => truth[at]!),
            { ...scored, predicted },
          ),
        );
      });
      return scores.reduce((sum, score) => sum + score, 0) / scores.length;
    });
    for (const [at, score] of stored[task].scores.entries()) expect(each[at]).toBeCloseTo(score, 6);
  });
});
