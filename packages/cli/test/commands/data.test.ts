import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { appliedProject, apply, customersCsv, customersSpec, writeFiles } from "../small-project.ts";

let folder: string;
const first = customersCsv(400);
const second = customersCsv(402, (row, at) => ({
  ...row,
  ...(at < 30 ? { spend: String(Number(row.spend) + 40) } : {}),
  ...(at === 5 ? { customer: "somebody else", email: "hidden@example.org" } : {}),
}));

beforeAll(async () => {
  folder = await appliedProject();
  writeFiles(folder, { "customers.csv": second });
  await apply(folder, "--target", "dataset.customers");
});

describe("data show", () => {
  test("shows a version with types as written, figures in their unit, and no personal data", async () => {
    const { code, out } = await run(folder, ["data", "show", "dataset.customers@1"], { width: 140 });
    expect(code).toBe(0);
    expect(out).toMatch(/^dataset\.customers@1 \(the newest is 2\)\n400 rows, 8 columns, taken in \d{4}-/);
    expect(out).toMatch(/content {6}[0-9a-f]{64}\nfingerprint {2}[0-9a-f]{64}\n/);
    expect(out).toMatch(/^age +int\? in 18\.\.120 +5\.0% +\d+ +[▁-█ ]+ +18 +\d\d\.\d\d +\d+ +77$/m);
    expect(out).toMatch(/^email +text pii +– +400 +\(hidden: pii\)$/m);
    expect(out).toMatch(/^signup +date .*2010-01-15 +2014-\d\d-\d\d +2014-\d\d-\d\d +2019-09-15$/m);
    expect(out).toMatch(/^region .*south 66\.5%, north 33\.5%$/m);
    expect(out).not.toContain("@example.org");
  });

  test.each([40, 60, 72, 80, 100, 120, 200])("stays within %i columns and loses no column", async (width) => {
    const { out } = await run(folder, ["data", "show", "customers"], { width });
    const table = out.slice(out.indexOf("\ncolumn"));
    expect(out.split("\n").filter((line) => /^(content|fingerprint)/.test(line) && line.length > width)).toEqual([]);
    expect(Math.max(...table.split("\n").map((line) => [...line].length))).toBeLessThanOrEqual(width);
    for (const head of ["type", "missing", "distinct", "min", "mean", "median", "max", "shape"])
      expect(table).toContain(head);
  });

  test("gives JSON, also of a transform", async () => {
    const { out } = await run(folder, ["data", "show", "transform.features", "--format", "json"]);
    const shown = JSON.parse(out);
    expect(shown.table).toBe("transform.features");
    expect(shown.columns.find((column: { name: string }) => column.name === "age")).toMatchObject({
      ...{ type: "int? in 18..120", count: 400, missing: 20 },
    });
  });

  test("says what it does not know", async () => {
    expect(await run(folder, ["data", "show", "nothing"])).toMatchObject({ code: 1 });
    expect((await run(folder, ["data", "show", "dataset.customers@9"])).err).toContain("ML5011");
    const wrong = await run(folder, ["data", "show", "model.leaves"]);
    expect(wrong).toMatchObject({ code: 2, out: "" });
    expect(wrong.err).toContain('"model.leaves" is no table');
    expect((await run(folder, ["data", "show", "customers", "--format", "yaml"])).code).toBe(2);
  });
});

