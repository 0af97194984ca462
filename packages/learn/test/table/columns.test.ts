import { describe, expect, test } from "vitest";
import { numericColumn, selectColumns, tableOf, textAt, textColumn, withColumns } from "../../src/table/columns.ts";
import { takeRows } from "../../src/table/take-rows.ts";

const table = tableOf([numericColumn("a", "int", [1, null, 3]), textColumn("b", "text", ["x", null, "x"])]);

describe("columns", () => {
  test("a dictionary lists each text once", () => {
    expect(table.columns[1]).toMatchObject({ dictionary: ["x"], codes: Int32Array.of(0, -1, 0) });
    expect([0, 1].map((row) => textAt(textColumn("b", "text", ["x", null]), row))).toEqual(["x", null]);
  });

  test("replaces in place and adds at the end", () => {
    const wider = withColumns(table, [numericColumn("c", "int", [0, 0, 0]), numericColumn("a", "int", [7, 8, 9])]);
    expect(wider.columns.map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(wider.columns[0]).toMatchObject({ values: Float64Array.of(7, 8, 9) });
  });

  test("selects, renames and repeats; takes rows in any order", () => {
    const renamed = selectColumns(table, [
      { from: "b", to: "y" },
      { from: "a", to: "b" },
    ]);
    expect(renamed.columns.map(({ name }) => name)).toEqual(["y", "b"]);
    const taken = takeRows(renamed, Int32Array.of(2, 1, 2));
    expect(taken.rows).toBe(3);
    expect(taken.columns).toMatchObject([
      { codes: Int32Array.of(0, -1, 0) },
      { values: Float64Array.of(3, Number.NaN, 3) },
    ]);
  });

  test("columns that differ in length, or share a name, are our bug", () => {
    expect(() => tableOf([numericColumn("a", "int", [1]), numericColumn("b", "int", [])])).toThrow("length");
    expect(() => tableOf([numericColumn("a", "int", [1]), numericColumn("a", "int", [2])])).toThrow("name");
  });
});
