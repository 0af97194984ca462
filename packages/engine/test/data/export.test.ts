import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { numericColumn, type Table, tableOf, textColumn } from "@mlopsc/learn";
import { describe, expect, test } from "vitest";
import { dataStore, temporaryFolder, unwrap } from "./temporary-folder.ts";

const customers: Table = tableOf([
  textColumn("name", "text", ['Ada, "Countess"', "", null]),
  numericColumn("age", "int", [36, null, 41]),
  numericColumn("spend", "number", [0.1 + 0.2, 5e-324, -1.7976931348623157e308]),
  numericColumn("born", "date", [-56270, 0, null]),
  numericColumn("seen", "timestamp", [1_500, 1_234_567_890_123.5, null]),
]);

describe("an export", () => {
  test("writes CSV that tells empty text from a missing value, and times as ISO 8601", async () => {
    const [folder, store] = [temporaryFolder(), dataStore()];
    unwrap(await store.writeTable(customers, join(folder, "t.parquet")));
    unwrap(await store.export([join(folder, "t.parquet")], join(folder, "t.csv")));
    expect(readFileSync(join(folder, "t.csv"), "utf8")).toBe(
      [
        "name,age,spend,born,seen",
        '"Ada, ""Countess""",36,0.30000000000000004,1815-12-10,1970-01-01T00:00:01.500000Z',
        '"",,5e-324,1970-01-01,2009-02-13T23:31:30.123500Z',
        ",41,-1.7976931348623157e+308,,",
        "",
      ].join("\n"),
    );
  });

  test("writes text that holds JSON as what it says into JSON, as text elsewhere", async () => {
    const [folder, store] = [temporaryFolder(), dataStore()];
    const path = join(folder, "t.parquet");
    const why = ['{"base":0.30000000000000004,"parts":[{"column":"é","value":null}]}', null];
    unwrap(await store.writeTable(tableOf([textColumn("why", "text", why)]), path));
    const written = async (name: string): Promise<string> => {
      unwrap(await store.export([path], join(folder, name), { json: ["why"] }));
      return readFileSync(join(folder, name), "utf8");
    };
    expect(JSON.parse(await written("t.json"))).toEqual([{ why: JSON.parse(why[0] ?? "") }, { why: null }]);
    expect(await written("t.csv")).toContain('""base""');
  });

  test("writes JSON as one array, JSON lines a record each, Parquet byte for byte", async () => {
    const [folder, store] = [temporaryFolder(), dataStore()];
    const path = join(folder, "t.parquet");
    unwrap(await store.writeTable(customers, path));
    for (const name of ["t.json", "t.jsonl", "copy.parquet"]) unwrap(await store.export([path], join(folder, name)));
    const array = JSON.parse(readFileSync(join(folder, "t.json"), "utf8"));
    expect(array[0]).toEqual({
      ...{ name: 'Ada, "Countess"', age: 36, spend: 0.1 + 0.2, born: "1815-12-10" },
      seen: "1970-01-01T00:00:01.500000Z",
    });
    const lines = readFileSync(join(folder, "t.jsonl"), "utf8").trim().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(array);
    expect(readFileSync(join(folder, "copy.parquet")).equals(readFileSync(path))).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(["copy.parquet", "t.json", "t.jsonl", "t.parquet"]);
  });

  test("puts tables side by side in row order, beyond a row group", async () => {
    const [folder, store] = [temporaryFolder(), dataStore()];
    const rows = 130_000;
    const left = tableOf([
      numericColumn(
        "a",
        "int",
        Float64Array.from({ length: rows }, (_, row) => row),
      ),
    ]);
    const right = tableOf([
      numericColumn(
        "b",
        "int",
        Float64Array.from({ length: rows }, (_, row) => 7 * row),
      ),
    ]);
    unwrap(await store.writeTable(left, join(folder, "a.parquet")));
    unwrap(await store.writeTable(right, join(folder, "b.parquet")));
    const parts = [join(folder, "a.parquet"), join(folder, "b.parquet")];
    unwrap(await store.export(parts, join(folder, "both.parquet")));
    const both = unwrap(await store.readTable(join(folder, "both.parquet")));
    expect(both).toEqual(tableOf([...left.columns, ...right.columns]));
    unwrap(await store.export(parts, join(folder, "few.csv"), { rows: 2 }));
    expect(readFileSync(join(folder, "few.csv"), "utf8")).toBe("a,b\n0,0\n1,7\n");
  });

  test("of tables that share a column is refused, and leaves no file", async () => {
    const [folder, store] = [temporaryFolder(), dataStore()];
    const path = join(folder, "t.parquet");
    unwrap(await store.writeTable(customers, path));
    expect((await store.export([path, path], join(folder, "t.csv"))).failed?.[0]?.code).toBe("ML5112");
    expect(readdirSync(folder)).toEqual(["t.parquet"]);
  });
});
