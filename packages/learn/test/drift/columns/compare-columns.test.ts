import {
  chooseTest,
  columnSample,
  compareColumn,
  compareColumns,
  type JudgedColumn,
  type JudgeOptions,
  numericColumn,
  seededRandom,
  type TableColumn,
  textColumn,
} from "@mlopsc/learn";
import { describe, expect, test } from "vitest";

const normals = (count: number, label: string, mean = 0): number[] => {
  const random = seededRandom(11, label);
  return Array.from({ length: count }, () => mean + random.normal());
};
const numbers = (values: readonly (number | null)[], name = "x"): TableColumn => numericColumn(name, "number", values);
const texts = (values: readonly (string | null)[], name = "colour"): TableColumn =>
  textColumn(name, "category", values);
const repeated = <T>(count: number, ...values: T[]): T[] => Array.from({ length: count }, () => values).flat();
const compared = (before: TableColumn, after: TableColumn): ReturnType<typeof compareColumn> =>
  compareColumn(columnSample(before), columnSample(after));
const judged = (before: TableColumn[], after: TableColumn[], options?: JudgeOptions): readonly JudgedColumn[] =>
  compareColumns(before.map(columnSample), after.map(columnSample), options);

describe("the choice of a test", () => {
  const number = { kind: "number", distinct: 500, reference: 1000, current: 1000 } as const;
  test.each([
    [number, { test: "kolmogorov_smirnov", method: "exact", effect: "wasserstein" }],
    [
      { ...number, reference: 1001 },
      { test: "kolmogorov_smirnov", method: "asymptotic", effect: "wasserstein" },
    ],
    [
      { ...number, kind: "timestamp" },
      { test: "kolmogorov_smirnov", method: "exact", effect: "wasserstein" },
    ],
    [
      { ...number, distinct: 20 },
      { test: "chi_squared", effect: "jensen_shannon" },
    ],
    [
      { ...number, kind: "category" },
      { test: "chi_squared", effect: "jensen_shannon" },
    ],
    [
      { ...number, kind: "bool", distinct: 2 },
      { test: "chi_squared", effect: "jensen_shannon" },
    ],
    [
      { ...number, kind: "id" },
      { test: null, reason: "free_text" },
    ],
    [
      { ...number, current: 29 },
      { test: null, reason: "few_rows" },
    ],
  ] as const)("%o", (column, choice) => {
    expect(chooseTest(column)).toEqual(choice);
  });
});

