import { type FittedLearner, fitLearner, fitWarnings, numericColumn, predictLearner, type Table } from "@mlopsc/learn";
import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { compileMargins } from "../../../src/learners/svm/kernel-predictor.ts";
import stored from "../../reference/kernel-machine.json" with { type: "json" };

type Machine = Extract<FittedLearner, { algorithm: "svm" }>;

const numbers = (columns: readonly (readonly number[])[]): Table => ({
  rows: columns[0]!.length,
  columns: columns.map((values, at) => numericColumn(`x${at}`, "number", values)),
});
const train = numbers(stored.x);
const asked = numbers(stored.asked);

function fit(
  table: Table,
  target: readonly number[],
  task: Task,
  parameters: AlgorithmChoice["parameters"] = {},
): Machine {
  const choice: AlgorithmChoice = { algorithm: "svm", parameters };
  const classCount = task === "regression" ? 0 : new Set(target).size;
  const outcome = fitLearner(choice, table, Float64Array.from(target), { task, classCount, seed: 1 });
  if (!outcome.ok) throw new Error(outcome.problem.kind);
  if (outcome.value.algorithm !== "svm") throw new Error(outcome.value.algorithm);
  return outcome.value;
}

function expectClose(found: ArrayLike<number>, wanted: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, index) => {
    expect(Math.abs(value - found[index]!)).toBeLessThanOrEqual(tolerance);
  });
}

/** The training rows that the vectors are, by their values. */
function supportOf({ vectors }: Machine): number[] {
  const keys =
    train.columns[0] && Array.from({ length: train.rows }, (_, row) => stored.x.map((column) => column[row]).join());
  return vectors[0]!.map((_, place) => keys!.indexOf(vectors.map((values) => values[place]).join()));
}

const byNumber = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

// Kernels are kept in single precision, here and in libsvm, so more digits than these are chance.
const tight = { tolerance: 1e-6 };
const [margin, share] = [2e-5, 2e-4];

describe("scikit-learn's SVC: support vectors, margins within 2e-5, probabilities within 2e-4", () => {
  const cases = [
    ["rbf", { c: 2 }, stored.rbf, share],
    ["gamma auto", { c: 0.5, gamma: "auto" }, stored.auto, share],
    ["linear", { kernel: "linear", c: 0.7 }, stored.linear, share],
    ["poly", { kernel: "poly", degree: 2, coef0: 1, gamma: 0.3 }, stored.poly, share],
    // Not positive definite: a fold may have several optima, and each solver ends in one of its own.
    ["sigmoid", { kernel: "sigmoid", gamma: 0.05, coef0: -0.5 }, stored.sigmoid, 0.03],
  ] as const;
  test.each(cases)("two classes, %s", (_, parameters, wanted, tolerance) => {
    const machine = fit(train, stored.two, "binary", { ...tight, ...parameters });
    expect(machine.converged).toBe(true);
    expect(byNumber(supportOf(machine))).toEqual(byNumber(wanted.support));
    expectClose(compileMargins(machine)(asked), wanted.margins, margin);
    expectClose(predictLearner(machine, asked), wanted.probabilities, tolerance);
    // Its own, from other folds.
    expectClose(predictLearner(machine, asked), wanted.own, 0.12);
  });

  test("three classes", () => {
    const machine = fit(train, stored.three, "multiclass", { ...tight, c: 2 });
    expect(byNumber(supportOf(machine))).toEqual(byNumber(stored.rbfThree.support));
    expectClose(compileMargins(machine)(asked), stored.rbfThree.margins, margin);
    expectClose(predictLearner(machine, asked), stored.rbfThree.probabilities, share);
    expectClose(predictLearner(machine, asked), stored.rbfThree.own, 0.12);
  });
});

