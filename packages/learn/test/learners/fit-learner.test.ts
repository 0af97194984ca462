import {
  compileLearner,
  type FittedLearner,
  fitLearner,
  numericColumn,
  predictLearner,
  seededRandom,
  type Table,
  takeRows,
  textColumn,
} from "@mlopsc/learn";
import { type AlgorithmChoice, type AlgorithmName, algorithms, type Task } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { plainLists } from "../../src/model/plain-lists.ts";

const rows = 400;

/** Numbers, with and without gaps, and a category that matters. */
function sample(seed: number): { table: Table; score: Float64Array } {
  const random = seededRandom(seed, "sample");
  const a = Float64Array.from({ length: rows }, () => random.normal());
  const b = Float64Array.from({ length: rows }, () => random.normal());
  const gaps = b.map((value) => (random.next() < 0.2 ? Number.NaN : value));
  const colours = Array.from({ length: rows }, () => ["red", "green", "blue", null][random.integer(4)] ?? null);
  const score = a.map((value, row) => value + 2 * b[row]! + (colours[row] === "green" ? 3 : 0));
  return {
    table: {
      rows,
      columns: [
        numericColumn("a", "number", a),
        numericColumn("gaps", "number", gaps),
        textColumn("colour", "category", colours),
      ],
    },
    score,
  };
}

const { table, score } = sample(1);
const numbersOnly: Table = { rows, columns: table.columns.slice(0, 1) };

function fitted(algorithm: AlgorithmName, task: Task, seed = 5): FittedLearner {
  const known = algorithms[algorithm].parameters;
  // A penalty of 1 leaves no coefficient of the lasso.
  const parameters = { ...("trees" in known ? { trees: 12 } : {}), ...("alpha" in known ? { alpha: 0.1 } : {}) };
  const answers = algorithm === "seasonal_naive" ? { columns: ["a"] } : {};
  const choice: AlgorithmChoice = { algorithm, parameters, ...answers };
  const classCount = task === "regression" ? 0 : task === "binary" ? 2 : 3;
  const target = targetOf(task);
  const outcome = fitLearner(choice, featuresOf(algorithm), target, { task, classCount, seed });
  if (!outcome.ok) throw new Error(outcome.problem.kind);
  return outcome.value;
}

const featuresOf = (algorithm: AlgorithmName): Table => (algorithms[algorithm].categories ? table : numbersOnly);

function targetOf(task: Task): Float64Array {
  if (task === "regression") return score;
  return score.map((value) => (task === "binary" ? Number(value > 0) : Number(value > 0) + Number(value > 2)));
}

/** They weigh no column against another. */
const withoutImportance: readonly AlgorithmName[] = ["dummy", "knn", "naive_bayes", "svm"];

const own = Object.entries(algorithms).filter(([, entry]) => !("outside" in entry));
const cases = own.flatMap(([name, { tasks }]) =>
  tasks.map((task): [AlgorithmName, Task] => [name as AlgorithmName, task]),
);

test("every algorithm of the vocabulary is here", () => {
  expect(cases.length).toBeGreaterThan(17);
});

describe.each(cases)("%s for %s", (algorithm, task) => {
  test("gives the same for the same seed, and survives JSON bit for bit", () => {
    const first = fitted(algorithm, task);
    const features = featuresOf(algorithm);
    expect(fitted(algorithm, task)).toEqual(first);
    const predicted = predictLearner(first, features);
    const back = JSON.parse(JSON.stringify(plainLists(first))) as FittedLearner;
    expect(new Uint8Array(predictLearner(back, features).buffer)).toEqual(new Uint8Array(predicted.buffer));
    expect(predicted.every(Number.isFinite)).toBe(true);
  });

  test("predicts a row alone as among others", () => {
    const learner = fitted(algorithm, task);
    const features = featuresOf(algorithm);
    const predict = compileLearner(learner);
    const all = predict(features);
    const width = all.length / rows;
    for (const row of [0, 17, 399]) {
      expect(predict(takeRows(features, Int32Array.of(row)))).toEqual(all.slice(row * width, (row + 1) * width));
    }
  });

  test("gives probabilities that sum to 1", () => {
    const predicted = predictLearner(fitted(algorithm, task), featuresOf(algorithm));
    if (task === "regression") {
      expect(predicted).toHaveLength(rows);
      return;
    }
    const classCount = task === "binary" ? 2 : 3;
    expect(predicted).toHaveLength(rows * classCount);
    for (let row = 0; row < rows; row++) {
      const shares = predicted.slice(row * classCount, (row + 1) * classCount);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    }
  });

  test("importances are shares of 1 or all 0", () => {
    const { importance } = fitted(algorithm, task);
    const total = importance.reduce((sum, share) => sum + share, 0);
    expect(Math.min(...importance)).toBeGreaterThanOrEqual(0);
    expect(total === 0 || Math.abs(total - 1) < 1e-12).toBe(true);
    expect(total === 0).toBe(withoutImportance.includes(algorithm));
  });
});

