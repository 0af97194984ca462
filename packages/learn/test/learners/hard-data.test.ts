import { type FittedLearner, fitLearner, numericColumn, predictLearner, seededRandom, type Table } from "@mlopsc/learn";
import { type AlgorithmName, algorithms, type Task } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { plainLists } from "../../src/model/plain-lists.ts";

const own = Object.entries(algorithms).filter(([, entry]) => !("outside" in entry));
const cases = own.flatMap(([name, { tasks }]) =>
  tasks.map((task): [AlgorithmName, Task] => [name as AlgorithmName, task]),
);

const normals = (rows: number, seed: number): Float64Array => {
  const random = seededRandom(seed, "hard");
  return Float64Array.from({ length: rows }, () => random.normal());
};

const numbers = (columns: Readonly<Record<string, ArrayLike<number>>>): Table => ({
  rows: Object.values(columns)[0]!.length,
  columns: Object.entries(columns).map(([name, values]) => numericColumn(name, "number", Float64Array.from(values))),
});

const plain = normals(60, 1);
const other = normals(60, 2);

/** Features that numeric code trips over. All are numbers, so every algorithm takes them. */
const hard: Readonly<Record<string, Table>> = {
  "constant columns": numbers({ a: plain, zero: plain.map(() => 0), constant: plain.map(() => 0.1) }),
  "constant columns alone": numbers({ constant: plain.map(() => 0.1) }),
  "columns that are the same": numbers({ a: plain, b: plain, c: plain.map((value) => -3 * value) }),
  "columns nearly the same": numbers({ a: plain, b: plain.map((value, row) => value + 1e-12 * other[row]!) }),
  "more columns than rows": numbers(
    Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`x${at}`, normals(12, at)])),
  ),
  "ten rows": numbers({ a: plain.slice(0, 10), b: other.slice(0, 10) }),
  "two rows": numbers({ a: [1, 2], b: [3, 3] }),
  "huge values": numbers({ a: plain.map((value) => 1e300 * value), b: other }),
  "the largest doubles": numbers({ a: plain.map((value) => Math.sign(value) * Number.MAX_VALUE), b: other }),
  "tiny values": numbers({ a: plain.map((value) => 1e-300 * value), b: other }),
  "denormal values": numbers({ a: plain.map((value) => 1e-320 * value), b: other }),
  "far from zero": numbers({ a: plain.map((value) => 1e15 + value), b: other }),
  "one value far away": numbers({ a: plain.map((value, row) => (row === 0 ? 1e200 : value)), b: other }),
};

function fit(algorithm: AlgorithmName, task: Task, table: Table, target: Float64Array): ReturnType<typeof fitLearner> {
  const classCount = task === "regression" ? 0 : task === "binary" ? 2 : 3;
  const parameters = "trees" in algorithms[algorithm].parameters ? { trees: 3 } : {};
  const answers = algorithm === "seasonal_naive" ? { columns: [table.columns[0]!.name] } : {};
  return fitLearner({ algorithm, parameters, ...answers }, table, target, { task, classCount, seed: 1 });
}

/** Classes that follow the first column but for some rows; with two rows there are two classes. */
function targetFor(task: Task, rows: number): Float64Array {
  const score = normals(rows, 1).map((value, row) => value + 0.8 * normals(rows, 3)[row]!);
  if (task === "regression") return score;
  const classCount = task === "binary" ? 2 : 3;
  return score.map((value, row) => (row < classCount ? row : Number(value > 0) + Number(value > 1 && classCount > 2)));
}

/** A problem says why; else predictions are numbers, and shares where there are classes. */
function expectSane(outcome: ReturnType<typeof fitLearner>, table: Table): void {
  if (!outcome.ok) {
    expect(outcome.problem.kind).toMatch(/^(oneClass|tooFewRows)$/);
    return;
  }
  const predicted = predictLearner(outcome.value, table);
  const back = JSON.parse(JSON.stringify(plainLists(outcome.value))) as FittedLearner;
  expect(predictLearner(back, table)).toEqual(predicted);
  expect(predicted.every(Number.isFinite)).toBe(true);
}

describe.each(cases)("%s for %s", (algorithm, task) => {
  test.each(Object.entries(hard))("%s", (_, table) => {
    expectSane(fit(algorithm, task, table, targetFor(task, table.rows)), table);
  });

  test("one row", () => {
    const table = numbers({ a: [1.5], b: [-2] });
    const outcome = fit(algorithm, task, table, Float64Array.of(task === "regression" ? 7 : 1));
    if (task === "regression" || algorithm === "dummy") expectSane(outcome, table);
    else expect(outcome).toEqual({ ok: false, problem: { kind: "oneClass" } });
  });

  test("a constant target, or a class that no row has", () => {
    const table = numbers({ a: plain, b: other });
    const target = plain.map((value) => (task === "regression" ? 0.1 : Number(value > 0)));
    const outcome = fit(algorithm, task, table, target);
    expect(outcome.ok).toBe(true);
    expectSane(outcome, table);
    // What learns nothing does not learn a constant either.
    if (task !== "regression" || !outcome.ok || algorithm === "seasonal_naive") return;
    for (const value of predictLearner(outcome.value, table)) expect(value).toBeCloseTo(0.1, 9);
  });

  test("an extreme target", () => {
    if (task !== "regression") return;
    const table = numbers({ a: plain, b: other });
    for (const size of [1e300, 1e-300])
      expectSane(
        fit(
          algorithm,
          task,
          table,
          plain.map((v) => size * v),
        ),
        table,
      );
  });
});
