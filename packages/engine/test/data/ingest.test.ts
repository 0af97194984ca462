import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { recordsFromTable } from "@mlopsc/learn";
import type { SourceDefinition } from "@mlopsc/plan";
import type { Column, ScalarKind } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { dataStore, failuresOf, temporaryFolder, unwrap } from "./temporary-folder.ts";

type Declared = Column & { readonly format?: string };
const column = (name: string, kind: ScalarKind, nullable = true, more: object = {}): Declared => ({
  name,
  type: { kind, nullable },
  ...more,
});

async function ingested(
  files: Readonly<Record<string, string | Uint8Array>>,
  source: Partial<SourceDefinition> & { path: string },
  columns: readonly Declared[],
) {
  const folder = temporaryFolder(files);
  const store = dataStore();
  const out = join(folder, "out.parquet");
  const result = await store.ingest(
    { source: { format: "csv", ...source } as SourceDefinition, columns, key: [] },
    folder,
    out,
  );
  if (result.failed) {
    expect(readdirSync(folder).filter((name) => name.includes("out.parquet"))).toEqual([]);
    return { failed: failuresOf(result), doubts: [], records: [] };
  }
  const doubts = result.value.doubts.map(({ code, message }) => `${code} ${message}`);
  return { failed: [], doubts, records: recordsFromTable(unwrap(await store.readTable(out))) };
}

