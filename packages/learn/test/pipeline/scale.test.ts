import { describe, expect, test } from "vitest";
import { numericColumn, tableOf } from "../../src/table/columns.ts";
import { apply, expectClose, fit, problemOf, type Steps, valuesIn } from "./build.ts";

// Wanted figures are scikit-learn 1.9's on the same column.
const table = tableOf([
  numericColumn("x", "int", [1, 2, 4, 8, 16, 3, 5, 7]),
  numericColumn("c", "number", new Float64Array(8).fill(0.1)),
]);
const scale = (method: "standard" | "min_max" | "robust"): Steps => [
  { kind: "scale", columns: { all: "numeric", except: [] }, method },
];
const bin = (method: "quantile" | "uniform"): Steps => [{ kind: "bin", columns: { names: ["x"] }, method, count: 4 }];
const scaled = (method: "standard" | "min_max" | "robust", name: string) =>
  valuesIn(fit(scale(method), table).output, name);

describe("scale", () => {
  test("standard", () => {
    expectClose(
      scaled("standard", "x"),
      [
        -1.0637957708161232, -0.8398387664337815, -0.391924757669098, 0.5039032598602688, 2.295559294919003,
        -0.6158817620514397, -0.1679677532867563, 0.2799462554779272,
      ],
    );
  });

  test("min_max and robust", () => {
    expectClose(scaled("min_max", "x"), [0, 1 / 15, 0.2, 7 / 15, 1, 2 / 15, 4 / 15, 0.4]);
    expectClose(
      scaled("robust", "x"),
      [-7, -5, -1, 7, 23, -3, 1, 5].map((ninths) => ninths / 9),
    );
  });

  test("a constant column gives 0, whatever rounding does to its mean", () => {
    for (const method of ["standard", "min_max", "robust"] as const)
      expect(scaled(method, "c")).toEqual(new Array(8).fill(0));
  });

  test("what overflows is a problem when learning, and missing when met", () => {
    const large = tableOf([numericColumn("x", "number", [1e308, 1e308, -1e308])]);
    expect(problemOf(scale("standard"), large)).toEqual({
      ...{ kind: "tooLarge", step: 0, column: "x", largest: 1e308 },
    });
    const small = fit(scale("min_max"), tableOf([numericColumn("x", "number", [0, 1e-9])])).pipeline;
    expect(valuesIn(apply(small, tableOf([numericColumn("x", "number", [1e308, 1e-9])])).output, "x")).toEqual([
      null,
      1,
    ]);
  });

  test("missing stays missing and counts for nothing", () => {
    const x = tableOf([numericColumn("x", "number", [0, null, 10])]);
    expect(valuesIn(fit(scale("min_max"), x).output, "x")).toEqual([0, null, 1]);
    expect(problemOf(scale("standard"), tableOf([numericColumn("x", "number", [null])]))).toMatchObject({
      kind: "allMissing",
    });
  });
});

describe("bin", () => {
  test("by quantile and by width", () => {
    expect(valuesIn(fit(bin("quantile"), table).output, "x")).toEqual([0, 0, 1, 3, 3, 1, 2, 2]);
    expect(valuesIn(fit(bin("uniform"), table).output, "x")).toEqual([0, 0, 0, 1, 3, 0, 1, 1]);
  });

  test("values beyond training fall in the first and last bin; edges that coincide make one", () => {
    const met = tableOf([numericColumn("x", "int", [-100, 100, null])]);
    expect(valuesIn(apply(fit(bin("uniform"), table).pipeline, met).output, "x")).toEqual([0, 3, null]);
    const flat = tableOf([numericColumn("x", "int", [0, 0, 0, 0, 0, 1, 5, 5])]);
    expect(valuesIn(fit(bin("quantile"), flat).output, "x")).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
  });
});
