import { fitLearner, numericColumn, predictLearner, type Table, takeRows } from "@mlopsc/learn";
import { type AlgorithmChoice, type AlgorithmName, algorithmEntry, algorithms, type Task } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { compileMargins } from "../../src/learners/svm/kernel-predictor.ts";
import stored from "../reference/weights.json" with { type: "json" };

const columns = stored.x.map((values, at) => numericColumn(`x${at}`, "number", values));
const table: Table = { rows: stored.z.length, columns };
const first20 = takeRows(
  table,
  Int32Array.from({ length: 20 }, (_, row) => row),
);
const weights = Float64Array.from(stored.weights);

type Target = "z" | "two" | "three";
const tasks = { z: "regression", two: "binary", three: "multiclass" } as const satisfies Record<Target, Task>;
const classCounts = { z: 0, two: 2, three: 3 };

interface Asked {
  readonly weights?: Float64Array;
  readonly rows?: Int32Array;
}

function fit(algorithm: AlgorithmName, of: Target, parameters: AlgorithmChoice["parameters"], asked: Asked = {}) {
  const { rows = Int32Array.from({ length: table.rows }, (_, row) => row), ...weighed } = asked;
  const target = Float64Array.from(rows, (row) => stored[of][row]!);
  const context = { task: tasks[of], classCount: classCounts[of], seed: 1, ...weighed };
  const fitted = fitLearner({ algorithm, parameters }, takeRows(table, rows), target, context);
  if (!fitted.ok) throw new Error(fitted.problem.kind);
  return fitted.value;
}

function expectClose(found: ArrayLike<number>, wanted: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(wanted.length);
  expect(Math.max(...wanted.map((value, at) => Math.abs(value - found[at]!)))).toBeLessThan(tolerance);
}

const balanced = { class_weight: "balanced" };
const exact = { max_iterations: 100_000 };
const boosting = { trees: 30 };

describe("as scikit-learn's, on rows that count differently", () => {
  test.each([
    ["linear_regression", {}, stored.linear_regression, 1e-10],
    ["ridge", { alpha: 20 }, stored.ridge, 1e-10],
    ["lasso", { ...exact, alpha: 0.1, tolerance: 1e-12 }, stored.lasso, 1e-6],
    ["elastic_net", { ...exact, alpha: 0.2, l1_ratio: 0.3, tolerance: 1e-12 }, stored.elastic_net, 1e-6],
  ] as const)("%s", (algorithm, parameters, wanted, tolerance) => {
    const fitted = fit(algorithm, "z", parameters, { weights });
    if (!("coefficients" in fitted)) throw new Error("no terms");
    expectClose(fitted.coefficients[0]!, wanted.coefficients[0]!, tolerance);
    expectClose(fitted.intercepts, wanted.intercepts, 10 * tolerance);
  });

  test.each([
    ["weights", "two", {}, stored.logistic, true, 1e-6],
    ["weights, three classes", "three", {}, stored.logisticThree, true, 1e-6],
    // What scikit-learn's SAGA leaves.
    ["weights, sparse", "two", { c: 0.05, penalty: "l1" }, stored.logisticSparse, true, 1e-4],
    ["balanced classes", "two", balanced, stored.logisticBalanced, false, 1e-6],
    ["both", "three", balanced, stored.logisticBoth, true, 1e-6],
  ] as const)("logistic_regression: %s", (_, of, parameters, wanted, weighs, tolerance) => {
    const fitted = fit("logistic_regression", of, { ...exact, c: 0.3, ...parameters }, weighs ? { weights } : {});
    expectClose(predictLearner(fitted, first20), wanted.flat(), tolerance);
  });

  test.each([
    ["weights", {}, stored.linearSvm, true],
    ["balanced classes", balanced, stored.linearSvmBalanced, false],
  ] as const)("linear_svm: %s", (_, parameters, wanted, weighs) => {
    const options = { max_iterations: 100_000, tolerance: 1e-8, ...parameters };
    const fitted = fit("linear_svm", "two", options, weighs ? { weights } : {});
    if (!("margins" in fitted)) throw new Error("no margins");
    expectClose(fitted.margins.coefficients[0]!, wanted.coefficients[0]!, 1e-4);
    expectClose(fitted.margins.intercepts, wanted.intercepts, 1e-3);
  });

  test("svm", () => {
    for (const [parameters, wanted, asked] of [
      [{}, stored.svm, { weights }],
      [balanced, stored.svmBalanced, {}],
    ] as const) {
      const fitted = fit("svm", "two", { tolerance: 1e-9, ...parameters }, asked);
      if (fitted.algorithm !== "svm") throw new Error(fitted.algorithm);
      expectClose(compileMargins(fitted)(first20), wanted, 1e-6);
    }
    const numbers = fit("svm", "z", { tolerance: 1e-9 }, { weights });
    expectClose(predictLearner(numbers, first20), stored.svr, 1e-6);
  });

  test("naive_bayes and dummy", () => {
    expectClose(predictLearner(fit("naive_bayes", "three", {}, { weights }), first20), stored.bayes.flat(), 1e-9);
    const one = takeRows(table, Int32Array.of(0));
    expectClose(predictLearner(fit("dummy", "z", {}, { weights }), one), [stored.mean], 1e-12);
    expectClose(predictLearner(fit("dummy", "three", {}, { weights }), one), stored.prior, 1e-12);
  });

  test("trees, which are the same trees", () => {
    const numbers = fit("decision_tree", "z", { min_samples_leaf: 25 }, { weights });
    expectClose(predictLearner(numbers, first20), stored.tree, 1e-9);
    const classes = fit("decision_tree", "three", { min_samples_leaf: 40, ...balanced });
    expectClose(predictLearner(classes, first20), stored.treeBalanced.flat(), 1e-6);
  });

  // scikit-learn's gradients are single precision.
  test("boosting, which is the same trees", () => {
    expectClose(predictLearner(fit("gradient_boosting", "z", boosting, { weights }), first20), stored.boosting, 1e-5);
    const two = fit("gradient_boosting", "two", boosting, { weights });
    expectClose(predictLearner(two, first20), stored.boostingTwo.flat(), 1e-5);
    const three = fit("gradient_boosting", "three", { ...boosting, ...balanced });
    expectClose(predictLearner(three, first20), stored.boostingBalanced.flat(), 1e-5);
  });
});