describe("a CSV source", () => {
  test("gives exactly the declared columns, in order, with every kind", async () => {
    const csv =
      "id,extra,flag,n,x,when,at,segment\n007,z,Yes,12,1.5,2020-02-29,2020-01-01T00:30:00+02:00,a b\n008,z,no,,nan,,2020-01-01 10:00:00.25,\n";
    const { failed, records } = await ingested({ "a.csv": csv }, { path: "a.csv" }, [
      column("segment", "category"),
      column("id", "id", false),
      column("flag", "bool"),
      column("n", "int"),
      column("x", "number"),
      column("when", "date"),
      column("at", "timestamp"),
    ]);
    expect(failed).toEqual([]);
    expect(records).toEqual([
      { segment: "a b", id: "007", flag: true, n: 12, x: 1.5, when: "2020-02-29", at: "2019-12-31T22:30:00Z" },
      { segment: null, id: "008", flag: false, n: null, x: null, when: null, at: "2020-01-01T10:00:00.250Z" },
    ]);
  });

  test("tells what is no instant from a missing one, and reads instants in each of their forms", async () => {
    const csv = "at,n\n2020-01-01 10:00:00,1\n2020-01-01T10:00:00+02:00,2\n,3\n 2020-01-01 10:00 ,4\ninfinity,5\n";
    const columns = [column("at", "timestamp"), column("n", "int")];
    const good = await ingested({ "a.csv": csv }, { path: "a.csv" }, columns);
    expect(good.failed).toEqual([]);
    expect(good.records.map(({ at }) => at)).toEqual([
      "2020-01-01T10:00:00Z",
      "2020-01-01T08:00:00Z",
      null,
      "2020-01-01T10:00:00Z",
      null,
    ]);
    for (const at of ["noon", "2020-13-01 10:00:00", "2020-01-01 10:00:99"]) {
      const { failed } = await ingested({ "a.csv": `${csv}${at},6\n` }, { path: "a.csv" }, columns);
      expect(failed).toHaveLength(1);
      expect(failed[0]).toContain(at);
    }
  });

  test("takes NaN and infinities for missing, wherever they stand", async () => {
    const rows = Array.from({ length: 130_000 }, (_, row) => `${row},${row / 4},2020-01-01`);
    for (const [value, day] of [
      ["nan", "2020-01-01"],
      ["-inf", "2020-01-01"],
      ["0.5", "infinity"],
    ]) {
      const lines = ["n,x,day", "0,NaN,2020-01-01", ...rows.with(5, `5,${value},${day}`)];
      const files = { "a.csv": `${lines.join("\n")}\n` };
      const columns = [column("n", "int", false), column("x", "number"), column("day", "date")];
      const { failed, records } = await ingested(files, { path: "a.csv" }, columns);
      expect(failed).toEqual([]);
      const expected = { n: 5, x: value === "0.5" ? 0.5 : null, day: day === "infinity" ? null : day };
      expect(records[6]).toEqual(expected);
      expect(records.filter(({ x }) => x === null)).toHaveLength(value === "0.5" ? 1 : 2);
      const needed = [column("n", "int", false), column("x", "number", false), column("day", "date")];
      expect((await ingested(files, { path: "a.csv" }, needed)).failed).toHaveLength(1);
    }
  });

  test("reads delimiters, decimal commas, missing marks and formats of dates", async () => {
    const { failed, records } = await ingested(
      { "a.csv": "Prix (€);Né le;n\n1,5;29/02/2020;NA\n-2;01/03/2020;3\n" },
      { path: "a.csv", decimal: ",", missing: "NA" } as SourceDefinition,
      [column("Prix (€)", "number"), column("Né le", "date", true, { format: "%d/%m/%Y" }), column("n", "int")],
    );
    expect(failed).toEqual([]);
    expect(records).toEqual([
      { "Prix (€)": 1.5, "Né le": "2020-02-29", n: null },
      { "Prix (€)": -2, "Né le": "2020-03-01", n: 3 },
    ]);
  });

  test("blank fields are missing, spaces around numbers do not matter", async () => {
    const { failed, records } = await ingested({ "a.csv": "x,n\n  ,1\n 2.5 , 7\n" }, { path: "a.csv" }, [
      column("x", "number"),
      column("n", "int"),
    ]);
    expect(failed).toEqual([]);
    expect(records).toEqual([
      { x: null, n: 1 },
      { x: 2.5, n: 7 },
    ]);
  });

  test("tells each column's bad fields with file, row, value and count", async () => {
    const { failed } = await ingested(
      { "p/a.csv": "x,n,s\n1,1,u\n", "p/b.csv": "x,s,n\n2,u,1.5\noops,u,2\nworse,u,3\n" },
      { path: "p/*.csv" },
      [column("x", "number"), column("n", "int"), column("s", "text")],
    );
    expect(failed).toEqual([
      "ML5104 `x` is declared number, but row 2 of p/b.csv has `oops` (and 1 more such values).",
      "ML5104 `n` is declared int, but row 1 of p/b.csv has `1.5`.",
    ]);
  });

  test("hides bad values of personal data", async () => {
    const columns = [{ name: "x", type: { kind: "number", nullable: true, pii: true } }] as const;
    const { failed } = await ingested({ "a.csv": "x\nJane\n" }, { path: "a.csv" }, columns);
    expect(failed.join()).toContain("ML5104");
    expect(failed.join()).not.toContain("Jane");
  });

  test("tells missing values where there must be one", async () => {
    const { failed } = await ingested({ "a.csv": "x,n\n1,1\n,2\n,3\n" }, { path: "a.csv" }, [
      column("x", "number", false),
      column("n", "int", false),
    ]);
    expect(failed).toEqual(["ML5105 `x` must always have a value, but 2 rows have none; the first is row 2 of a.csv."]);
  });

  test("tells absent columns, absent files, broken lines and files without a header", async () => {
    const columns = [column("x", "number")];
    const codesOf = async (files: Record<string, string | Uint8Array>, path = "a.csv", more: object = {}) =>
      (await ingested(files, { path, ...more }, columns)).failed.map((text) => text.slice(0, 6));
    expect(await codesOf({ "a.csv": "y,z\n1,2\n" })).toEqual(["ML5103"]);
    expect(await codesOf({}, "nothing-*.csv")).toEqual(["ML5101"]);
    const [folder] = (await ingested({}, { path: "." }, columns)).failed;
    expect(folder).toContain("ML5102");
    expect(folder).toContain("*.csv");
    expect(await codesOf({ "a.csv": "" })).toEqual(["ML5113"]);
    expect(await codesOf({ "a.csv": "x,y\n1,2\n3\n" })).toEqual(["ML5108"]);
    // Rows of unequal length at the end do not make another line the header.
    expect(await codesOf({ "a.csv": `x,y\n${"1,2\n".repeat(50)}3\n4,5,6\n` })).toEqual(["ML5108"]);
    expect(await codesOf({ "a.csv": Buffer.from([120, 10, 0xff, 10]) })).toEqual(["ML5107"]);
    expect(await codesOf({ "a.csv": "x\n1\n" }, "a.csv", { encoding: "klingon" })).toEqual(["ML5106"]);
    expect(await codesOf({}, "s3://bucket/a.csv")).toEqual(["ML5116"]);
  });

  test("tells NUL bytes and their line, and what is wrong besides", async () => {
    const columns = [column("n", "int"), column("s", "text")];
    const failures = async (text: string | Uint8Array, more: object = {}, path = "a.csv") =>
      (await ingested({ [path]: text }, { path, ...more }, columns)).failed;
    const nul = (line: number) =>
      `ML5471 a.csv cannot be read as it is: line ${line} has a NUL byte, which is no text.`;
    expect(await failures("n,s\n1,a\n2\0,b\n")).toEqual([nul(3)]);
    expect(await failures('n,s\n1,"a\nb"\n2\0,b\n')).toEqual([nul(4)]);
    expect(await failures("n,s\n1,a\n\0\0\0\n3,b\n")).toEqual([nul(3)]);
    expect(await failures(`n,s\n${"1,a\n".repeat(300_000)}${"\0".repeat(4096)}`)).toEqual([nul(300_002)]);
    expect(await failures("n,s\0\n1,a\n")).toEqual([nul(1)]);
    expect(await failures(Buffer.from("n,s\n1,a\n", "utf16le"))).toEqual([nul(1)]);
    const [packed] = await failures(gzipSync("n,s\n1,a\n2\0,b\n"), {}, "a.csv.gz");
    expect(packed).toBe(nul(3).replace("a.csv", "a.csv.gz"));
    // Another mistake is no less one.
    expect(await failures("n,s\nx,a\n2,b\0\n")).toEqual([
      nul(3),
      "ML5104 `n` is declared int, but row 1 of a.csv has `x`.",
    ]);
    expect(await failures("n,s\n1,a,b\n2,b\0\n")).toEqual([nul(3), expect.stringMatching(/^ML5108 Line 2 of a\.csv/)]);
    expect(await failures(Buffer.from("\uFEFFn,s\n1,a\n", "utf16le"), { encoding: "utf-16" })).toEqual([]);
  });

  test("keeps NUL bytes in texts, with a doubt", async () => {
    const columns = [column("n", "int"), column("s", "text")];
    const { records, doubts } = await ingested({ "a.csv": "n,s\n1,a\n2,b\0\n" }, { path: "a.csv" }, columns);
    expect(records.map(({ s }) => s)).toEqual(["a", "b\0"]);
    expect(doubts).toEqual([
      "ML5472 Line 3 of a.csv has a NUL byte, which stays a part of the text that it stands in.",
    ]);
  });

  test("a header without rows is a table without rows", async () => {
    const { failed, records } = await ingested({ "a.csv": "x;s\n" }, { path: "a.csv" }, [
      column("x", "number", false),
      column("s", "text"),
    ]);
    expect([failed, records]).toEqual([[], []]);
  });

  test("without a header the declared names are taken in order", async () => {
    const { records } = await ingested(
      { "a.csv": "1,a\n2,b\n" },
      { path: "a.csv", header: false } as SourceDefinition,
      [column("n", "int"), column("s", "text")],
    );
    expect(records).toEqual([
      { n: 1, s: "a" },
      { n: 2, s: "b" },
    ]);
  });

  test("reads latin-1, both utf-16 and compressed files", async () => {
    const columns = [column("é", "text")];
    const text = "é\nà\n😀\n";
    const latin = Buffer.from("é\nà\n", "latin1");
    const little = Buffer.from(`\uFEFF${text}`, "utf16le");
    const expected = [{ é: "à" }, { é: "😀" }];
    const read = async (name: string, bytes: Uint8Array, encoding?: string) =>
      (
        await ingested(
          { [name]: bytes },
          { path: name, ...(encoding ? { encoding } : {}) } as SourceDefinition,
          columns,
        )
      ).records;
    expect(await read("a.csv", latin, "latin-1")).toEqual([{ é: "à" }]);
    expect(await read("b.csv", little, "utf-16")).toEqual(expected);
    expect(await read("c.csv", Buffer.from(little).swap16(), "utf-16")).toEqual(expected);
    expect(await read("d.csv.gz", gzipSync(text))).toEqual(expected);
    expect(await read("e.csv.gz", gzipSync(latin), "latin-1")).toEqual([{ é: "à" }]);
  });

  test("huge numbers, quoted line breaks and names with spaces", async () => {
    const csv = ' Âge ,"a,b"\n1e308,"x\ny"\n-1e400,"say ""hi"""\n';
    const { failed, records } = await ingested({ "a.csv": csv }, { path: "a.csv" }, [
      column("Âge", "number"),
      column("a,b", "text"),
    ]);
    expect(failed).toEqual([]);
    expect(records).toEqual([
      { Âge: 1e308, "a,b": "x\ny" },
      { Âge: null, "a,b": 'say "hi"' },
    ]);
  });
});