describe("scikit-learn's SVR: support vectors, and predictions within 2e-5", () => {
  const cases = [
    ["rbf", { c: 3 }, stored.numbers],
    ["poly", { kernel: "poly", degree: 3, coef0: 0.5, c: 0.5, epsilon: 0.3 }, stored.numbersPoly],
    ["linear, no margin", { kernel: "linear", c: 0.2, epsilon: 0 }, stored.numbersLinear],
  ] as const;
  test.each(cases)("%s", (_, parameters, wanted) => {
    const machine = fit(train, stored.y, "regression", { ...tight, ...parameters });
    expect(byNumber(supportOf(machine))).toEqual(byNumber(wanted.support));
    expectClose(predictLearner(machine, asked), wanted.predicted, margin);
  });
});

test("hand-worked: two rows at -1 and 1", () => {
  // Linear kernel: both are support vectors with weight 1/2, the margin is x; at c = 0.1 the weights rest there: 0.2 x.
  const two = numbers([[-1, 1]]);
  const wide = fit(two, [0, 1], "binary", { kernel: "linear" });
  expectClose(compileMargins(wide)(numbers([[3]])), [3], 1e-6);
  const narrow = fit(two, [0, 1], "binary", { kernel: "linear", c: 0.1 });
  expectClose(compileMargins(narrow)(numbers([[3]])), [0.6], 1e-6);
  // A line through (-1, -2) and (1, 2) may miss each by 0.5: slope 1.5.
  const line = fit(two, [-2, 2], "regression", { kernel: "linear", c: 10, epsilon: 0.5 });
  expectClose(predictLearner(line, numbers([[0, 2]])), [0, 3], 2e-3);
});

test("a batch is predicted as its rows are, bit for bit", () => {
  const machine = fit(train, stored.three, "multiclass");
  const alone = stored.asked[0]!.map((_, row) => predictLearner(machine, numbers(stored.asked.map((v) => [v[row]!]))));
  expect(predictLearner(machine, asked)).toEqual(Float64Array.from(alone.flatMap((each) => [...each])));
});

test("the order of rows changes nothing that shows", () => {
  const order = stored.y.map((_, row) => row).sort((a, b) => ((a * 37) % 160) - ((b * 37) % 160));
  const shuffled = numbers(stored.x.map((values) => order.map((row) => values[row]!)));
  const machine = fit(
    shuffled,
    order.map((row) => stored.y[row]!),
    "regression",
    tight,
  );
  expectClose(
    predictLearner(machine, asked),
    [...predictLearner(fit(train, stored.y, "regression", tight), asked)],
    1e-4,
  );
});

test("a class without rows gets no share", () => {
  const choice: AlgorithmChoice = { algorithm: "svm", parameters: {} };
  const context = { task: "multiclass", classCount: 4, seed: 1 } as const;
  const outcome = fitLearner(
    choice,
    train,
    Float64Array.from(stored.three, (value) => value + Number(value > 0)),
    context,
  );
  if (!outcome.ok) throw new Error(outcome.problem.kind);
  const shares = predictLearner(outcome.value, asked);
  const without = predictLearner(fit(train, stored.three, "multiclass"), asked);
  expect([...shares].filter((_, place) => place % 4 === 1).every((value) => value === 0)).toBe(true);
  expect([...shares].filter((_, place) => place % 4 !== 1)).toEqual([...without]);
});

test("a missing feature gives a missing probability", () => {
  const gap: Table = {
    rows: 1,
    columns: stored.x.map((_, at) => numericColumn(`x${at}`, "number", [at === 1 ? null : 1])),
  };
  expect([...predictLearner(fit(train, stored.two, "binary"), gap)]).toEqual([Number.NaN, Number.NaN]);
  expect([...predictLearner(fit(train, stored.three, "multiclass"), gap)]).toEqual([
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});

test("a solver that runs out of iterations says so", () => {
  const stopped = fit(train, stored.two, "binary", { max_iterations: 3 });
  expect(fitWarnings(stopped)).toEqual([
    { kind: "notConverged", algorithm: "svm", iterations: 3, parameter: "max_iterations" },
  ]);
});