describe.each(["decision_tree", "random_forest", "extra_trees", "gradient_boosting"] as const)("%s", (algorithm) => {
  test("does not depend on the order of dictionaries, of columns, nor on entries that are not used", () => {
    const learner = fitted(algorithm, "multiclass");
    const colour = table.columns[2]!;
    if (!("codes" in colour)) throw new Error("no category");
    const dictionary = ["unused", ...[...colour.dictionary].reverse(), "also unused"];
    const codes = colour.codes.map((code) => (code < 0 ? -1 : dictionary.indexOf(colour.dictionary[code]!)));
    const reordered: Table = {
      rows,
      columns: [{ ...colour, codes, dictionary }, table.columns[1]!, table.columns[0]!],
    };
    expect(predictLearner(learner, reordered)).toEqual(predictLearner(learner, table));
  });

  test("takes a level that was never seen as missing", () => {
    const learner = fitted(algorithm, "regression");
    const withColour = (value: string | null): Table => ({
      rows: 1,
      columns: [
        numericColumn("a", "number", [0.5]),
        numericColumn("gaps", "number", [0.1]),
        textColumn("colour", "category", [value]),
      ],
    });
    expect(predictLearner(learner, withColour("mauve"))).toEqual(predictLearner(learner, withColour(null)));
    expect(predictLearner(learner, withColour("green"))[0]).toBeGreaterThan(
      predictLearner(learner, withColour("red"))[0]! + 1,
    );
  });
});

test("problems are values", () => {
  const context = { task: "binary", classCount: 2, seed: 0 } as const;
  const fit = (choice: AlgorithmName, features: Table, target: number[]): unknown =>
    fitLearner({ algorithm: choice, parameters: {} }, features, Float64Array.from(target), context);
  const one: Table = { rows: 2, columns: [numericColumn("a", "number", [1, 2])] };
  const gap: Table = { rows: 2, columns: [numericColumn("a", "number", [1, null])] };
  const text: Table = { rows: 2, columns: [textColumn("a", "category", ["x", "y"])] };
  const problem = (value: object): object => ({ ok: false, problem: value });
  expect(fit("random_forest", { rows: 0, columns: [] }, [])).toEqual(problem({ kind: "noRows" }));
  expect(fit("random_forest", { rows: 2, columns: [] }, [0, 1])).toEqual(problem({ kind: "noFeatures" }));
  expect(fit("random_forest", one, [1, 1])).toEqual(problem({ kind: "oneClass" }));
  expect(fit("random_forest", one, [1, Number.NaN])).toEqual(problem({ kind: "missingTarget", rows: 1 }));
  const names: Table = {
    rows: 150,
    columns: [numericColumn("a", "number", Float64Array.from({ length: 150 }, Math.sin))],
  };
  const own = fitLearner(
    { algorithm: "knn", parameters: {} },
    names,
    Float64Array.from({ length: 150 }, (_, row) => row),
    {
      ...context,
      task: "multiclass",
      classCount: 150,
    },
  );
  expect(own).toEqual(problem({ kind: "tooManyClasses", classes: 150, rows: 150 }));
  expect(fit("logistic_regression", gap, [0, 1])).toEqual(problem({ kind: "missingFeature", column: "a" }));
  expect(fit("logistic_regression", text, [0, 1])).toEqual(problem({ kind: "textFeature", column: "a" }));
});
