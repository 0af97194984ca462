import { join } from "node:path";
import { numericColumn, recordsFromTable, tableOf, textColumn } from "@mlopsc/learn";
import type { Expectation, ExpectationTest } from "@mlopsc/plan";
import type { Column, Expression } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { dataStore, temporaryFolder, unwrap } from "./temporary-folder.ts";

const table = tableOf([
  textColumn("id", "id", ["a", "b", "b", "c", null, null]),
  numericColumn("age", "int", [20, 30, 200, null, 40, -1]),
  textColumn("email", "text", ["x@a", "y@a", "z@a", "w@a", "v@a", "u@a"]),
]);
const columns: readonly Column[] = [
  { name: "id", type: { kind: "id", nullable: true } },
  { name: "age", type: { kind: "int", nullable: true } },
  { name: "email", type: { kind: "text", nullable: false, pii: true } },
];

const at = (name: string): Expression => ({ kind: "column", name });
const literal = (value: number): Expression => ({ kind: "literal", type: "int", value });
const ages: Expression = { kind: "call", function: "between", arguments: [at("age"), literal(0), literal(120)] };
const named: Expression = {
  kind: "call",
  function: "starts_with",
  arguments: [at("email"), { kind: "literal", type: "text", value: "y" }],
};

async function validated(...tests: [ExpectationTest, Expectation["otherwise"]?][]) {
  const folder = temporaryFolder();
  const store = dataStore();
  const paths = { input: join(folder, "in"), clean: join(folder, "clean"), aside: join(folder, "aside") };
  unwrap(await store.writeTable(table, paths.input, columns));
  const expectations = tests.map(([one, otherwise = "fail"], n) => ({ ...one, otherwise, source: `expectation ${n}` }));
  const report = unwrap(await store.validate({ expectations }, paths, { today: 0 }));
  const read = async (path: string) => recordsFromTable(unwrap(await store.readTable(path)));
  return {
    report,
    clean: await read(paths.clean),
    aside: await read(paths.aside),
    columns: unwrap(await store.columns(paths.clean)),
  };
}

describe("expectations", () => {
  test("measure the whole table", async () => {
    const measure = (name: string, operator: string, bound: number, column?: string) =>
      [{ test: "measure", measure: name, operator, bound, ...(column ? { column } : {}) } as ExpectationTest] as [
        ExpectationTest,
      ];
    const { report } = await validated(
      measure("rows", ">=", 6),
      measure("missing", "<", 0.1, "age"),
      measure("mean", ">", 57, "age"),
      measure("median", "==", 30, "age"),
      measure("outliers", "<=", 0.2, "age"),
      measure("count_distinct", "!=", 3, "id"),
      measure("stddev", "<", 81, "age"),
    );
    expect(report.results.map(({ holds }) => holds)).toEqual([true, false, true, true, true, false, true]);
    const values = report.results.map(({ value }) => value);
    expect(values.slice(0, 1)).toEqual([6]);
    expect(values[1]).toBeCloseTo(1 / 6, 15);
    expect(values[2]).toBeCloseTo(57.8, 12);
    expect(values[4]).toBe(0.2);
  });

  test("tell the failing rows, with personal data hidden; missing is not failing", async () => {
    const { report, clean, aside } = await validated(
      [{ test: "row", condition: ages }],
      [{ test: "unique", columns: ["id"] }, "warn"],
      [{ test: "row", condition: named }, "warn"],
    );
    const [first, second, third] = report.results;
    expect(first).toMatchObject({
      holds: false,
      failing: 2,
      examples: [
        { row: 3, values: { age: "200" } },
        { row: 6, values: { age: "-1" } },
      ],
    });
    expect(second).toMatchObject({
      holds: false,
      failing: 1,
      otherwise: "warn",
      examples: [{ row: 3, values: { id: "b" } }],
    });
    expect(third).toMatchObject({ failing: 5 });
    expect(third!.examples.length).toBe(5);
    expect(JSON.stringify(report)).not.toContain("@a");
    expect([clean.length, aside.length, report.dropped]).toEqual([6, 0, 0]);
  });

  test("put refused rows aside with the reason, and measure what stays", async () => {
    const {
      report,
      clean,
      aside,
      columns: kept,
    } = await validated(
      [{ test: "unique", columns: ["id"] }, "drop"],
      [{ test: "row", condition: ages }, "drop"],
      [{ test: "measure", measure: "max", column: "age", operator: "<=", bound: 120 }],
      [{ test: "measure", measure: "rows", operator: "==", bound: 4 }],
    );
    expect(clean.map(({ age }) => age)).toEqual([20, 30, null, 40]);
    expect(aside).toEqual([
      { id: "b", age: 200, email: "z@a", reason: "expectation 1" },
      { id: null, age: -1, email: "u@a", reason: "expectation 1" },
    ]);
    expect(report).toMatchObject({ rows: 4, dropped: 2 });
    expect(report.results.map(({ holds }) => holds)).toEqual([false, false, true, true]);
    expect(kept).toEqual(columns);
  });
});
