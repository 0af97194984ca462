import { join } from "node:path";
import { numericColumn, recordsFromTable, type Table, tableOf, textColumn } from "@mlopsc/learn";
import type { Column, Expression, FunctionName, RelationalStep, RowStep, ScalarKind } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { dataStore, temporaryFolder, unwrap } from "../data/temporary-folder.ts";

const at = (name: string): Expression => ({ kind: "column", name });
const number = (value: number): Expression => ({ kind: "literal", type: "number", value });
const call = (name: FunctionName, ...values: Expression[]): Expression => ({
  kind: "call",
  function: name,
  arguments: values,
});
const key = (column: string, descending = false) => ({ column, descending });

const people = tableOf([
  textColumn("id", "id", ["a", "b", "c", "d", null]),
  numericColumn("age", "int", [30, null, 20, 40, 50]),
  textColumn("town", "category", ["X", "Y", "X", null, "Y"]),
]);
const purchases = tableOf([
  textColumn("who", "id", ["c", "a", "a", "z", null]),
  numericColumn("amount", "number", [1, 0.1, 0.2, 9, 9]),
  numericColumn("on", "date", [10, 30, 20, 5, 5]),
]);

/** Runs the steps over the tables and gives the records; the columns are those of the result. */
async function run(
  steps: readonly (RelationalStep | RowStep)[],
  columns: Readonly<Record<string, ScalarKind>>,
  tables: Readonly<Record<string, Table>> = { people, purchases },
) {
  const folder = temporaryFolder();
  const store = dataStore();
  const inputs: Record<string, string> = {};
  for (const [name, table] of Object.entries(tables)) {
    inputs[name] = join(folder, `${name}.parquet`);
    unwrap(await store.writeTable(table, inputs[name]));
  }
  const out = join(folder, "out.parquet");
  const wanted: Column[] = Object.entries(columns).map(([name, kind]) => ({ name, type: { kind, nullable: true } }));
  unwrap(await store.transform({ steps, columns: wanted, seed: 42 }, inputs, out, { today: 100 }));
  return recordsFromTable(unwrap(await store.readTable(out)));
}

const from: RelationalStep = { kind: "from", input: "people" };
const bought: RelationalStep = { kind: "from", input: "purchases" };

