import { evaluateMetric, fitLearner, predictLearner, takeRows } from "@mlopsc/learn";
import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { generatedData } from "../../reference/generated-data.ts";
import stored from "../../reference/trees.json" with { type: "json" };

const { table, raw } = generatedData(6000, 6, 42);
const rows = Int32Array.from({ length: 6000 }, (_, row) => row);
const train = rows.subarray(0, 2000);
const test4000 = rows.subarray(2000);
const two = raw.map((value) => Number(value > 0.3));
const three = raw.map((value) => Number(value > 0) + Number(value > 0.8));

function score(choice: AlgorithmChoice, target: Float64Array, task: Task, seed: number): number {
  const classCount = task === "regression" ? 0 : task === "binary" ? 2 : 3;
  const fitted = fitLearner(choice, takeRows(table, train), target.subarray(0, 2000), { task, classCount, seed });
  if (!fitted.ok) throw new Error(fitted.problem.kind);
  const scored = { task, classCount, predicted: predictLearner(fitted.value, takeRows(table, test4000)) };
  const metric = task === "regression" ? "rmse" : "auc";
  const value = evaluateMetric({ metric }, target.subarray(2000), scored);
  if (!value.ok) throw new Error(value.problem.kind);
  return value.value;
}

function meanScore(choice: AlgorithmChoice, target: Float64Array, task: Task, seeds: number): number {
  let sum = 0;
  for (let seed = 0; seed < seeds; seed++) sum += score(choice, target, task, seed);
  return sum / seeds;
}

const forest: AlgorithmChoice = { algorithm: "random_forest", parameters: {} };
const boosting: AlgorithmChoice = { algorithm: "gradient_boosting", parameters: {} };

test("the generator gives the numbers that scikit-learn saw", () => {
  expect([raw[0], raw[5999]]).toEqual(stored.check.slice(0, 2));
  expect(two.reduce((sum, value) => sum + value, 0)).toBe(stored.check[2]);
  expect(three.reduce((sum, value) => sum + value, 0)).toBe(stored.check[3]);
});

// Means over seeds of both sides; a single forest of 100 trees varies by about 0.002.
test("forests rank as well as scikit-learn's, within 0.003 of the AUC", () => {
  expect(meanScore(forest, two, "binary", 5)).toBeGreaterThan(stored.forestBinary - 0.003);
  expect(meanScore(forest, three, "multiclass", 3)).toBeGreaterThan(stored.forestThree - 0.003);
});

test("regression forests err no more than 2 % above scikit-learn's", () => {
  expect(meanScore(forest, raw, "regression", 3)).toBeLessThan(stored.forestRegression * 1.02);
});

// One cut put elsewhere moves the AUC of a single tree by up to 0.02.
test("a tree ranks like scikit-learn's", () => {
  const choice: AlgorithmChoice = { algorithm: "decision_tree", parameters: { min_samples_leaf: 20 } };
  expect(score(choice, two, "binary", 0)).toBeGreaterThan(stored.tree - 0.02);
});

// The trees are the same; what is left is where in the gaps between bins they cut.
test("boosting is as good as scikit-learn's histogram boosting", () => {
  expect(Math.abs(score(boosting, two, "binary", 0) - stored.boostingBinary)).toBeLessThan(0.001);
  expect(Math.abs(score(boosting, three, "multiclass", 0) - stored.boostingThree)).toBeLessThan(0.001);
  expect(Math.abs(score(boosting, raw, "regression", 0) / stored.boostingRegression - 1)).toBeLessThan(0.005);
});

test("subsampling and early stopping keep the quality, and stopping keeps fewer rounds", () => {
  const parameters = { trees: 400, learning_rate: 0.3, subsample: 0.7, early_stopping: 10 };
  const choice: AlgorithmChoice = { algorithm: "gradient_boosting", parameters };
  expect(score(choice, two, "binary", 3)).toBeGreaterThan(stored.boostingBinary - 0.02);
  const context = { task: "binary", classCount: 2, seed: 3 } as const;
  const fitted = fitLearner(choice, takeRows(table, train), two.subarray(0, 2000), context);
  if (!fitted.ok || fitted.value.algorithm !== "gradient_boosting") throw new Error("not boosted");
  expect(fitted.value.rounds).toBeGreaterThan(5);
  expect(fitted.value.rounds).toBeLessThan(400);
  expect(fitted.value.ensemble.roots).toHaveLength(fitted.value.rounds);
});
