import { join } from "node:path";
import { numericColumn, recordsFromTable, type Table, tableOf, textColumn } from "@mlopsc/learn";
import type { AggregateName, Column, RelationalStep, ScalarKind } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { dataStore, temporaryFolder, unwrap } from "../data/temporary-folder.ts";
import stored from "./reference/time-windows.json" with { type: "json" };

const start = Date.UTC(2020, 2, 28);
const minute = 60_000;
const hour = 60 * minute;

async function run(table: Table, steps: readonly RelationalStep[], columns: Readonly<Record<string, ScalarKind>>) {
  const folder = temporaryFolder();
  const store = dataStore();
  unwrap(await store.writeTable(table, join(folder, "t.parquet")));
  const wanted: Column[] = Object.entries(columns).map(([name, kind]) => ({ name, type: { kind, nullable: true } }));
  const all = [{ kind: "from", input: "t" } as const, ...steps];
  const out = join(folder, "out.parquet");
  unwrap(
    await store.transform({ steps: all, columns: wanted, seed: 1 }, { t: join(folder, "t.parquet") }, out, {
      today: 0,
    }),
  );
  return recordsFromTable(unwrap(await store.readTable(out)));
}

const order = [{ column: "at", descending: false }];
const x = { kind: "column", name: "x" } as const;
const lag = (milliseconds: number, name: string, by: readonly string[] = []): RelationalStep => ({
  kind: "lag",
  outputs: [{ name, column: "x", milliseconds }],
  order,
  by,
});

test("over rows with gaps: pandas' values at a time, and its windows closed on the left, within 1e-9", async () => {
  const table = tableOf([
    numericColumn(
      "at",
      "timestamp",
      stored.minutes.map((each) => start + each * minute),
    ),
    textColumn("meter", "category", stored.meter),
    numericColumn("x", "number", stored.x),
  ]);
  const named: Readonly<Record<string, AggregateName>> = {
    ...same(["sum", "mean", "min", "max", "median"]),
    std: "stddev",
  };
  const rolling: RelationalStep = {
    kind: "rolling",
    milliseconds: 6 * hour,
    outputs: Object.entries(named).map(([name, aggregate]) => ({ name, aggregate, argument: x })),
    order,
    by: ["meter"],
  };
  const steps = [lag(hour, "lag1h", ["meter"]), lag(24 * hour, "lag1d", ["meter"]), rolling];
  const kinds = Object.fromEntries(["lag1h", "lag1d", ...Object.keys(named)].map((name) => [name, "number"] as const));
  const found = await run(table, steps, kinds);
  const { lag1h, lag1d, over6h } = stored;
  for (const [name, wanted] of Object.entries({ lag1h, lag1d, ...over6h })) {
    if (name === "count") continue;
    expect(wanted.filter((value) => value !== null).length, name).toBeGreaterThan(10);
    wanted.forEach((value, row) => {
      const here = found[row]![name];
      if (value === null) expect(here, `${name} ${row}`).toBeNull();
      else expect(Math.abs((here as number) - value), `${name} ${row}`).toBeLessThan(1e-9);
    });
  }
});

const same = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as Record<Name, Name>;

test("double rows, and a missing time: the first value of a time is its value, no row sees its own time", async () => {
  const times = [0, 1, 1, 2, 2, null].map((each) => (each === null ? null : each * hour));
  const table = tableOf([
    numericColumn("at", "timestamp", times),
    numericColumn("x", "number", [10, null, 21, 30, 31, 99]),
  ]);
  const outputs = (["sum", "count", "first", "last"] as const).map((aggregate) => ({
    name: aggregate,
    aggregate,
    argument: x,
  }));
  const rolling: RelationalStep = { kind: "rolling", milliseconds: 2 * hour, outputs, order, by: [] };
  const kinds = { before: "number", sum: "number", first: "number", last: "number" } as const;
  expect(await run(table, [lag(hour, "before"), rolling], kinds)).toEqual([
    { before: null, sum: null, first: null, last: null },
    { before: 10, sum: 10, first: 10, last: 10 },
    { before: 10, sum: 10, first: 10, last: 10 },
    { before: 21, sum: 31, first: 10, last: 21 },
    { before: 21, sum: 31, first: 10, last: 21 },
    { before: null, sum: null, first: null, last: null },
  ]);
});

test("dates are days, and descending order looks ahead", async () => {
  const table = tableOf([numericColumn("at", "date", [3, 1, 2, 10]), numericColumn("x", "number", [30, 10, 20, 100])]);
  expect(await run(table, [lag(24 * hour, "before")], { before: "number" })).toEqual([
    { before: 20 },
    { before: null },
    { before: 10 },
    { before: null },
  ]);
  const ahead: RelationalStep = {
    ...lag(24 * hour, "next"),
    order: [{ column: "at", descending: true }],
  } as RelationalStep;
  expect((await run(table, [ahead], { next: "number" })).map(({ next }) => next)).toEqual([null, 20, 30, null]);
});

test("a day is 24 hours of UTC, also on the night when clocks change", async () => {
  // Paris, 2020-03-29: 01:00 UTC is 03:00. The half-hour 26 hours later is 24 hours after the one before it.
  const table = tableOf([
    numericColumn(
      "at",
      "timestamp",
      [0, 23, 24, 25, 47, 48].map((each) => start + each * hour),
    ),
    numericColumn("x", "number", [0, 23, 24, 25, 47, 48]),
  ]);
  const found = await run(table, [lag(24 * hour, "before")], { before: "number" });
  expect(found.map(({ before }) => before)).toEqual([null, null, 0, null, 23, 24]);
});
