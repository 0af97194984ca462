import { expect, test } from "vitest";
import { contiguousTable, kernelOf } from "../../../src/learners/columns/contiguous.ts";
import { numericColumn, tableOf, textColumn } from "../../../src/table/columns.ts";
import { isText } from "../../../src/table/table.ts";

test("numbers lie in one memory, and all is as it was", () => {
  const table = tableOf([
    numericColumn("a", "number", [1, null, 3]),
    textColumn("b", "category", ["x", null, "y"]),
    numericColumn("c", "int", [4, 5, 6]),
  ]);
  const near = contiguousTable(table);
  expect(near).toEqual(table);
  const numbers = near.columns.flatMap((column) => (isText(column) ? [] : [column.values]));
  expect(new Set(numbers.map(({ buffer }) => buffer)).size).toBe(1);
  expect(kernelOf(numbers)).toBeDefined();
});

test.each([
  { name: "no rows", table: tableOf([numericColumn("a", "number", [])]) },
  { name: "no numbers", table: tableOf([textColumn("b", "category", ["x"])]) },
  { name: "no columns", table: tableOf([]) },
])("$name", ({ table }) => {
  expect(contiguousTable(table)).toEqual(table);
});