describe("values that can be read and are doubtful", () => {
  const doubtsOf = async (text: string, columns: readonly Declared[], more: object = {}) => {
    const folder = temporaryFolder({ "a.csv": text });
    const config = { source: { format: "csv", path: "a.csv", ...more } as SourceDefinition, columns, key: [] };
    const { doubts } = unwrap(await dataStore().ingest(config, folder, join(folder, "out.parquet")));
    return doubts.map(({ code, message }) => `${code} ${message.split(":")[0]}`);
  };

  test("infinities are counted, with the first, however the source is read", async () => {
    const one = "ML5414 `x` has 2 values that are no finite number (row 2 of a.csv has `-inf`)";
    expect(await doubtsOf("x\n1\n-inf\nnan\n", [column("x", "number")])).toEqual([one]);
    expect(await doubtsOf("x\n1\n-inf\nnan\n", [column("x", "int")])).toEqual([one]);
    expect(await doubtsOf("x\n1,5\n-inf\nnan\n", [column("x", "number")], { decimal: ",", delimiter: ";" })).toEqual([
      one,
    ]);
    expect(await doubtsOf("x\n1\n-inf\nnan\n", [column("x", "number")], { missing: "nan" })).toEqual([
      "ML5414 `x` has 1 value that is no finite number (row 2 of a.csv has `-inf`)",
    ]);
  });

  test("what is text, missing or finite leaves no doubt", async () => {
    expect(await doubtsOf("x,y\n1,inf\n,nan\n1e300,b\n", [column("x", "number"), column("y", "text")])).toEqual([]);
  });

  test("whole numbers from 2 to the power of 53 on are told as they stand; as an id or a number they are well", async () => {
    const text = "x\n1\n9007199254740991\n9007199254740993\n";
    expect(await doubtsOf(text, [column("x", "int")])).toEqual([
      "ML5416 `x` has 1 whole number beyond 9007199254740992 (row 3 of a.csv has `9007199254740993`), where neighbours cannot be told apart.",
    ]);
    expect(await doubtsOf(text, [column("x", "id")])).toEqual([]);
    expect(await doubtsOf(text, [column("x", "number")])).toEqual([]);
  });

  test("a value of personal data is not told", async () => {
    const [doubt] = await doubtsOf("x\ninf\n", [{ name: "x", type: { kind: "number", nullable: true, pii: true } }]);
    expect(doubt).toBe("ML5414 `x` has 1 value that is no finite number (row 1 of a.csv has `…`)");
  });

  test("a name that stands twice in the header is refused where it is declared, and only there", async () => {
    const columns = [column("a", "int"), column("b_1", "int")];
    const { failed } = await ingested({ "a.csv": "a,c,a,b_1\n1,2,3,4\n" }, { path: "a.csv" }, columns);
    expect(failed).toEqual([
      "ML5415 a.csv has 2 columns called `a` (columns 1 and 3): which one is meant cannot be told.",
    ]);
    const { records } = await ingested({ "a.csv": "a,c,C,b_1\n1,2,3,4\n" }, { path: "a.csv" }, columns);
    expect(records).toEqual([{ a: 1, b_1: 4 }]);
  });
});

