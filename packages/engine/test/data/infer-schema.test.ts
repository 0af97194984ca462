import type { SourceDefinition } from "@mlopsc/plan";
import { expect, test } from "vitest";
import { dataStore, temporaryFolder, unwrap } from "./temporary-folder.ts";

async function inferred(text: string, more: object = {}) {
  const folder = temporaryFolder({ "a.csv": text });
  const source = { format: "csv", path: "a.csv", ...more } as SourceDefinition;
  const columns = unwrap(await dataStore().inferSchema(source, folder));
  return Object.fromEntries(
    columns.map(({ name, type }) => [
      name,
      `${type.kind}${type.nullable ? "?" : ""}${type.levels ? ` ${type.levels}` : ""}`,
    ]),
  );
}

test("kinds are the narrowest that all values are of", async () => {
  const header = "flag,answer,n,x,code,day,at,clock,words,nothing";
  const rows = Array.from({ length: 40 }, (_, at) =>
    [
      at % 2 ? "true" : "False",
      at % 3 ? "Yes" : "No",
      at,
      at === 7 ? "" : at / 4,
      `0${at}`,
      "2020-02-29",
      at % 2 ? "2020-01-01T10:00:00+02:00" : "2020-01-01 10:00",
      `10:${10 + at}`,
      `word ${at}`,
      " ",
    ].join(","),
  );
  expect(await inferred([header, ...rows, ""].join("\n"))).toEqual({
    flag: "bool",
    answer: "category No,Yes",
    n: "int",
    x: "number?",
    code: "text",
    day: "date",
    at: "timestamp",
    clock: "text",
    words: "text",
    // As pandas has it: learners pass it over, and the first value that comes says what it is.
    nothing: "number?",
  });
});

test("whole numbers longer than any that is counted with are names, of which none may be lost", async () => {
  const long = Array.from({ length: 30 }, (_, at) => `1${String(at).padStart(18, "0")},${at},1e20,`);
  expect(await inferred(`order,n,x,more\n${long.join("\n")}\n3,3,3,2000000000000000000\n`)).toEqual({
    ...{ order: "id", n: "int", x: "number", more: "id?" },
  });
});

test("one value that does not fit, far down, makes the column text", async () => {
  const rows = Array.from({ length: 12_000 }, (_, at) => (at === 11_999 ? "twelve" : String(at)));
  expect(await inferred(`n\n${rows.join("\n")}\n`)).toEqual({ n: "text" });
});

test("a header without rows does not tell types", async () => {
  const folder = temporaryFolder({ "a.csv": "a;b\n" });
  const found = await dataStore().inferSchema({ format: "csv", path: "a.csv" }, folder);
  expect(found.failed?.map(({ message }) => message)).toEqual([
    "a.csv has a header and no rows, which do not tell the types of its columns.",
  ]);
});

test("decimal commas and missing marks are heeded", async () => {
  expect(await inferred("x;n\n1,5;1\nNA;2\n-0,25;NA\n", { decimal: ",", missing: "NA" })).toEqual({
    x: "number?",
    n: "int?",
  });
});

test("infinities and what is no number make no text of numbers: they are missing", async () => {
  expect(await inferred("x,n,w\n1.5,1,nan\nNaN,-inf,you\n2.5,Infinity,me\n")).toEqual({
    x: "number?",
    n: "int?",
    w: "text",
  });
});

test("without a schema no two columns may share a name", async () => {
  const folder = temporaryFolder({ "a.csv": "a,b,A\n1,2,3\n" });
  const found = await dataStore().inferSchema({ format: "csv", path: "a.csv" }, folder);
  expect(found.failed?.map(({ message }) => message)).toEqual([
    "a.csv has 2 columns called `a` (columns 1 and 3): which one is meant cannot be told.",
  ]);
});

test("a NUL byte in the header is told with its line", async () => {
  const folder = temporaryFolder({ "a.csv": "n,s\0\n1,a\n", "b.csv": "n,s\n1,a\n\0\0\n" });
  const failure = async (path: string) =>
    (await dataStore().inferSchema({ format: "csv", path }, folder)).failed?.map(({ message }) => message);
  expect(await failure("a.csv")).toEqual(["a.csv cannot be read as it is: line 1 has a NUL byte, which is no text."]);
  expect(await failure("b.csv")).toEqual(["b.csv cannot be read as it is: line 3 has a NUL byte, which is no text."]);
});
