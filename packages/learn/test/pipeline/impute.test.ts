import { describe, expect, test } from "vitest";
import { numericColumn, tableOf, textColumn } from "../../src/table/columns.ts";
import { apply, expectClose, fit, problemOf, type Steps, valuesIn } from "./build.ts";

const table = tableOf([
  numericColumn("age", "int", [1, null, 2, 2, 10]),
  numericColumn("at", "date", [0, 1, null, 4, 4]),
  textColumn("s", "category", ["b", "a", null, "a", "b"]),
]);
const impute = (strategy: "mean" | "median" | "mode" | "knn" | "model", ...names: string[]): Steps => [
  { kind: "impute", columns: { names }, strategy },
];

describe("impute", () => {
  test("mean, median and mode", () => {
    expect(valuesIn(fit(impute("mean", "age"), table).output, "age")).toEqual([1, 3.75, 2, 2, 10]);
    expect(valuesIn(fit(impute("median", "age"), table).output, "age")).toEqual([1, 2, 2, 2, 10]);
    expect(valuesIn(fit(impute("mean", "at"), table).output, "at")[2]).toBe("1970-01-03");
    expect(valuesIn(fit(impute("mode", "s", "at"), table).output, "s")).toEqual(["b", "a", "a", "a", "b"]);
  });

  test("constants, of the column's own sort", () => {
    const steps: Steps = [
      { kind: "impute", columns: { names: ["s"] }, strategy: "constant", value: "?" },
      { kind: "impute", columns: { all: "numeric", except: [] }, strategy: "constant", value: -1 },
    ];
    const { output } = fit(steps, table);
    expect(valuesIn(output, "s")).toEqual(["b", "a", "?", "a", "b"]);
    expect(valuesIn(output, "age")).toEqual([1, -1, 2, 2, 10]);
    expect(
      problemOf([{ kind: "impute", columns: { names: ["s"] }, strategy: "constant", value: 0 }], table),
    ).toMatchObject({ kind: "wrongKind", column: "s" });
  });

  test("uses what training gave, not what it meets", () => {
    const { pipeline } = fit(impute("median", "age"), table);
    const met = tableOf([numericColumn("age", "int", [null, 100, 100])]);
    expect(valuesIn(apply(pipeline, met, true).output, "age")).toEqual([2, 100, 100]);
  });

  test("problems say which column", () => {
    const empty = tableOf([numericColumn("age", "int", [null, null]), textColumn("s", "text", [null, null])]);
    for (const strategy of ["mean", "median", "mode", "knn", "model"] as const) {
      expect(problemOf(impute(strategy, "age"), empty)).toEqual({ kind: "allMissing", step: 0, column: "age" });
    }
    expect(problemOf(impute("mode", "s"), empty)).toMatchObject({ kind: "allMissing", column: "s" });
    expect(problemOf(impute("mean", "s"), table)).toMatchObject({ kind: "wrongKind", column: "s" });
    expect(problemOf(impute("mean", "nobody"), table)).toMatchObject({ kind: "unknownColumn", column: "nobody" });
    expect(problemOf(impute("mean", "age"), tableOf([numericColumn("age", "int", [])]))).toMatchObject({
      kind: "noTrainingRows",
    });
  });

  test("values beyond what neighbours and models compute with are looked for in all that these read", () => {
    const far = tableOf([...table.columns, numericColumn("far", "number", [1e308, -1e308, 1, 2, 3])]);
    for (const strategy of ["knn", "model"] as const)
      expect(problemOf(impute(strategy, "age"), far)).toEqual({
        ...{ kind: "tooLarge", step: 0, column: "far", largest: 1e308 },
      });
  });

  test("the nearest rows' mean, as scikit-learn's KNNImputer on standardised columns", () => {
    const x = tableOf([
      numericColumn("a", "number", [1, 2, null, 8, 16, 3, 5, 7]),
      numericColumn("b", "number", [2, 1, 8, 5, 3, 9, 5, 0]),
      numericColumn("c", "number", [0.5, 7, -3, 2, 1, 4, 5, 6]),
    ]);
    const steps: Steps = [{ kind: "impute", columns: { names: ["a"] }, strategy: "knn", neighbours: 2 }];
    expect(valuesIn(fit(steps, x).output, "a")[2]).toBeCloseTo(12, 10);
  });

  test("a linear model finds a linear law", () => {
    const b = [1, 5, 2, 8, 3, 9, 4];
    const c = [3, 1, 4, 1, 5, 9, 2];
    const a = b.map((value, row) => (row === 6 ? null : 2 * value - c[row]! + 7));
    const x = tableOf([
      numericColumn("a", "number", a),
      numericColumn("b", "number", b),
      numericColumn("c", "number", c),
    ]);
    expectClose(valuesIn(fit(impute("model", "a"), x).output, "a").slice(6), [13], 3);
  });
});