test("JSON rows are taken in like others", async () => {
  const json = '[{"n": 1, "s": "a", "x": 2.5}, {"n": 2, "s": null}]';
  const { failed, records } = await ingested(
    { "a.json": json },
    { path: "a.json", format: "json" } as SourceDefinition,
    [column("s", "text"), column("n", "int"), column("x", "number")],
  );
  expect(failed).toEqual([]);
  expect(records).toEqual([
    { s: "a", n: 1, x: 2.5 },
    { s: null, n: 2, x: null },
  ]);
});

test("the same rows give the same bytes with any number of threads, in the order of the file", async () => {
  const lines = Array.from({ length: 300_000 }, (_, at) => `${at},${(at * 7919) % 1000}.${at % 10},s${at % 77}`);
  const folder = temporaryFolder({ "a.csv": `id,x,s\n${lines.join("\n")}\n` });
  const digests = new Set<string>();
  for (const threads of [1, 2, 4]) {
    const store = dataStore({ threads });
    const out = join(folder, `${threads}.parquet`);
    const columns = [column("id", "int", false), column("x", "number"), column("s", "category")];
    unwrap(await store.ingest({ source: { format: "csv", path: "a.csv" }, columns, key: [] }, folder, out));
    digests.add(createHash("sha256").update(readFileSync(out)).digest("hex"));
    const [id] = unwrap(await store.readTable(out, ["id"])).columns;
    expect(id && "values" in id && id.values.every((value, at) => value === at)).toBe(true);
  }
  expect(digests.size).toBe(1);
});

