import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { requests, type Steps, sampleModel, type Target } from "./sample-models.ts";
import { bytesOf, expectedOf, largestDifference, scoreOnnx } from "./score-onnx.ts";

const numeric: Steps = [
  { kind: "impute", columns: { names: ["age", "spend", "stay"] }, strategy: "median" },
  { kind: "impute", columns: { names: ["segment"] }, strategy: "mode" },
  { kind: "encode", columns: { names: ["segment"] }, method: "one_hot" },
  { kind: "scale", columns: { names: ["age", "spend", "stay"] }, method: "standard" },
];
const encoded = [
  "age",
  "spend",
  "stay",
  ...["retail", "Business", "é public", "\u{1f600}"].map((level) => `segment=${level}`),
];
const native = ["age", "spend", "segment", "city", "member"];
const cases: readonly (readonly [Target, AlgorithmChoice, Steps, readonly string[]])[] = [
  ...(["linear_regression", "ridge", "lasso", "elastic_net"] as const).map(
    (algorithm) => ["value", { algorithm, parameters: {} }, numeric, encoded] as const,
  ),
  ...(["churned", "grade"] as const).flatMap((target) => [
    [target, { algorithm: "logistic_regression", parameters: {} }, numeric, encoded] as const,
    [target, { algorithm: "linear_svm", parameters: {} }, numeric, encoded] as const,
    [target, { algorithm: "naive_bayes", parameters: {} }, [], native] as const,
  ]),
  ...(["value", "churned", "grade"] as const).flatMap((target) => [
    [target, { algorithm: "dummy", parameters: {} }, [], ["age"]] as const,
    [target, { algorithm: "decision_tree", parameters: {} }, [], native] as const,
    [target, { algorithm: "random_forest", parameters: { trees: 20 } }, [], native] as const,
    [target, { algorithm: "gradient_boosting", parameters: { trees: 30 } }, [], native] as const,
  ]),
];

/** Where no exponential is taken, the runtime's doubles are ours to the last bit. */
const takesNoExponential = (target: Target, { algorithm }: AlgorithmChoice): boolean =>
  target === "value" || ["dummy", "decision_tree", "random_forest"].includes(algorithm);

test.each(cases)("%s by %j", async (target, choice, steps, names) => {
  const model = sampleModel(target, choice, steps, names);
  const rows = requests(500, 2);
  const difference = largestDifference(await scoreOnnx(bytesOf(model), rows), expectedOf(model, rows));
  expect(difference).toBeLessThanOrEqual(takesNoExponential(target, choice) ? 0 : 1e-14);
});
