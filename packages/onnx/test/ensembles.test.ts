import { combineModels, type EnsembleModel } from "@mlopsc/learn";
import type { AlgorithmChoice, EnsembleWeights, FoldPlan } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { call } from "../../engine/test/sql/random-expression.ts";
import { known, memberOf, today } from "../../learn/test/ensemble/members.ts";
import { exportOnnx } from "../src/index.ts";
import { requests, type Steps, sampleDefinition, type Target, trainingRows } from "./sample-models.ts";
import { bytesOf, expectedOf, largestDifference, plain, scoreOnnx } from "./score-onnx.ts";

const folds: FoldPlan = { kind: "cross_validation", folds: 3, by: "random" };
const forest: AlgorithmChoice = { algorithm: "random_forest", parameters: { trees: 5, max_depth: 4 } };
const boosting: AlgorithmChoice = { algorithm: "gradient_boosting", parameters: { trees: 5 } };
const linear = { value: "ridge", churned: "logistic_regression", grade: "logistic_regression" } as const;
const inScope: Steps = [
  {
    kind: "filter",
    condition: call(
      "not",
      call("equal", { kind: "column", name: "segment" }, { kind: "literal", type: "text", value: "retail" }),
    ),
    source: 'not segment == "retail"',
  },
];
const filled: Steps = [
  ...inScope,
  { kind: "derive", name: "older", type: "int", expression: { kind: "column", name: "age" } },
  { kind: "impute", columns: { names: ["spend"] }, strategy: "median" },
];

function ensemble(target: Target, weights: EnsembleWeights): EnsembleModel {
  const rows = trainingRows();
  const members = [
    memberOf(sampleDefinition("trees", target, inScope, ["age", "segment"]), forest, rows, folds),
    memberOf(sampleDefinition("boosted", target, inScope, ["spend", "city"]), boosting, rows, folds),
    memberOf(
      sampleDefinition("sums", target, filled, ["spend"]),
      { algorithm: linear[target], parameters: {} },
      rows,
      folds,
    ),
  ];
  return known(combineModels(members, rows, { name: "blend", weights, folds, metrics: [], seed: 1, today })).model;
}

const stackings = {
  value: { kind: "stacking", learner: { algorithm: "ridge", parameters: {} } },
  churned: { kind: "stacking", learner: { algorithm: "logistic_regression", parameters: {} } },
  grade: { kind: "stacking", learner: { algorithm: "logistic_regression", parameters: {} } },
} as const satisfies Readonly<Record<Target, EnsembleWeights>>;

test.each(["value", "churned", "grade"] as const)("%s by several models, averaged and stacked", async (target) => {
  const rows = requests(300, 6);
  for (const weights of [{ kind: "mean" }, stackings[target]] as const) {
    const model = ensemble(target, weights);
    const difference = largestDifference(await scoreOnnx(bytesOf(model), rows), expectedOf(model, rows));
    expect(difference).toBeLessThanOrEqual(target === "value" ? 0 : 1e-14);
  }
});

test("an ensemble decides by its own threshold or costs", async () => {
  const rows = requests(300, 6);
  const parted = { ...ensemble("churned", { kind: "mean" }), threshold: 0.3 };
  const graded = ensemble("grade", { kind: "mean" });
  const [first, second] = graded.classes.map(String);
  const costs = { classes: "named", pairs: [{ actual: first!, predicted: second!, cost: 9 }], other: 1 } as const;
  const costed = { ...graded, definition: { ...graded.definition, costs } };
  for (const [model, plainly] of [
    [parted, { ...parted, threshold: 0.5 }],
    [costed, graded],
  ] as const) {
    const expected = expectedOf(model, rows);
    expect(expected["prediction"]).not.toEqual(expectedOf(plainly, rows)["prediction"]);
    expect((await scoreOnnx(bytesOf(model), rows))["prediction"]).toEqual(expected["prediction"]);
  }
});

test("an ensemble has no learner of its own to export", () => {
  const exported = exportOnnx(ensemble("value", { kind: "mean" }), { ...plain, learnerOnly: true });
  expect(exported.ok ? "" : exported.problem.what).toBe("an ensemble without its pipelines");
});
