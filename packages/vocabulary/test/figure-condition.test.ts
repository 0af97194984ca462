import { expect, test } from "vitest";
import { comparisonsIn, conditionHolds, type FigureComparison, type FigureCondition } from "../src/index.ts";

const compare = (figure: string, operator: FigureComparison["operator"], bound: number): FigureComparison => ({
  kind: "compare",
  terms: [{ figure, coefficient: 1 }],
  constant: -bound,
  operator,
  source: `${figure} ${operator} ${bound}`,
});

test.each([
  ["<", [true, false, false]],
  ["<=", [true, true, false]],
  [">", [false, false, true]],
  [">=", [false, true, true]],
  ["==", [false, true, false]],
  ["!=", [true, false, true]],
] as const)("p95 %s 20, below, at and above it", (operator, expected) => {
  expect([19.9, 20, 20.1].map((p95) => conditionHolds(compare("p95", operator, 20), { p95 }))).toEqual(expected);
});

test("a sum of figures is compared as a whole", () => {
  const sum: FigureCondition = {
    ...compare("p95", "<", 30),
    terms: [
      { figure: "p95", coefficient: 1 },
      { figure: "p50", coefficient: 2 },
    ],
  };
  expect(conditionHolds(sum, { p95: 9, p50: 10 })).toBe(true);
  expect(conditionHolds(sum, { p95: 10, p50: 10 })).toBe(false);
  expect(conditionHolds(sum, { p95: 9 })).toBeUndefined();
});

test("what rounding leaves of equal sides is no difference", () => {
  const below: FigureComparison = {
    ...{ kind: "compare", operator: "<", constant: 0.1, source: "live < test - 0.1" },
    terms: [
      { figure: "live", coefficient: 1 },
      { figure: "test", coefficient: -1 },
    ],
  };
  expect(0.7 - 0.8 + 0.1).not.toBe(0);
  expect([0.699_999, 0.7, 0.700_001].map((live) => conditionHolds(below, { live, test: 0.8 }))).toEqual([
    true,
    false,
    false,
  ]);
  expect(conditionHolds({ ...below, operator: "==" }, { live: 0.7, test: 0.8 })).toBe(true);
});

test("what was not measured decides nothing, unless the rest already does", () => {
  const [fast, small] = [compare("p95", "<", 20), compare("image", "<", 150)];
  const both: FigureCondition = { kind: "all", of: [fast, small] };
  const either: FigureCondition = { kind: "any", of: [fast, small] };
  expect([10, 30].map((p95) => conditionHolds(both, { p95 }))).toEqual([undefined, false]);
  expect([10, 30].map((p95) => conditionHolds(either, { p95 }))).toEqual([true, undefined]);
  expect(conditionHolds({ kind: "not", of: both }, { p95: 30 })).toBe(true);
  expect(conditionHolds({ kind: "not", of: both }, { p95: 10 })).toBeUndefined();
  expect(comparisonsIn({ kind: "not", of: both }).map(({ source }) => source)).toEqual(["p95 < 20", "image < 150"]);
});