describe("one column", () => {
  test("numbers: hand-worked on a shift by one of many", () => {
    const before = Array.from({ length: 100 }, (_, at) => at);
    const found = compared(numbers(before), numbers(before.map((value) => value + 10)));
    const deviation = Math.sqrt((100 ** 2 - 1) / 12);
    expect(found).toMatchObject({ test: "kolmogorov_smirnov", statistic: 0.1, referenceRows: 100, currentRows: 100 });
    expect(found.wasserstein).toBeCloseTo(10 / deviation, 12);
    expect(found.effect).toBe(found.wasserstein);
    // The lowest decile is empty now, and the highest holds twice as many.
    const expected = (10 / 105.5) * (Math.log(10.5 / 0.5) + Math.log(20.5 / 10.5));
    expect(found.populationStability).toBeCloseTo(expected, 12);
  });

  test("no row's place matters", () => {
    const [before, after] = [normals(300, "a"), normals(200, "b", 0.3)];
    expect(compared(numbers(before.toReversed()), numbers(after.toReversed()))).toEqual(
      compared(numbers(before), numbers(after)),
    );
    const [colours, others] = [repeated(40, "a", "b", null), repeated(20, "a", "c", "a")];
    const turned = compared(texts(colours.toReversed()), texts(others.toReversed()));
    const straight = compared(texts(colours), texts(others));
    expect(turned.pValue).toBeCloseTo(straight.pValue!, 14);
    expect({ ...turned, pValue: 0, statistic: 0, effect: 0, jensenShannon: 0, populationStability: 0 }).toEqual({
      ...straight,
      ...{ pValue: 0, statistic: 0, effect: 0, jensenShannon: 0, populationStability: 0 },
    });
  });

  test("equal samples are at distance 0", () => {
    const values = [...normals(100, "same"), null];
    expect(compared(numbers(values), numbers(values))).toMatchObject({
      ...{ statistic: 0, pValue: 1, effect: 0, missingEffect: 0 },
      ...{ populationStability: 0, jensenShannon: 0, wasserstein: 0 },
    });
  });

  test("missing values of a category are a category", () => {
    const found = compared(texts(repeated(50, "a", "b")), texts(repeated(50, "a", null)));
    expect(found).toMatchObject({ test: "chi_squared", referenceMissing: 0, currentMissing: 0.5 });
    expect(found.pValue).toBeLessThan(1e-10);
  });

  test("missing values of numbers are found where the rest has not moved", () => {
    const values = normals(300, "still");
    const found = compared(numbers(values), numbers(values.map((value, at) => (at % 5 === 0 ? null : value))));
    expect(found.pValue).toBeLessThan(1e-10);
    expect(found.effect).toBeLessThan(0.1);
    expect(found.missingEffect).toBeGreaterThan(0.3);
  });

  test("a column that holds nothing any more is found; one that never held anything is not", () => {
    const empty = numbers(Array.from({ length: 100 }, () => null));
    expect(compared(numbers(normals(100, "full")), empty)).toMatchObject({ statistic: null, wasserstein: null });
    expect(compared(numbers(normals(100, "full")), empty).pValue).toBeLessThan(1e-10);
    expect(compared(empty, empty).pValue).toBe(1);
  });

  test("a constant that moved is found", () => {
    const found = compared(numbers(repeated(50, 3)), numbers(repeated(50, 4)));
    expect(found).toMatchObject({ test: "chi_squared", jensenShannon: 1, wasserstein: null });
    expect(found.pValue).toBeLessThan(1e-10);
  });

  test("few rows give no number", () => {
    const figures = Object.values(compared(numbers(normals(500, "a")), numbers(normals(29, "b", 9))));
    expect(figures.filter((value) => typeof value === "number")).toEqual([500, 29, 0, 0]);
  });
});

describe("columns together", () => {
  const reference = Array.from({ length: 10 }, (_, at) => numbers(normals(800, `before ${at}`), `x${at}`));
  const current = (moved: readonly number[], by: number): TableColumn[] =>
    reference.map(({ name }, at) => numbers(normals(500, `after ${at}`, moved.includes(at) ? by : 0), name));
  const drifted = (columns: readonly JudgedColumn[]): string[] =>
    columns.filter(({ verdict }) => verdict === "drifted").map(({ column }) => column);

  test("those that moved are told from those that did not", () => {
    expect(drifted(judged(reference, current([], 0)))).toEqual([]);
    expect(drifted(judged(reference, current([2, 7], 0.4)))).toEqual(["x2", "x7"]);
  });

  test("what is certain and small is no drift", () => {
    const many = (label: string, mean: number): TableColumn[] => [numbers(normals(60_000, label, mean))];
    const [column] = judged(many("a", 0), many("b", 0.05));
    expect(column!.adjustedPValue).toBeLessThan(1e-6);
    expect(column!.verdict).toBe("same");
    expect(judged(many("a", 0), many("b", 0.05), { leastEffect: { every: 0.02 } })[0]!.verdict).toBe("drifted");
  });

  test("a threshold of one column leaves the others alone", () => {
    const moved = current([2, 7], 0.4);
    const options = { leastEffect: { columns: { x7: 2 } } };
    expect(drifted(judged(reference, moved, options))).toEqual(["x2"]);
    const others = (columns: readonly JudgedColumn[]): unknown => columns.filter(({ column }) => column !== "x7");
    expect(others(judged(reference, moved, options))).toEqual(others(judged(reference, moved)));
  });

  test("a column that is not there is not compared", () => {
    expect(judged(reference, current([], 0).slice(0, 3))).toHaveLength(3);
  });
});
