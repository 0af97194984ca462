import { describe, expect, test } from "vitest";
import { seededRandom } from "../../src/random/seeded-random.ts";
import { numericColumn, tableOf } from "../../src/table/columns.ts";
import { apply, expectClose, fit, problemOf, type Steps, valuesIn } from "./build.ts";

const table = tableOf([numericColumn("x", "int", [1, 2, 3, 4, 100, null])]);
const by = (action: "clip" | "drop", rule: "iqr" | "z_score", factor: number): Steps => [
  { kind: "outliers", action, columns: { names: ["x"] }, by: { rule, factor } },
];

describe("outliers", () => {
  test("clip by the quartiles and by deviations", () => {
    // Quartiles 2 and 4: the reach is 3.
    expect(valuesIn(fit(by("clip", "iqr", 1.5), table).output, "x")).toEqual([1, 2, 3, 4, 7, null]);
    const mean = 22;
    const deviation = Math.sqrt((21 ** 2 + 20 ** 2 + 19 ** 2 + 18 ** 2 + 78 ** 2) / 5);
    expectClose(valuesIn(fit(by("clip", "z_score", 1), table).output, "x").slice(4, 5), [mean + deviation]);
  });

  test("dropping leaves rows out of training alone", () => {
    const { pipeline, rows, output } = fit(by("drop", "iqr", 1.5), table);
    expect([...rows]).toEqual([0, 1, 2, 3, 5]);
    expect(output.rows).toBe(5);
    expect(pipeline.parts[0]).toMatchObject({ kind: "drop_outliers", dropped: 1, rows: 6 });
    for (const serving of [true, false]) expect(apply(pipeline, table, serving).output.rows).toBe(6);
  });

  test("an isolation forest drops what stands alone", () => {
    const random = seededRandom(3);
    const x = Float64Array.from({ length: 400 }, (_, row) => (row < 4 ? 9 + row : random.normal()));
    const y = Float64Array.from({ length: 400 }, (_, row) => (row < 4 ? -9 : random.normal()));
    const steps: Steps = [
      {
        kind: "outliers",
        action: "drop",
        columns: { all: "any", except: [] },
        by: { rule: "isolation_forest", contamination: 0.01 },
      },
    ];
    const { rows } = fit(steps, tableOf([numericColumn("x", "number", x), numericColumn("y", "number", y)]));
    expect([...rows]).toEqual(Array.from({ length: 396 }, (_, row) => row + 4));
    expect(problemOf([{ ...steps[0], action: "clip" } as Steps[number]], table)).toMatchObject({ kind: "unsupported" });
  });
});
