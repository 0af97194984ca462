import { type FittedLearner, fitLearner, fitWarnings, numericColumn, predictLearner, type Table } from "@mlopsc/learn";
import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import stored from "../../reference/penalised.json" with { type: "json" };

const table: Table = {
  rows: stored.y.length,
  columns: stored.x.map((values, index) => numericColumn(`x${index}`, "number", values)),
};
const firstFive: Table = {
  rows: 5,
  columns: stored.x.map((values, index) => numericColumn(`x${index}`, "number", values.slice(0, 5))),
};

type Linear = Extract<FittedLearner, { coefficients: unknown }>;

function fit(choice: AlgorithmChoice, features: Table, target: readonly number[], task: Task = "regression"): Linear {
  const classCount = task === "regression" ? 0 : task === "binary" ? 2 : 3;
  const outcome = fitLearner(choice, features, Float64Array.from(target), { task, classCount, seed: 0 });
  if (!outcome.ok) throw new Error(outcome.problem.kind);
  if (!("coefficients" in outcome.value)) throw new Error("not linear");
  return outcome.value;
}

function expectClose(found: readonly number[], wanted: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, index) => {
    expect(Math.abs(value - wanted[index]!)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(wanted[index]!)));
  });
}

const zeros = (values: readonly number[]): number[] => values.flatMap((value, at) => (value === 0 ? [at] : []));

const squares: readonly [string, AlgorithmChoice, keyof typeof stored & `${"lasso" | "elasticNet"}${string}`][] = [
  ["lasso", { algorithm: "lasso", parameters: { alpha: 0.2 } }, "lasso"],
  ["elastic net", { algorithm: "elastic_net", parameters: { alpha: 0.3, l1_ratio: 0.4 } }, "elasticNet"],
  [
    "lasso to a small gap",
    { algorithm: "lasso", parameters: { alpha: 0.02, tolerance: 1e-10, max_iterations: 100_000 } },
    "lassoTight",
  ],
  [
    "elastic net to a small gap",
    { algorithm: "elastic_net", parameters: { alpha: 0.05, l1_ratio: 0.7, tolerance: 1e-10, max_iterations: 100_000 } },
    "elasticNetTight",
  ],
];

test.each(squares)(
  "%s takes scikit-learn's path: its coefficients, within 1e-9, after as many sweeps",
  (_, choice, key) => {
    const wanted = stored[key];
    const found = fit(choice, table, stored.y);
    expect(found.converged).toBe(true);
    expect(found.iterations).toBe(wanted.iterations);
    expectClose(found.coefficients[0]!, wanted.coefficients, 1e-9);
    expectClose(found.intercepts, [wanted.intercept], 1e-9);
    expect(zeros(found.coefficients[0]!)).toEqual(zeros(wanted.coefficients));
  },
);

const penalties: readonly [keyof typeof stored.logistic, AlgorithmChoice["parameters"]][] = [
  ["l1", { penalty: "l1", c: 0.3 }],
  ["elasticNet", { penalty: "elastic_net", l1_ratio: 0.4, c: 0.2 }],
  ["none", { penalty: "none" }],
  ["l1Three", { penalty: "l1", c: 0.3 }],
  ["elasticNetThree", { penalty: "elastic_net", l1_ratio: 0.4, c: 0.2 }],
];

test.each(penalties)(
  "logistic regression with penalty %s gives scikit-learn's model, within 1e-5",
  (key, parameters) => {
    const wanted = stored.logistic[key];
    const three = key.endsWith("Three");
    const choice: AlgorithmChoice = { algorithm: "logistic_regression", parameters };
    const found = fit(choice, table, three ? stored.three : stored.two, three ? "multiclass" : "binary");
    expect(found.converged).toBe(true);
    // Without a penalty the optimum is flat: the gradient leaves this much.
    expectClose(found.coefficients.flat(), wanted.coefficients.flat(), key === "none" ? 1e-4 : 1e-5);
    expectClose([...predictLearner(found, firstFive)], wanted.probabilities.flat(), 1e-5);
    if (key !== "none") expect(zeros(found.coefficients.flat())).toEqual(zeros(wanted.coefficients.flat()));
  },
);

test("hand-worked: the lasso subtracts alpha from the one slope, the squared part divides it", () => {
  // x is -1, 0, 1 and y is 2x + 5: x'y / n = 4/3, x'x / n = 2/3.
  const one: Table = { rows: 3, columns: [numericColumn("x", "number", [-1, 0, 1])] };
  const lasso = fit({ algorithm: "lasso", parameters: { alpha: 1 / 3 } }, one, [3, 5, 7]);
  expectClose([lasso.coefficients[0]![0]!, lasso.intercepts[0]!], [(4 / 3 - 1 / 3) / (2 / 3), 5], 1e-12);
  const net = fit({ algorithm: "elastic_net", parameters: { alpha: 0.5, l1_ratio: 0.5 } }, one, [3, 5, 7]);
  expectClose([net.coefficients[0]![0]!], [(4 / 3 - 0.25) / (2 / 3 + 0.25)], 1e-12);
  const gone = fit({ algorithm: "lasso", parameters: { alpha: 1.5 } }, one, [3, 5, 7]);
  expect(gone).toMatchObject({ coefficients: [[0]], intercepts: [5], importance: [0], converged: true });
});

test("without a penalty on sizes the elastic net is ridge regression, settles, and says so", () => {
  const alpha = 0.3;
  const choice: AlgorithmChoice = { algorithm: "elastic_net", parameters: { alpha, l1_ratio: 0, tolerance: 1e-12 } };
  const found = fit(choice, table, stored.y);
  expect(found.converged).toBe(true);
  expect(found.iterations).toBeLessThan(1000);
  const ridge = fit({ algorithm: "ridge", parameters: { alpha: alpha * table.rows } }, table, stored.y);
  expectClose(found.coefficients[0]!, ridge.coefficients[0]!, 1e-5);
  expectClose(found.intercepts, ridge.intercepts, 1e-5);
  expect(fitWarnings(found)).toEqual([]);
});

test("sparse solvers that run out of iterations say so", () => {
  const sparse: AlgorithmChoice = {
    algorithm: "logistic_regression",
    parameters: { penalty: "l1", max_iterations: 2 },
  };
  const stopped = fit(sparse, table, stored.two, "binary");
  expect(fitWarnings(stopped)).toEqual([
    { kind: "notConverged", algorithm: "logistic_regression", iterations: 2, parameter: "max_iterations" },
  ]);
  expect(fitWarnings({ ...stopped, converged: true })).toEqual([]);
  const lasso: AlgorithmChoice = { algorithm: "lasso", parameters: { alpha: 0.02, max_iterations: 3 } };
  expect(fit(lasso, table, stored.y)).toMatchObject({ converged: false, iterations: 3 });
});