/** What is neither random nor counts rows beside their weight. */
const alone: Partial<Record<AlgorithmName, AlgorithmChoice["parameters"]>> = {
  decision_tree: { min_samples_leaf: 1, max_depth: 4 },
  random_forest: { bootstrap: false, max_features: 1, trees: 2, max_depth: 4 },
  // One split, so that no node is opened for a row that is there twice and draws.
  extra_trees: { max_features: 1, trees: 5, max_depth: 1 },
  gradient_boosting: { min_samples_leaf: 1, trees: 5, max_leaves: 6, max_bins: 255 },
  lasso: { tolerance: 1e-12, max_iterations: 100_000, alpha: 0.01 },
  elastic_net: { tolerance: 1e-12, max_iterations: 100_000, alpha: 0.01 },
};
const weighable = (Object.keys(algorithms) as AlgorithmName[]).filter(
  (name) => algorithmEntry(name).unweighable === undefined && !name.endsWith("svm"),
);

test.each(weighable)("a row of weight 2 is a row that is there twice: %s", (algorithm) => {
  const of = algorithmEntry(algorithm).tasks.includes("regression") ? "z" : "three";
  const rows = Int32Array.from({ length: 80 }, (_, row) => row);
  const twice = Float64Array.from(rows, (row) => 1 + (row % 2));
  const repeated = Int32Array.from([...rows, ...rows.filter((row) => row % 2 === 1)]);
  const parameters = alone[algorithm] ?? {};
  const weighed = predictLearner(fit(algorithm, of, parameters, { rows, weights: twice }), table);
  expectClose(weighed, [...predictLearner(fit(algorithm, of, parameters, { rows: repeated }), table)], 1e-6);
});

// Probabilities come from folds, which deal rows; margins do not.
test.each([
  ["linear_svm", { loss: "hinge" }],
  ["linear_svm", { loss: "squared_hinge" }],
  ["svm", { kernel: "linear" }],
] as const)("a row of weight 2 is a row that is there twice: margins of %s, %o", (algorithm, parameters) => {
  const rows = Int32Array.from({ length: 80 }, (_, row) => row);
  const twice = Float64Array.from(rows, (row) => 1 + (row % 2));
  const repeated = Int32Array.from([...rows, ...rows.filter((row) => row % 2 === 1)]);
  const exactly = { ...parameters, c: 0.05, tolerance: 1e-9, max_iterations: 1_000_000 };
  const [one, other] = [{ rows, weights: twice }, { rows: repeated }].map((asked) => {
    const fitted = fit(algorithm, "two", exactly, asked);
    if (fitted.algorithm === "svm") return [...compileMargins(fitted)(first20)];
    if (!("margins" in fitted)) throw new Error("no margins");
    return [...fitted.margins.coefficients[0]!, ...fitted.margins.intercepts];
  });
  expectClose(one!, other!, 1e-5);
});

test.each(weighable)("weights are not without effect: %s", (algorithm) => {
  const of = algorithmEntry(algorithm).tasks.includes("regression") ? "z" : "three";
  const parameters = alone[algorithm] ?? {};
  const [with_, without] = [{ weights }, {}].map((asked) =>
    predictLearner(fit(algorithm, of, parameters, asked), table),
  );
  expect(with_).not.toEqual(without);
});
