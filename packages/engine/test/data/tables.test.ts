import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { numericColumn, profileTable, seededRandom, type Table, tableOf, textColumn } from "@mlopsc/learn";
import type { Column, Expression, RelationalStep } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { profileParquet } from "../../src/data/profile-parquet.ts";
import { Session } from "../../src/data/session.ts";
import { dataStore, temporaryFolder, unwrap } from "./temporary-folder.ts";

const every: Table = tableOf([
  numericColumn("flag", "bool", [1, 0, null, 1]),
  numericColumn("n", "int", [2 ** 53, -5, null, 0]),
  numericColumn("x", "number", [0.1, -1.7976931348623157e308, null, 5e-324]),
  numericColumn("on", "date", [-25567, 0, null, 47482]),
  numericColumn("at", "timestamp", [-2.2e12, 1.5, null, 4.1e12 + 0.125]),
  numericColumn("length", "duration", [0.5, -1, null, 1e15]),
  textColumn("t", "text", ["", "nul\0byte", null, "😀'\""]),
  textColumn("c", "category", ["b", "a", null, "b"]),
  textColumn("id", "id", ["1", "\uFEFF1", null, "3"]),
  textColumn("all missing", "category", [null, null, null, null]),
]);

const texts = (table: Table) =>
  table.columns.map((column) =>
    "codes" in column
      ? { ...column, codes: undefined, dictionary: Array.from(column.codes, (code) => column.dictionary[code] ?? null) }
      : column,
  );

/** Twice as many rows than fit in a row group, with few and with many distinct texts. */
function manyRows(rows: number): Table {
  const random = seededRandom(1);
  const draw = (low: number, high: number) =>
    Float64Array.from({ length: rows }, () => low + random.next() * (high - low));
  const x = draw(-1, 1).map((value, row) => (row % 10 === 0 ? Number.NaN : value));
  const codes = Int32Array.from({ length: rows }, () => Math.floor(random.next() * 41) - 1);
  const dictionary = Array.from({ length: 40 }, (_, at) => `level ${at}`);
  return tableOf([
    { name: "x", kind: "number", values: x },
    { name: "day", kind: "date", values: draw(0, 20_000).map(Math.floor) },
    { name: "flag", kind: "bool", values: draw(0, 2).map(Math.floor) },
    { name: "level", kind: "category", codes, dictionary },
    textColumn(
      "name",
      "text",
      Array.from({ length: rows }, (_, row) => `name ${(row * 7919) % rows}`),
    ),
  ]);
}

describe("a table", () => {
  test("comes back from Parquet as it was, kind by kind", async () => {
    const path = join(temporaryFolder(), "t.parquet");
    const store = dataStore();
    unwrap(await store.writeTable(every, path));
    expect(texts(unwrap(await store.readTable(path)))).toEqual(texts(every));
    const two = unwrap(await store.readTable(path, ["t", "x"]));
    expect(two.columns.map(({ name }) => name)).toEqual(["t", "x"]);
    expect(unwrap(await store.columns(path)).map(({ type }) => type.nullable)).toEqual(every.columns.map(() => true));
    expect(unwrap(await store.rowCount(path))).toBe(4);
    expect((await store.readTable(path, ["nothing"])).failed?.[0]?.code).toBe("ML5103");
    expect((await store.readTable(`${path}x`)).failed?.[0]?.code).toBe("ML5114");
  });

  test("without rows or columns comes back too", async () => {
    const path = join(temporaryFolder(), "t.parquet");
    const store = dataStore();
    const empty = tableOf([numericColumn("x", "number", []), textColumn("t", "text", [])]);
    unwrap(await store.writeTable(empty, path));
    expect(unwrap(await store.readTable(path))).toEqual(empty);
  });

  test("of many rows keeps their order and its bytes", async () => {
    const table = manyRows(130_000);
    const folder = temporaryFolder();
    const store = dataStore();
    const digests = new Set<string>();
    for (const name of ["a", "b"]) {
      unwrap(await store.writeTable(table, join(folder, name)));
      digests.add(
        createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex"),
      );
    }
    expect(digests.size).toBe(1);
    const back = unwrap(await store.readTable(join(folder, "a")));
    expect(texts(back)).toEqual(texts(table));
  });
});

test("the profile is that of learn, without values of personal data", async () => {
  const folder = temporaryFolder();
  const store = dataStore();
  for (const [name, table] of Object.entries({ every, many: manyRows(3000) })) {
    const path = join(folder, name);
    const columns: Column[] = table.columns.map((column) => ({
      name: column.name,
      type: {
        kind: column.kind,
        nullable: true,
        ...(column.name === "name" || column.name === "id" ? { pii: true } : {}),
      },
    }));
    unwrap(await store.writeTable(table, path, columns));
    const found = unwrap(await store.profile(path));
    const session = new Session({ threads: 2 });
    const inDatabase = await session.use((connection) => profileParquet(connection, path, 0));
    await session.close();
    const wanted = profileTable(table, ["name", "id"]);
    expect(found.length).toBe(table.columns.length);
    const rounded = (value: unknown) =>
      JSON.parse(JSON.stringify(value, (_, part) => (typeof part === "number" ? Number(part.toPrecision(12)) : part)));
    expect(rounded(found)).toEqual(rounded(wanted));
    expect(rounded(inDatabase)).toEqual(rounded(wanted));
  }
});

test("a transform gives the same bytes with any number of threads", async () => {
  const folder = temporaryFolder();
  const writer = dataStore();
  const path = join(folder, "t.parquet");
  unwrap(await writer.writeTable(manyRows(130_000), path));
  const at = (name: string): Expression => ({ kind: "column", name });
  const summed: RelationalStep = {
    kind: "aggregate",
    by: ["level"],
    outputs: (["sum", "mean", "stddev", "median", "mode", "first"] as const).map((aggregate) => ({
      name: aggregate,
      aggregate,
      argument: at("x"),
    })),
  };
  const rolled: RelationalStep = {
    kind: "rolling",
    rows: 50,
    includeCurrent: false,
    by: ["level"],
    order: [{ column: "day", descending: false }],
    outputs: [{ name: "m", aggregate: "mean", argument: at("x") }],
  };
  const joined: RelationalStep = {
    kind: "join",
    input: "t",
    how: "inner",
    on: [{ left: "name", right: "name" }],
    columns: [{ from: "x", to: "other" }],
  };
  const number = { type: { kind: "number", nullable: true } } as const;
  const plans: [readonly RelationalStep[], readonly Column[]][] = [
    [[summed], ["sum", "mean", "stddev", "median", "mode", "first"].map((name) => ({ name, ...number }))],
    [
      [rolled],
      [
        { name: "m", ...number },
        { name: "name", type: { kind: "text", nullable: true } },
      ],
    ],
    [
      [joined, { kind: "sample", share: 0.7, seed: 3 }],
      [
        { name: "other", ...number },
        { name: "x", ...number },
      ],
    ],
  ];
  for (const [steps, columns] of plans) {
    const digests = new Set<string>();
    for (const threads of [1, 2, 4]) {
      const out = join(folder, "out.parquet");
      const store = dataStore({ threads });
      const config = { steps: [{ kind: "from", input: "t" } as const, ...steps], columns, seed: 1 };
      unwrap(await store.transform(config, { t: path }, out, { today: 0 }));
      digests.add(createHash("sha256").update(readFileSync(out)).digest("hex"));
    }
    expect([steps[0]!.kind, digests.size]).toEqual([steps[0]!.kind, 1]);
  }
});