describe("a transform", () => {
  test("left join keeps the left order, then the right one; missing keys match nothing", async () => {
    const columns = [{ from: "amount", to: "paid" }];
    const join_: RelationalStep = {
      kind: "join",
      input: "purchases",
      how: "left",
      on: [{ left: "id", right: "who" }],
      columns,
    };
    expect(await run([from, join_], { id: "id", paid: "number" })).toEqual([
      { id: "a", paid: 0.1 },
      { id: "a", paid: 0.2 },
      { id: "b", paid: null },
      { id: "c", paid: 1 },
      { id: "d", paid: null },
      { id: null, paid: null },
    ]);
    expect((await run([from, { ...join_, how: "inner" }], { id: "id", paid: "number" })).map(({ id }) => id)).toEqual([
      "a",
      "a",
      "c",
    ]);
  });

  test("a table of one row joins every row", async () => {
    const total: RelationalStep = {
      kind: "join",
      input: "totals",
      how: "left",
      on: [],
      columns: [{ from: "middle", to: "middle" }],
    };
    const totals = tableOf([numericColumn("middle", "number", [35])]);
    const filled: RowStep = {
      kind: "derive",
      name: "age",
      type: "number",
      expression: call("coalesce", at("age"), at("middle")),
    };
    const records = await run([from, total, filled], { age: "number" }, { people, totals });
    expect(records.map(({ age }) => age)).toEqual([30, 35, 20, 40, 50]);
  });

  test("aggregates ignore missing values and come in the order of their keys, missing last", async () => {
    const outputs = [
      { name: "n", aggregate: "count" },
      { name: "ages", aggregate: "count", argument: at("age") },
      { name: "sum", aggregate: "sum", argument: at("age") },
      { name: "mean", aggregate: "mean", argument: at("age") },
      { name: "old", aggregate: "max", argument: at("age") },
    ] as const;
    const kinds = { town: "category", n: "int", ages: "int", sum: "int", mean: "number", old: "int" } as const;
    expect(await run([from, { kind: "aggregate", by: ["town"], outputs }], kinds)).toEqual([
      { town: "X", n: 2, ages: 2, sum: 50, mean: 25, old: 30 },
      { town: "Y", n: 2, ages: 1, sum: 50, mean: 50, old: 50 },
      { town: null, n: 1, ages: 1, sum: 40, mean: 40, old: 40 },
    ]);
  });

  test("every aggregate without a key gives one row, also of no rows", async () => {
    const names = ["sum", "mean", "min", "max", "count_distinct", "median", "stddev", "first", "last", "mode"] as const;
    const outputs = names.map((aggregate) => ({ name: aggregate, aggregate, argument: at("amount") }));
    const kinds = Object.fromEntries(names.map((name) => [name, "number" as ScalarKind]));
    const [all] = await run([bought, { kind: "aggregate", by: [], outputs }], kinds);
    expect({ ...all, sum: 0, mean: 0, stddev: 0 }).toEqual({
      sum: 0,
      mean: 0,
      stddev: 0,
      min: 0.1,
      max: 9,
      count_distinct: 4,
      median: 1,
      first: 1,
      last: 9,
      mode: 9,
    });
    expect(all!["sum"]).toBeCloseTo(19.3, 12);
    expect(all!["stddev"]).toBeCloseTo(Math.sqrt(88.552 / 4), 12);
    const none: RowStep = { kind: "filter", condition: { kind: "literal", type: "bool", value: false }, source: "" };
    const [empty] = await run([bought, none, { kind: "aggregate", by: [], outputs }], kinds);
    expect(Object.values(empty!).filter((value) => value !== null)).toEqual([0]);
  });

  test("sums of any size are exact to the last bits, tiny and huge", async () => {
    const values = [1e16, 1, -1e16, 2 ** -70, 1e-20, 3e29, 1.5e308, 1e308, -1.5e308];
    const table = tableOf([numericColumn("x", "number", values)]);
    const outputs = [{ name: "s", aggregate: "sum", argument: at("x") }] as const;
    const sumOf = async (kept: Expression) => {
      const steps = [
        { kind: "from", input: "t" },
        { kind: "filter", condition: kept, source: "" },
        { kind: "aggregate", by: [], outputs },
      ] as const;
      return (await run(steps, { s: "number" }, { t: table }))[0]!["s"];
    };
    expect(await sumOf(call("between", at("x"), number(-1e20), number(1e20)))).toBe(1 + 2 ** -70 + 1e-20);
    expect(await sumOf(call("between", at("x"), number(-1e20), number(1e-10)))).toBe(-1e16 + 2 ** -70 + 1e-20);
    expect(await sumOf(call("between", at("x"), number(0), number(1e-10)))).toBeCloseTo(2 ** -70 + 1e-20, 35);
    expect(await sumOf(call("greater", at("x"), number(1e307)))).toBe(null);
    expect(await sumOf(call("less", at("x"), number(1.2e308)))).toBe(1e308 - 1.5e308);
  });

  test("sort, dedupe, lag and rolling follow the order given, then that of the rows", async () => {
    const order = [key("on")];
    const lagged: RelationalStep = {
      kind: "lag",
      by: ["who"],
      order,
      outputs: [
        { name: "before", column: "amount", offset: 1 },
        { name: "after", column: "amount", offset: -1 },
      ],
    };
    expect(await run([bought, lagged], { who: "id", before: "number", after: "number" })).toEqual([
      { who: "c", before: null, after: null },
      { who: "a", before: 0.2, after: null },
      { who: "a", before: null, after: 0.1 },
      { who: "z", before: null, after: null },
      { who: null, before: null, after: null },
    ]);
    const sorted = await run([bought, { kind: "sort", keys: [key("amount", true), key("on")] }], { who: "id" });
    expect(sorted.map(({ who }) => who)).toEqual(["z", null, "c", "a", "a"]);
    const once = await run([bought, { kind: "dedupe", by: ["who"], order }], { who: "id", on: "date" });
    expect(once.map(({ who, on }) => [who, on])).toEqual([
      ["c", "1970-01-11"],
      ["a", "1970-01-21"],
      ["z", "1970-01-06"],
      [null, "1970-01-06"],
    ]);
    const rolling = (includeCurrent: boolean): RelationalStep => ({
      kind: "rolling",
      rows: 2,
      includeCurrent,
      order: [key("on")],
      by: [],
      outputs: [
        { name: "s", aggregate: "sum", argument: at("amount") },
        { name: "n", aggregate: "count" },
      ],
    });
    const rolled = async (includeCurrent: boolean) =>
      (await run([bought, rolling(includeCurrent)], { s: "number", n: "int" })).map(({ s, n }) => [s, n]);
    expect(await rolled(false)).toEqual([
      [18, 2],
      [1.2, 2],
      [10, 2],
      [null, 0],
      [9, 1],
    ]);
    expect((await rolled(true)).map(([, n]) => n)).toEqual([2, 2, 2, 1, 2]);
  });

  test("dedupe of whole rows keeps the first of each", async () => {
    const table = tableOf([
      numericColumn("x", "int", [1, 2, 1, null, null]),
      textColumn("s", "text", ["a", "b", "a", null, null]),
    ]);
    const records = await run(
      [
        { kind: "from", input: "t" },
        { kind: "dedupe", by: [], order: [] },
      ],
      { x: "int", s: "text" },
      { t: table },
    );
    expect(records).toEqual([
      { x: 1, s: "a" },
      { x: 2, s: "b" },
      { x: null, s: null },
    ]);
  });

  test("union matches columns by name, left rows first", async () => {
    const union: RelationalStep = { kind: "union", input: "purchases", columns: ["id", "amount", "age"] };
    const renamed: RowStep = {
      kind: "select",
      columns: [
        { from: "id", to: "id" },
        { from: "age", to: "age" },
        { from: "age", to: "amount" },
      ],
    };
    const records = await run([from, renamed, union], { id: "id", age: "int", amount: "number" });
    expect(records.slice(3, 7)).toEqual([
      { id: "d", age: 40, amount: 40 },
      { id: null, age: 50, amount: 50 },
      { id: null, age: null, amount: 1 },
      { id: null, age: null, amount: 0.1 },
    ]);
  });

  test("a sample is the same each time, keeps the order, and depends on the seed", async () => {
    const table = tableOf([
      numericColumn(
        "x",
        "int",
        Array.from({ length: 2000 }, (_, row) => row),
      ),
    ]);
    const sampled = async (step: { share?: number; rows?: number; seed: number }) =>
      (
        await run(
          [
            { kind: "from", input: "t" },
            { kind: "sample", ...step },
          ],
          { x: "int" },
          { t: table },
        )
      ).map(({ x }) => Number(x));
    const half = await sampled({ share: 0.5, seed: 1 });
    expect(half).toEqual(await sampled({ share: 0.5, seed: 1 }));
    expect(half).toEqual([...half].sort((a, b) => a - b));
    expect(Math.abs(half.length - 1000)).toBeLessThan(100);
    expect(await sampled({ share: 0.5, seed: 2 })).not.toEqual(half);
    const some = await sampled({ rows: 17, seed: 1 });
    expect([some.length, new Set(some).size]).toEqual([17, 17]);
    expect(some).toEqual([...some].sort((a, b) => a - b));
  });

  test("the author's SQL reads the table so far as `this`", async () => {
    const sql: RelationalStep = {
      kind: "sql",
      query: "SELECT town, avg(age) AS age, 1.0/0 AS bad FROM this -- a comment\nWHERE age > 20 GROUP BY town;",
      columns: [
        { name: "town", kind: "category" },
        { name: "age", kind: "number" },
        { name: "bad", kind: "number" },
      ],
    };
    expect(await run([from, sql], { town: "category", age: "number", bad: "number" })).toEqual([
      { town: "X", age: 30, bad: null },
      { town: "Y", age: 50, bad: null },
      { town: null, age: 40, bad: null },
    ]);
  });

  test("derive replaces in place and keeps kinds; filter keeps what is true", async () => {
    const steps: (RelationalStep | RowStep)[] = [
      bought,
      {
        kind: "derive",
        name: "on",
        type: "timestamp",
        expression: call("add", at("on"), { kind: "literal", type: "duration", value: 1500 }),
      },
      {
        kind: "derive",
        name: "since",
        type: "duration",
        expression: call("subtract", { kind: "literal", type: "date", value: 40 }, call("date", at("on"))),
      },
      {
        kind: "filter",
        condition: call("less", call("days", at("since")), call("multiply", number(2), number(10))),
        source: "",
      },
      {
        kind: "select",
        columns: [
          { from: "since", to: "SINCE" },
          { from: "on", to: "on" },
        ],
      },
    ];
    expect(await run(steps, { SINCE: "duration", on: "timestamp" })).toEqual([
      { SINCE: 10 * 86_400, on: "1970-01-31T00:00:01.500Z" },
    ]);
  });

  test("decompose agrees with statsmodels' seasonal_decompose", async () => {
    const y = Array.from({ length: 14 }, (_, row) => row * 0.5 + [3, -1, 0, 2][row % 4]! + ((row * 7) % 5) / 10);
    const t = Array.from({ length: 14 }, (_, row) => row);
    const decomposed = async (period: number) => {
      const table = tableOf([numericColumn("t", "int", t), numericColumn("y", "number", y)]);
      const steps: RelationalStep[] = [
        { kind: "from", input: "t" },
        { kind: "decompose", column: "y", period, order: [key("t")] },
      ];
      return run(steps, { y_trend: "number", y_season: "number", y_rest: "number" }, { t: table });
    };
    // python3 -c "from statsmodels.tsa.seasonal import seasonal_decompose as d; r = d(y, period=4, model='additive')"
    const even = await decomposed(4);
    const odd = await decomposed(3);
    for (const [records, name] of [
      [even, "even"],
      [odd, "odd"],
    ] as const) {
      for (const [row, wanted] of stored[name].entries()) {
        for (const [part, value] of Object.entries(wanted)) {
          const found = records[row]![`y_${part}`];
          if (value === null) expect(found).toBe(null);
          else expect(found).toBeCloseTo(value, 12);
        }
      }
    }
  });
});