test("an abort stops the work and leaves nothing", async () => {
  const lines = Array.from({ length: 400_000 }, (_, at) => `${at},${at}`);
  const folder = temporaryFolder({ "a.csv": `x,y\n${lines.join("\n")}\n` });
  const abort = new AbortController();
  const columns = [column("x", "number"), column("y", "text")];
  const out = join(folder, "out.parquet");
  const working = dataStore().ingest(
    { source: { format: "csv", path: "a.csv" }, columns, key: [] },
    folder,
    out,
    abort.signal,
  );
  setTimeout(() => abort.abort(), 5);
  expect(failuresOf(await working)).toEqual(["ML5111 Stopped before it was done; nothing was kept of this step."]);
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(folder)).toEqual(["a.csv"]);
});

test("the fingerprint tells contents and names, and uses what it knows of a file", async () => {
  const folder = temporaryFolder({ "a.csv": "x\n1\n", "b.csv": "x\n2\n" });
  const known = new Map<string, string>();
  const digests = {
    get: (key: string) => known.get(key),
    set: (key: string, digest: string) => void known.set(key, digest),
  };
  const store = dataStore({ digests });
  const first = unwrap(await store.fingerprint({ format: "csv", path: "*.csv" }, folder));
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(known.size).toBe(2);
  for (const key of known.keys()) known.set(key, "remembered");
  expect(unwrap(await store.fingerprint({ format: "csv", path: "*.csv" }, folder))).not.toBe(first);
  known.clear();
  expect(unwrap(await store.fingerprint({ format: "csv", path: "*.csv" }, folder))).toBe(first);
  expect(unwrap(await store.fingerprint({ format: "csv", path: "a.csv" }, folder))).not.toBe(first);
});

test("columns that differ by capitals only are refused", async () => {
  const { failed } = await ingested({ "a.csv": "x,y\n1,2\n" }, { path: "a.csv" }, [
    column("x", "int"),
    column("y", "int"),
  ]);
  expect(failed).toEqual([]);
  const folder = temporaryFolder();
  const store = dataStore();
  const numbers = (name: string) => ({ name, kind: "number" as const, values: Float64Array.of(1) });
  const table = { rows: 1, columns: [numbers("a"), numbers("A")] };
  expect(failuresOf(await store.writeTable(table, join(folder, "t.parquet"))).join()).toContain("ML5112");
});

test("a column whose type is known is not looked at when the others are inferred", async () => {
  const folder = temporaryFolder({ "a.csv": "x,code,note\n1,007,a\n2,008,\n" });
  const known = [{ name: "code", type: { kind: "int", nullable: false, range: { low: 0 } } } as const];
  const inferred = unwrap(await dataStore().inferSchema({ format: "csv", path: "a.csv" }, folder, undefined, known));
  expect(inferred).toEqual([
    { name: "x", type: { kind: "int", nullable: false } },
    known[0],
    { name: "note", type: { kind: "text", nullable: true } },
  ]);
});
