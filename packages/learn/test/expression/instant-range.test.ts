import type { Expression } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { evaluate } from "../../src/expression/evaluate.ts";
import { numericColumn, tableOf } from "../../src/table/columns.ts";

test("an instant beyond what calendars know is missing", () => {
  const table = tableOf([
    numericColumn("at", "timestamp", [8.64e15, 8.64e15, 0]),
    numericColumn("length", "duration", [0, 1, -9e15]),
  ]);
  const sum: Expression = {
    kind: "call",
    function: "add",
    arguments: [
      { kind: "column", name: "at" },
      { kind: "column", name: "length" },
    ],
  };
  const column = evaluate(sum, table, { today: 0 });
  expect("values" in column && [...column.values]).toEqual([8.64e15, Number.NaN, Number.NaN]);
});
