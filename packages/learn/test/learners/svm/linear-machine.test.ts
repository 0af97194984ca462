import {
  allRows,
  type FittedLearner,
  fitLearner,
  fitWarnings,
  numericColumn,
  predictLearner,
  seededRandom,
  type Table,
} from "@mlopsc/learn";
import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { solveDual } from "../../../src/learners/svm/dual-descent.ts";
import { plattScale } from "../../../src/learners/svm/platt-scaling.ts";
import { solvePrimal } from "../../../src/learners/svm/primal-newton.ts";
import { stratifiedFolds } from "../../../src/learners/svm/stratified-folds.ts";
import stored from "../../reference/machine.json" with { type: "json" };

const part = (from: number, to: number): Table => ({
  rows: to - from,
  columns: stored.x.map((values, index) => numericColumn(`x${index}`, "number", values.slice(from, to))),
});

type Machine = Extract<FittedLearner, { algorithm: "linear_svm" }>;

function fit(
  table: Table,
  target: readonly number[],
  classCount: number,
  parameters: AlgorithmChoice["parameters"],
): Machine {
  const choice: AlgorithmChoice = { algorithm: "linear_svm", parameters };
  const task = classCount === 2 ? "binary" : "multiclass";
  const outcome = fitLearner(choice, table, Float64Array.from(target), { task, classCount, seed: 4 });
  if (!outcome.ok) throw new Error(outcome.problem.kind);
  if (outcome.value.algorithm !== "linear_svm") throw new Error(outcome.value.algorithm);
  return outcome.value;
}

function expectClose(found: ArrayLike<number>, wanted: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, index) => {
    expect(Math.abs(value - found[index]!)).toBeLessThanOrEqual(tolerance);
  });
}

const tight = { tolerance: 1e-9, max_iterations: 100_000 };
const cases = [
  ["squared hinge", { ...tight, c: 0.5 }, stored.two, 2, stored.squared],
  ["hinge", { ...tight, c: 0.1, loss: "hinge" }, stored.two, 2, stored.hinge],
  ["squared hinge, three classes", { ...tight, c: 0.5 }, stored.three, 3, stored.squaredThree],
] as const;

test.each(cases)("%s: scikit-learn's machine within 1e-6, its probabilities within 1e-3", (...row) => {
  const [, parameters, target, classCount, wanted] = row;
  const found = fit(part(0, 150), target, classCount, parameters);
  expect(found.converged).toBe(true);
  expectClose(found.margins.coefficients.flat(), wanted.coefficients.flat(), 1e-6);
  expectClose(found.margins.intercepts, wanted.intercepts, 1e-6);
  // Its sigmoid is fitted by BFGS to a gradient of 1e-5 only.
  expectClose(predictLearner(found, part(0, 10)), wanted.probabilities.flat(), 1e-3);
});

test("hand-worked: two rows at -1 and 1", () => {
  // With both margins at most 1, |w|² / 2 + 2c (1 - w)² is least at w = 4c / (1 + 4c); the intercept is 0.
  const table: Table = { rows: 2, columns: [numericColumn("x", "number", [-1, 1])] };
  const squared = fit(table, [0, 1], 2, { ...tight, c: 0.25 });
  expectClose([squared.margins.coefficients[0]![0]!, squared.margins.intercepts[0]!], [0.5, 0], 1e-8);
  // The hinge's dual: each is at its bound c, and w = 2c.
  const hinge = fit(table, [0, 1], 2, { ...tight, c: 0.25, loss: "hinge" });
  expectClose([hinge.margins.coefficients[0]![0]!, hinge.margins.intercepts[0]!], [0.5, 0], 1e-8);
});

test("the primal and the dual end at the same machine", () => {
  const columns = [...stored.x.map((values) => Float64Array.from(values)), new Float64Array(150).fill(1)];
  const width = columns.length;
  const values = Float64Array.from({ length: 150 * width }, (_, at) => columns[at % width]![Math.floor(at / width)]!);
  const signs = Float64Array.from(stored.two, (truth) => 2 * truth - 1);
  const rows = allRows(150);
  const weights = Float64Array.from(rows, (row) => 1 + (row % 3));
  const options = { c: 3, weights, squared: true, tolerance: 1e-9, maxIterations: 100_000 };
  const primal = solvePrimal(columns, signs, rows, options);
  const dual = solveDual({ rows: 150, width, values }, signs, rows, options, seededRandom(1));
  expect(primal?.converged).toBe(true);
  expect(dual.converged).toBe(true);
  expectClose(primal!.weights, [...dual.weights], 1e-7);
});

test("the seed changes the way, not the end", () => {
  const choice: AlgorithmChoice = { algorithm: "linear_svm", parameters: { ...tight, loss: "hinge" } };
  const [one, other] = [1, 2].map((seed) => {
    const context = { task: "binary", classCount: 2, seed } as const;
    const outcome = fitLearner(choice, part(0, 150), Float64Array.from(stored.two), context);
    if (!outcome.ok) throw new Error(outcome.problem.kind);
    return predictLearner(outcome.value, part(0, 150));
  });
  expectClose(one!, [...other!], 1e-6);
});

test("a solver that runs out of iterations says so", () => {
  const stopped = fit(part(0, 150), stored.two, 2, { max_iterations: 2 });
  expect(fitWarnings(stopped)).toEqual([
    { kind: "notConverged", algorithm: "linear_svm", iterations: 2, parameter: "max_iterations" },
  ]);
});

test("a missing feature gives a missing probability", () => {
  const machine = fit(part(0, 150), stored.two, 2, {});
  const asked: Table = {
    rows: 1,
    columns: stored.x.map((_, index) => numericColumn(`x${index}`, "number", [index === 0 ? null : 1])),
  };
  expect([...predictLearner(machine, asked)]).toEqual([Number.NaN, Number.NaN]);
});

test("folds hold an equal share of each class, in order", () => {
  const target = Float64Array.of(0, 0, 1, 0, 0, 1, 1, 1);
  expect(stratifiedFolds(target, 2, 2)).toEqual(Int32Array.of(0, 0, 0, 1, 1, 0, 1, 1));
  expect(stratifiedFolds(target, 3, 9)).toEqual(Int32Array.of(0, 1, 0, 2, 3, 1, 2, 3));
  expect(stratifiedFolds(Float64Array.of(0, 0, 1), 2, 5)).toBeNull();
});

test("Platt's scale: scores that tell nothing give the share, held inside 0 and 1", () => {
  const none = plattScale(new Float64Array(4), Uint8Array.of(1, 0, 0, 0));
  // Truths are 2/3 and 1/5.
  expect(1 / (1 + Math.exp(none.intercept))).toBeCloseTo((2 / 3 + 3 / 5) / 4, 9);
  const good = plattScale(Float64Array.of(-2, -1, 1, 2), Uint8Array.of(0, 0, 1, 1));
  expect(good.slope).toBeLessThan(0);
  expect(good.intercept).toBeCloseTo(0, 6);
});
