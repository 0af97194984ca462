import type { FittedCalibration, TrainedModel } from "@mlopsc/learn";
import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { requests, type Steps, sampleModel, type Target } from "./sample-models.ts";
import { bytesOf, expectedOf, largestDifference, scoreOnnx } from "./score-onnx.ts";

const boosting: AlgorithmChoice = { algorithm: "gradient_boosting", parameters: { trees: 8 } };
const forest: AlgorithmChoice = { algorithm: "random_forest", parameters: { trees: 8, max_depth: 5 } };
const tree: AlgorithmChoice = { algorithm: "decision_tree", parameters: { max_depth: 3 } };
const filled: Steps = [{ kind: "impute", columns: { names: ["spend", "stay"] }, strategy: "median" }];

async function differenceOf(model: TrainedModel): Promise<number> {
  const rows = requests(400, 8);
  return largestDifference(await scoreOnnx(bytesOf(model), rows), expectedOf(model, rows));
}

const line = { x: [0.05, 0.3, 0.30000000000000004, 0.7, 1], y: [0, 0.1, 0.4, 0.4, 0.97] };
const steps = { x: [0, 0.2, 0.6], y: [0, 0, 0.5] };
const level = { x: [0.5], y: [0.25] };
const sigmoid = { slope: -1.5, intercept: 0.2 };

test.each<[string, Target, AlgorithmChoice, FittedCalibration]>([
  ["isotonic, two classes", "churned", boosting, { method: "isotonic", curves: [line] }],
  ["isotonic, one point", "churned", forest, { method: "isotonic", curves: [level] }],
  ["isotonic, several classes", "grade", forest, { method: "isotonic", curves: [line, steps, level] }],
  [
    "isotonic, all shares 0",
    "grade",
    tree,
    { method: "isotonic", curves: [0, 0, 0].map(() => ({ x: [0.5], y: [0] })) },
  ],
  ["platt of log-odds", "churned", boosting, { method: "platt", scale: "log_odds", curves: [sigmoid] }],
  ["platt of log-odds that are infinite", "churned", tree, { method: "platt", scale: "log_odds", curves: [sigmoid] }],
  [
    "platt of probabilities, several classes",
    "grade",
    forest,
    {
      method: "platt",
      scale: "probability",
      curves: [sigmoid, { slope: -8, intercept: 4 }, { slope: 0, intercept: 0 }],
    },
  ],
])("calibration: %s", async (_, target, choice, calibration) => {
  const model = { ...sampleModel(target, choice, filled, ["age", "spend", "segment"]), calibration };
  expect(await differenceOf(model)).toBeLessThanOrEqual(1e-14);
});

test.each([0, 0.3, 0.8, 1])("of two classes the second is predicted above a threshold of %d", async (threshold) => {
  const model = { ...sampleModel("churned", forest, filled, ["age", "spend"]), threshold };
  expect(await differenceOf(model)).toBe(0);
});

test("of several classes the one is predicted that is expected to cost least", async () => {
  const model = sampleModel("grade", forest, filled, ["age", "spend", "segment"]);
  const [first, second] = model.classes.map(String);
  const costs = { classes: "named", pairs: [{ actual: first!, predicted: second!, cost: 9 }], other: 1 } as const;
  const costed = { ...model, definition: { ...model.definition, costs } };
  const rows = requests(400, 8);
  expect(expectedOf(costed, rows)).not.toEqual(expectedOf(model, rows));
  expect(await differenceOf(costed)).toBe(0);
});

test("counts are predicted through the exponential", async () => {
  const loss: AlgorithmChoice = { algorithm: "gradient_boosting", parameters: { trees: 8, loss: "poisson" } };
  const model = sampleModel("churned", boosting, filled, ["age", "spend"]);
  const counts = {
    ...model,
    classes: [],
    choice: loss,
    definition: { ...model.definition, task: "regression" as const },
  };
  const { learner } = model;
  if (learner.algorithm !== "gradient_boosting") throw new Error("not boosted");
  const poisson = { ...learner, task: "regression", classCount: 0, loss: "poisson" } as const;
  expect(await differenceOf({ ...counts, learner: poisson })).toBeLessThanOrEqual(1e-14);
});

test("what was there a season ago", async () => {
  const choice: AlgorithmChoice = { algorithm: "seasonal_naive", parameters: {}, columns: ["spend", "stay"] };
  expect(await differenceOf(sampleModel("value", choice, filled, ["spend", "stay"]))).toBe(0);
});
