import {
  fitLearner,
  numericColumn,
  predictLearner,
  seededRandom,
  type Table,
  takeRows,
  textColumn,
} from "@mlopsc/learn";
import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { generatedData } from "../../reference/generated-data.ts";
import stored from "../../reference/losses.json" with { type: "json" };

const { table, raw } = generatedData(6000, 6, 42);
const rows = Int32Array.from({ length: 6000 }, (_, row) => row);
const [train, held] = [rows.subarray(0, 2000), rows.subarray(2000)];
const counts = raw.map((value) => Math.floor(Math.exp(Math.min(value, 3))));
const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

function predicted(choice: AlgorithmChoice, target: Float64Array, task: Task = "regression", seed = 0): Float64Array {
  const context = { task, classCount: task === "binary" ? 2 : 0, seed };
  const fitted = fitLearner(choice, takeRows(table, train), target.subarray(0, 2000), context);
  if (!fitted.ok) throw new Error(fitted.problem.kind);
  return predictLearner(fitted.value, takeRows(table, held));
}

const boosting = (parameters: AlgorithmChoice["parameters"]): AlgorithmChoice => ({
  algorithm: "gradient_boosting",
  parameters,
});

function pinball(truth: Float64Array, guess: Float64Array, level: number): number {
  return mean(truth.map((value, row) => Math.max(level * (value - guess[row]!), (level - 1) * (value - guess[row]!))));
}

test("the generator gives the numbers that scikit-learn saw", () => {
  const total = counts.reduce((sum, value) => sum + value, 0);
  expect([raw[0], raw[5999], total]).toEqual(stored.check);
});

// Within 2 %: bins are cut at other quantiles, and one cut more or less moves these by about 1 %.
test("absolute and quantile loss are as low as scikit-learn's", () => {
  const truth = raw.subarray(2000);
  const absolute = predicted(boosting({ loss: "absolute_error" }), raw);
  expect(2 * pinball(truth, absolute, 0.5)).toBeLessThan(stored.absolute * 1.02);
  const upper = predicted(boosting({ loss: "quantile", quantile: 0.9 }), raw);
  expect(pinball(truth, upper, 0.9)).toBeLessThan(stored.upper * 1.02);
  const covered = mean(truth.map((value, row) => Number(value <= upper[row]!)));
  expect(covered).toBeGreaterThan(0.8);
  expect(covered).toBeLessThan(0.95);
});

test("Poisson loss predicts means of counts, never below 0, as well as scikit-learn's", () => {
  const truth = counts.subarray(2000);
  const guess = predicted(boosting({ loss: "poisson" }), counts);
  expect(Math.min(...guess)).toBeGreaterThan(0);
  const deviance = mean(
    truth.map(
      (count, row) => 2 * (count === 0 ? guess[row]! : count * Math.log(count / guess[row]!) - count + guess[row]!),
    ),
  );
  expect(deviance).toBeLessThan(stored.poisson * 1.02);
});

test("Poisson loss says that it takes no number below 0", () => {
  const context = { task: "regression", classCount: 0, seed: 0 } as const;
  const fitted = fitLearner(boosting({ loss: "poisson" }), table, raw, context);
  expect(fitted).toEqual({
    ok: false,
    problem: { kind: "negativeTarget", rows: raw.filter((value) => value < 0).length },
  });
});

// A single forest varies by about 0.002 of the AUC and 0.7 % of the error.
test("extra trees rank and err as scikit-learn's", () => {
  const two = raw.map((value) => Number(value > 0.3));
  const choice: AlgorithmChoice = { algorithm: "extra_trees", parameters: {} };
  const seeds = [0, 1, 2];
  const aucs = seeds.map((seed) => auc(two.subarray(2000), predicted(choice, two, "binary", seed)));
  expect(mean(aucs)).toBeGreaterThan(stored.extraTrees - 0.003);
  const errors = seeds.map((seed) => rmse(raw.subarray(2000), predicted(choice, raw, "regression", seed)));
  expect(mean(errors)).toBeLessThan(stored.extraTreesRegression * 1.02);
});

const rmse = (truth: Float64Array, guess: Float64Array): number =>
  Math.sqrt(mean(truth.map((value, row) => (value - guess[row]!) ** 2)));

/** The share of pairs of both classes that are ranked right; `guess` is rows × 2. */
function auc(truth: Float64Array, guess: Float64Array): number {
  const order = Array.from(truth.keys()).sort((a, b) => guess[2 * a + 1]! - guess[2 * b + 1]!);
  let below = 0;
  let pairs = 0;
  for (const row of order) {
    if (truth[row] === 0) below++;
    else pairs += below;
  }
  return pairs / (below * (truth.length - below));
}

test("extra trees part categories and missing values", () => {
  const random = seededRandom(4, "extra");
  const level = Array.from({ length: 400 }, () => ["a", "b", "c", null][random.integer(4)] ?? null);
  const number = Array.from({ length: 400 }, () => (random.next() < 0.3 ? null : random.normal()));
  const sample: Table = {
    rows: 400,
    columns: [textColumn("level", "category", level), numericColumn("x", "number", number)],
  };
  const target = Float64Array.from(level, (one, row) => (one === "b" ? 5 : 0) + (number[row] === null ? 2 : 0));
  const choice: AlgorithmChoice = { algorithm: "extra_trees", parameters: { max_features: 1 } };
  const fitted = fitLearner(choice, sample, target, { task: "regression", classCount: 0, seed: 0 });
  if (!fitted.ok) throw new Error(fitted.problem.kind);
  const guess = predictLearner(fitted.value, sample);
  expect(rmse(target, guess)).toBeLessThan(1e-9);
});

test("depth-wise trees differ, are as good, and a share of the columns for each split too", () => {
  const plain = rmse(raw.subarray(2000), predicted(boosting({}), raw));
  for (const parameters of [{ grow_policy: "depth_wise" }, { max_features: 0.5 }]) {
    const error = rmse(raw.subarray(2000), predicted(boosting(parameters), raw));
    expect(error).not.toBe(plain);
    expect(error).toBeLessThan(plain * 1.1);
  }
});