describe("data checkout", () => {
  test("writes exactly the rows of the version, and overwrites only when told to", async () => {
    const file = join(folder, "old.csv");
    const { code, out } = await run(folder, ["data", "checkout", "dataset.customers@1", "old.csv"]);
    expect({ code, out }).toEqual({ code: 0, out: "400 rows of dataset.customers@1 written to old.csv.\n" });
    const numbersAsWritten = (csv: string): unknown[] =>
      csv
        .trim()
        .split("\n")
        .map((line) =>
          line.split(",").map((cell) => (cell !== "" && Number.isFinite(Number(cell)) ? Number(cell) : cell)),
        );
    expect(numbersAsWritten(readFileSync(file, "utf8"))).toEqual(numbersAsWritten(first));
    const again = await run(folder, ["data", "checkout", "dataset.customers@2", "old.csv"]);
    expect(again.code).toBe(2);
    expect(readFileSync(file, "utf8")).not.toContain("somebody else");
    await run(folder, ["data", "checkout", "dataset.customers@2", "old.csv", "--force"]);
    expect(readFileSync(file, "utf8")).toContain("somebody else");
  });

  test("writes Parquet byte for byte as it was kept, and JSON", async () => {
    await run(folder, ["data", "checkout", "customers@1", "old.parquet"]);
    const { object } = (await versions()).find(({ version }) => version === 1) as { object: string };
    const kept = readFileSync(join(folder, ".mlopsc/objects", object.slice(0, 2), object));
    expect(readFileSync(join(folder, "old.parquet")).equals(kept)).toBe(true);
    await run(folder, ["data", "checkout", "transform.plain", "plain.json"]);
    const rows = JSON.parse(readFileSync(join(folder, "plain.json"), "utf8"));
    expect(rows).toHaveLength(400);
    expect(rows[0]).toMatchObject({ customer: "c0", signup: "2010-01-15", region: "north", left: false });
  });

  test("refuses an ending that it cannot write, and writes nothing", async () => {
    const { code, err } = await run(folder, ["data", "checkout", "customers", "x.xlsx"]);
    expect(code).toBe(2);
    expect(err).toContain(".parquet");
    expect(existsSync(join(folder, "x.xlsx"))).toBe(false);
  });
});

describe("data diff", () => {
  test("says first that nothing changed", async () => {
    const { code, out } = await run(folder, ["data", "diff", "customers@1", "customers@1"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^No changes\. .*the same 400 rows/);
  });

  test("shows rows by key with counts and examples, and how values moved", async () => {
    const { out } = await run(folder, ["data", "diff", "dataset.customers"], { width: 120 });
    expect(out).toMatch(/^dataset\.customers@1 → dataset\.customers@2\n/);
    expect(out).toContain("Rows  400 → 402");
    expect(out).toMatch(/\+ 3 rows added\n {6}customer: somebody else, age: \d+, email: \(hidden\)/);
    expect(out).toMatch(/- 1 row removed\n {6}customer: c5, /);
    expect(out).toMatch(/~ 29 rows changed: spend in 29\n {6}c0 {2}spend: [\d.]+ → [\d.]+\n/);
    expect(out).toContain("… and 24 more");
    expect(out).toMatch(/^spend +\+0\.\d\d sd +5\d\.\d\d → 5\d\.\d\d/m);
    expect(out).not.toContain("@example.org");
    expect(Math.max(...out.split("\n").map((line) => [...line].length))).toBeLessThanOrEqual(120);
    expect((await run(folder, ["data", "diff", "customers@1"], { width: 120 })).out).toBe(out);
  });

  test("gives JSON", async () => {
    const { out } = await run(folder, ["data", "diff", "customers@1", "customers@2", "--format", "json"]);
    const found = JSON.parse(out);
    expect(found).toMatchObject({
      ...{ before: "dataset.customers@1", after: "dataset.customers@2", unchanged: false },
      rows: { before: 400, after: 402 },
      byKey: { added: { count: 3 }, removed: { count: 1 }, changed: { count: 29, columns: { spend: 29 } } },
    });
    expect(out).not.toContain("@example.org");
    const same = await run(folder, ["data", "diff", "customers@2", "customers@2", "--format", "json"]);
    expect(JSON.parse(same.out).unchanged).toBe(true);
  });

  test("shows columns that came, went and changed, as the language writes them", async () => {
    const spec = customersSpec.replace("    age       int?      in 18..120\n", "    age       number?\n");
    writeFiles(folder, {
      "main.mlops": spec
        .replace("    email     text      pii\n", "")
        .replace("  drop email, signup,", "  drop signup,")
        .replace("  drop email\n", ""),
    });
    await apply(folder, "--target", "dataset.customers");
    const { out } = await run(folder, ["data", "diff", "customers@2", "customers@3"]);
    expect(out).toContain("  - email  text pii\n  ~ age  int? in 18..120 → number?\n");
    expect(out).toContain("Rows  402 → 402, the same in the columns that both have");
  });
});

async function versions(): Promise<{ version: number; object: string }[]> {
  return JSON.parse((await run(folder, ["data", "log", "dataset.customers", "--format", "json"])).out);
}
