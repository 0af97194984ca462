import { join } from "node:path";
import { numericColumn, tableOf, textColumn } from "@mlopsc/learn";
import type { ColumnType } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { schemaDifference } from "../../src/data/schema-difference.ts";
import { dataStore, temporaryFolder, unwrap } from "./temporary-folder.ts";

const before = tableOf([
  textColumn("id", "id", ["a", "b", "c"]),
  numericColumn("x", "number", [1, 2, 3]),
  textColumn("level", "category", ["u", "u", "v"]),
  numericColumn("gone", "int", [1, 2, 3]),
]);
const after = tableOf([
  textColumn("id", "id", ["b", "c", "d", "d"]),
  numericColumn("x", "number", [2, 30, 4, 5]),
  textColumn("level", "category", ["u", null, "v", "v"]),
  numericColumn("fresh", "int", [1, 2, 3, null]),
]);

test("rows by key, columns and how far each moved", async () => {
  const folder = temporaryFolder();
  const store = dataStore();
  const [old, fresh] = [join(folder, "a"), join(folder, "b")];
  unwrap(await store.writeTable(before, old));
  unwrap(await store.writeTable(after, fresh));
  const difference = unwrap(await store.difference(old, fresh, ["id"]));
  expect(difference.schema.added.map(({ name }) => name)).toEqual(["fresh"]);
  expect(difference.schema.removed.map(({ name }) => name)).toEqual(["gone"]);
  expect(difference.schema.changed.map(({ name }) => name)).toEqual(["level"]);
  expect(difference.rows).toEqual({ before: 3, after: 4 });
  expect(difference.byKey).toEqual({
    added: { count: 1, sample: [{ id: "d", x: "4.0", level: "v", fresh: "3" }] },
    removed: { count: 1, sample: [{ id: "a", x: "1.0", level: "u", gone: "1" }] },
    changed: {
      count: 1,
      sample: [{ key: { id: "c" }, before: { x: "3.0", level: "v" }, after: { x: "30.0", level: null } }],
      columns: { x: 1, level: 1 },
    },
  });
  expect(difference.warnings.map(({ code }) => code)).toEqual(["ML5115"]);
  const [, x, level] = difference.columns;
  expect(x!.shift).toBeCloseTo((10.25 - 2) / Math.sqrt(2 / 3), 12);
  expect(level!.variation).toBeCloseTo(1 / 3, 12);
});

test("a whole number is the same number under another kind, and what was personal stays hidden", async () => {
  const folder = temporaryFolder();
  const store = dataStore();
  const [old, fresh] = [join(folder, "a"), join(folder, "b")];
  const id = textColumn("id", "id", ["a", "b"]);
  const names = (last: string) => textColumn("name", "text", ["Ada", last]);
  const column = (name: string, type: ColumnType) => ({ name, type });
  const idType = column("id", { kind: "id", nullable: false });
  unwrap(
    await store.writeTable(tableOf([id, numericColumn("x", "int", [1, null]), names("Bob")]), old, [
      ...[idType, column("x", { kind: "int", nullable: true })],
      column("name", { kind: "text", nullable: false, pii: true }),
    ]),
  );
  unwrap(await store.writeTable(tableOf([id, numericColumn("x", "number", [1, null]), names("Eve")]), fresh));
  const { byKey } = unwrap(await store.difference(old, fresh, ["id"]));
  expect(byKey?.changed).toEqual({
    count: 1,
    sample: [{ key: { id: "b" }, before: { name: "(hidden)" }, after: { name: "(hidden)" } }],
    columns: { name: 1 },
  });
});

test("a table has no difference from itself", async () => {
  const path = join(temporaryFolder(), "a");
  const store = dataStore();
  unwrap(await store.writeTable(before, path));
  const { schema, byKey, columns } = unwrap(await store.difference(path, path, ["id"]));
  expect(schema).toEqual({ added: [], removed: [], changed: [] });
  expect([byKey!.added.count, byKey!.removed.count, byKey!.changed.count]).toEqual([0, 0, 0]);
  expect(columns.map(({ shift, variation }) => shift ?? variation)).toEqual([0, 0, 0, 0]);
});

test("schemas differ by kind, by what may be missing, by levels and by range", () => {
  const column = (type: object) => [{ name: "x", type: { kind: "int", nullable: false, ...type } as const }];
  for (const type of [
    { kind: "number" },
    { nullable: true },
    { pii: true },
    { levels: ["a"] },
    { range: { low: 0 } },
  ]) {
    expect(schemaDifference(column({}), column(type)).changed.length).toBe(1);
  }
  expect(schemaDifference(column({ levels: ["a"] }), column({ levels: ["a"] })).changed).toEqual([]);
});
