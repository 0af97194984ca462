import { fitLearner, numericColumn, predictLearner, seededRandom, type Table } from "@mlopsc/learn";
import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";

// Above 40 000 rows columns are not copied: what the solver then has to get right are columns of all sorts.
const rows = 41_000;
const random = seededRandom(5, "many");
const normals = Array.from({ length: 4 }, () => Float64Array.from({ length: rows }, () => random.normal()));
const [plain, other, third, noise] = normals as [Float64Array, Float64Array, Float64Array, Float64Array];
const columns = {
  plain,
  shifted: other.map((value) => 50 + 3 * value),
  far: third.map((value) => 1e9 + value),
  tiny: noise.map((value, row) => 1e-120 * (value + plain[row]!)),
  constant: new Float64Array(rows).fill(7),
};
const table: Table = {
  rows,
  columns: Object.entries(columns).map(([name, values]) => numericColumn(name, "number", values)),
};
const score = plain.map((value, row) => value - 0.5 * other[row]! + 0.3 * third[row]! + noise[row]!);

function fit(algorithm: AlgorithmChoice["algorithm"], target: Float64Array, task: Task, classCount: number) {
  const outcome = fitLearner({ algorithm, parameters: {} }, table, target, { task, classCount, seed: 1 });
  if (!outcome.ok) throw new Error(outcome.problem.kind);
  if (!("coefficients" in outcome.value)) throw new Error("not linear");
  return outcome.value;
}

/** The mean product of what is left with a standard column. */
function leftOver(errors: Float64Array, values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / rows;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows);
  return errors.reduce((sum, error, row) => sum + (error * (values[row]! - mean)) / deviation, 0) / rows;
}

test.each([
  ["binary", 2, (value: number) => Number(value > 0)],
  ["multiclass", 3, (value: number) => Number(value > -0.5) + Number(value > 0.8)],
] as const)("logistic regression for %s: the gradient is 0 at its end", (task, classCount, classOf) => {
  const target = score.map(classOf);
  const fitted = fit("logistic_regression", target, task, classCount);
  expect(fitted.converged).toBe(true);
  const shares = predictLearner(fitted, table);
  for (let index = 0; index < classCount; index++) {
    const errors = target.map((value, row) => shares[row * classCount + index]! - Number(value === index));
    // The penalty on three columns is at most coefficient / rows; on the tiny one it is everything.
    for (const name of ["plain", "shifted", "far"] as const) {
      expect(Math.abs(leftOver(errors, columns[name]))).toBeLessThan(1e-4);
    }
    expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / rows)).toBeLessThan(1e-5);
  }
  for (const [, , , tiny, constant] of fitted.coefficients) {
    expect(Math.abs(tiny! * 1e-120)).toBeLessThan(1e-90);
    expect(constant).toBe(0);
  }
});

test("least squares: nothing is left that a column tells", () => {
  const fitted = fit("linear_regression", score, "regression", 0);
  const predicted = predictLearner(fitted, table);
  const errors = score.map((value, row) => value - predicted[row]!);
  // A ninth digit is all that 1e9 + x leaves of a prediction.
  for (const values of Object.values(columns).slice(0, 4))
    expect(Math.abs(leftOver(errors, values))).toBeLessThan(1e-7);
  expect(fitted.coefficients[0]!.slice(0, 3).map((value) => Math.round(value * 50) / 50)).toEqual([-0, -0.16, 0.3]);
});
