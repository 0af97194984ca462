import { type FittedLearner, fitLearner, numericColumn, predictLearner, type Table } from "@mlopsc/learn";
import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import stored from "../reference/linear.json" with { type: "json" };

const table: Table = {
  rows: stored.y.length,
  columns: stored.x.map((values, index) => numericColumn(`x${index}`, "number", values)),
};

type Linear = Extract<FittedLearner, { coefficients: unknown }>;

function fit(
  choice: AlgorithmChoice,
  features: Table,
  target: readonly number[],
  task: Task,
  classCount: number,
): Linear {
  const outcome = fitLearner(choice, features, Float64Array.from(target), { task, classCount, seed: 0 });
  if (!outcome.ok) throw new Error(outcome.problem.kind);
  if (!("coefficients" in outcome.value)) throw new Error("not linear");
  return outcome.value;
}

function expectClose(found: readonly number[], wanted: readonly number[], relative: number): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, index) => {
    expect(Math.abs(value - wanted[index]!)).toBeLessThanOrEqual(relative * Math.max(1, Math.abs(wanted[index]!)));
  });
}

test("least squares and ridge give scikit-learn's coefficients, within 1e-9", () => {
  const ordinary = fit({ algorithm: "linear_regression", parameters: {} }, table, stored.y, "regression", 0);
  expectClose(ordinary.coefficients[0]!, stored.ordinary.coefficients, 1e-9);
  expectClose(ordinary.intercepts, [stored.ordinary.intercept], 1e-9);
  const ridge = fit({ algorithm: "ridge", parameters: { alpha: 2.5 } }, table, stored.y, "regression", 0);
  expectClose(ridge.coefficients[0]!, stored.ridge.coefficients, 1e-9);
  expectClose(ridge.intercepts, [stored.ridge.intercept], 1e-9);
});

test("logistic regression gives scikit-learn's coefficients and probabilities, within 1e-5", () => {
  const choice: AlgorithmChoice = { algorithm: "logistic_regression", parameters: { c: 0.7 } };
  const first: Table = {
    rows: 5,
    columns: stored.x.map((values, at) => numericColumn(`x${at}`, "number", values.slice(0, 5))),
  };
  const two = fit(choice, table, stored.two, "binary", 2);
  expect(two.converged).toBe(true);
  expectClose(two.coefficients.flat(), stored.binary.coefficients.flat(), 1e-5);
  expectClose(two.intercepts, stored.binary.intercepts, 1e-5);
  expectClose([...predictLearner(two, first)], stored.binary.probabilities.flat(), 1e-5);
  const three = fit(choice, table, stored.three, "multiclass", 3);
  expect(three.converged).toBe(true);
  expectClose(three.coefficients.flat(), stored.multinomial.coefficients.flat(), 1e-5);
  expectClose([...predictLearner(three, first)], stored.multinomial.probabilities.flat(), 1e-5);
});

test("a solver that runs out of iterations says so", () => {
  const choice: AlgorithmChoice = { algorithm: "logistic_regression", parameters: { max_iterations: 2 } };
  expect(fit(choice, table, stored.two, "binary", 2)).toMatchObject({ converged: false, iterations: 2 });
});

test("columns that depend on each other share the coefficient", () => {
  const doubled: Table = {
    rows: 4,
    columns: [numericColumn("a", "number", [1, 2, 3, 5]), numericColumn("b", "number", [1, 2, 3, 5])],
  };
  const fitted = fit({ algorithm: "linear_regression", parameters: {} }, doubled, [3, 5, 7, 11], "regression", 0);
  expectClose(fitted.coefficients[0]!, [1, 1], 1e-9);
  expectClose(fitted.intercepts, [1], 1e-9);
});

test("fewer rows than columns, and a constant column", () => {
  const wide: Table = {
    rows: 2,
    columns: [
      numericColumn("a", "number", [1, 2]),
      numericColumn("constant", "number", [0.1, 0.1]),
      numericColumn("b", "number", [5, 3]),
    ],
  };
  const fitted = fit({ algorithm: "linear_regression", parameters: {} }, wide, [1, 4], "regression", 0);
  expect(fitted.coefficients[0]![1]).toBe(0);
  expectClose([...predictLearner(fitted, wide)], [1, 4], 1e-9);
});

test("dummies say the mean, the median, the shares or the largest class", () => {
  const one: Table = { rows: 4, columns: [numericColumn("a", "number", [1, 2, 3, 4])] };
  const say = (strategy: string | null, target: number[], task: Task, classCount: number): number[] => {
    const choice: AlgorithmChoice = { algorithm: "dummy", parameters: { strategy } };
    const outcome = fitLearner(choice, one, Float64Array.from(target), { task, classCount, seed: 0 });
    if (!outcome.ok) throw new Error(outcome.problem.kind);
    return [...predictLearner(outcome.value, { ...one, rows: 1 })];
  };
  expect(say(null, [1, 1, 4, 10], "regression", 0)).toEqual([4]);
  expect(say("median", [1, 1, 4, 10], "regression", 0)).toEqual([2.5]);
  expect(say("most_frequent", [1, 1, 4, 10], "regression", 0)).toEqual([1]);
  expect(say("prior", [0, 1, 1, 1], "binary", 2)).toEqual([0.25, 0.75]);
  expect(say("most_frequent", [0, 1, 1, 2], "multiclass", 3)).toEqual([0, 1, 0]);
});