type Parts = { readonly trend: number | null; readonly season: number; readonly rest: number | null };
const stored: Record<"even" | "odd", readonly Parts[]> = {
  even: [
    { trend: null, season: 2.002604166666667, rest: null },
    { trend: null, season: -2.028645833333334, rest: null },
    { trend: 2.2125, season: -0.9973958333333333, rest: 0.18489583333333326 },
    { trend: 2.7249999999999996, season: 1.0234375000000002, rest: -0.14843749999999978 },
    { trend: 3.175, season: 2.002604166666667, rest: 0.12239583333333304 },
    { trend: 3.6875, season: -2.028645833333334, rest: -0.15885416666666607 },
    { trend: 4.2, season: -0.9973958333333333, rest: -0.0026041666666667407 },
    { trend: 4.7125, season: 1.0234375000000002, rest: 0.16406249999999978 },
    { trend: 5.225, season: 2.002604166666667, rest: -0.12760416666666696 },
    { trend: 5.675000000000001, season: -2.028645833333334, rest: 0.15364583333333304 },
    { trend: 6.1875, season: -0.9973958333333333, rest: -0.19010416666666674 },
    { trend: 6.7, season: 1.0234375000000002, rest: -0.023437500000000222 },
    { trend: null, season: 2.002604166666667, rest: null },
    { trend: null, season: -2.028645833333334, rest: null },
  ],
  odd: [
    { trend: null, season: 0.02777777777777809, rest: null },
    { trend: 1.3666666666666667, season: 0.027777777777777478, rest: -1.6944444444444442 },
    { trend: 1.5666666666666667, season: -0.05555555555555556, rest: -0.11111111111111119 },
    { trend: 3.433333333333333, season: 0.02777777777777809, rest: 0.13888888888888887 },
    { trend: 3.466666666666667, season: 0.027777777777777478, rest: 1.8055555555555556 },
    { trend: 3.333333333333333, season: -0.05555555555555556, rest: -1.7777777777777775 },
    { trend: 3.533333333333333, season: 0.02777777777777809, rest: -0.3611111111111111 },
    { trend: 5.3999999999999995, season: 0.027777777777777478, rest: 0.47222222222222343 },
    { trend: 5.6, season: -0.05555555555555556, rest: 1.5555555555555556 },
    { trend: 5.299999999999999, season: 0.02777777777777809, rest: -1.5277777777777772 },
    { trend: 5.5, season: 0.027777777777777478, rest: -0.5277777777777775 },
    { trend: 7.366666666666665, season: -0.05555555555555556, rest: 0.3888888888888904 },
    { trend: 7.5666666666666655, season: 0.02777777777777809, rest: 1.8055555555555567 },
    { trend: null, season: 0.027777777777777478, rest: null },
  ],
};
