import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { customersSpec, temporaryFolder } from "../small-project.ts";

const project = "project p { }\n";
const dataset = `dataset customers {
  source = csv("nowhere.csv")
  key    = id
  schema {
    id  id
    age int?
  }
}
`;

const withLevels = customersSpec.replace("plan      category", 'plan      category  in ["basic", "gold", "silver"]');

describe("exit codes", () => {
  test("0 without a mistake, and no data are opened where the schema is declared", async () => {
    const folder = temporaryFolder({ "main.mlops": withLevels });
    expect(await run(folder, ["check"])).toEqual({ code: 0, out: "No problems. 1 file checked.\n", err: "" });
  });

  test("0 with a note, as of a category to predict whose levels are not known", async () => {
    const { code, out } = await run(temporaryFolder({ "main.mlops": customersSpec }), ["check"]);
    expect(code).toBe(0);
    expect(out).toContain("information[ML3880]: The levels of `plan` are not known");
    expect(out).toContain("1 note\n");
  });

  test("0 with warnings alone", async () => {
    const folder = temporaryFolder({ "main.mlops": `${project}param unused : int = 1\n` });
    const { code, out } = await run(folder, ["check"]);
    expect(code).toBe(0);
    expect(out).toContain("warning[ML2026]");
    expect(out).toContain("\n1 warning\n");
  });

  test("1 with an error", async () => {
    const folder = temporaryFolder({ "main.mlops": `${project}datset x { source = csv("x.csv") }\n` });
    expect((await run(folder, ["check"])).code).toBe(1);
  });

  test("1 for a file without a schema that is there and cannot be read, 0 where there is none yet", async () => {
    const main = `${project}dataset visits { source = csv("visits.csv") }\n`;
    const there = await run(temporaryFolder({ "main.mlops": main, "visits.csv": "a,b,a\n1,2,3\n" }), ["check"]);
    expect(there.code).toBe(1);
    expect(there.out).toContain("ML5415");
    expect(there.out).not.toContain("no file to look into");
    const absent = await run(temporaryFolder({ "main.mlops": main }), ["check"]);
    expect(absent.code).toBe(0);
    expect(absent.out).toContain("no file to look into");
  });

  test.each([
    ["an unknown command", ["chek"], "Did you mean check?"],
    ["an unknown option", ["check", "--frmat", "json"], "Did you mean --format?"],
    ["an unknown format", ["check", "--format", "yaml"], '--format wants text, json or sarif, not "yaml".'],
    ["a folder that is not there", ["check", "elsewhere"], 'There is no file or folder "elsewhere".'],
    ["a folder without a project", ["check", "empty"], "There is no .mlops file in"],
    ["a param that is none", ["check", "--param", "x"], '--param wants NAME=VALUE, not "x".'],
  ])("2 for %s", async (_, words, message) => {
    const folder = temporaryFolder({ "main.mlops": project });
    mkdirSync(join(folder, "empty"));
    const { code, out, err } = await run(folder, words);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(message);
  });

  test("2 for a file that is no UTF-8, with its name", async () => {
    const folder = temporaryFolder({ "latin.mlops": Uint8Array.of(0x23, 0xe9) });
    const { code, err } = await run(folder, ["check", "."]);
    expect(code).toBe(2);
    expect(err).toBe("error: latin.mlops is not UTF-8 text. Save it as UTF-8.\n");
  });
});

test("each of ten broken lines is told, in order, and the rest is checked", async () => {
  const lines = Array.from({ length: 10 }, (_, at) => `  derive x${at} = = ${at}`);
  const text = `${project}${dataset}transform t {\n  from customers\n${lines.join("\n")}\n  derive y = agee\n}\n`;
  const folder = temporaryFolder({ "main.mlops": text });
  const { out } = await run(folder, ["check", "--format", "json"]);
  const found = JSON.parse(out) as { severity: string; message: string; range: { start: { line: number } } }[];
  const errors = found.filter(({ severity }) => severity === "error");
  expect(errors.map(({ range }) => range.start.line)).toEqual([12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22]);
  expect(errors.at(-1)?.message).toBe("There is no column `agee` here.");
});

test("mistakes in two files are told by file, and counted together", async () => {
  const folder = temporaryFolder({
    "b.mlops": `${dataset}datset x { source = csv("x.csv") }\n`,
    "a/a.mlops": `${project}datset y { source = csv("y.csv") }\n`,
  });
  const { out } = await run(folder, ["check", "."]);
  expect(out.match(/--> .*/g)).toEqual(["--> a/a.mlops:2:1", "--> b.mlops:9:1"]);
  expect(out).toMatch(/\n2 errors\n$/);
});

test("a block of misspelt kind is read as what was meant: its own mistakes are told at once", async () => {
  const block = 'datset x {\n  sorce = csv("x.csv")\n  schema {\n    a  inte?\n  }\n}\n';
  const folder = temporaryFolder({ "main.mlops": `${project}${block}` });
  const { out } = await run(folder, ["check"]);
  expect(out.match(/error\[.*|--> .*/g)).toEqual([
    "error[ML2001]: Unknown kind of block `datset`.",
    "--> main.mlops:2:1",
    "error[ML2002]: Unknown attribute `sorce` in a dataset.",
    "--> main.mlops:3:3",
    "error[ML2007]: Unknown type `inte`.",
    "--> main.mlops:5:8",
  ]);
});

test("of a thousand mistakes fifty are printed, and counted are all; all are in JSON, and where they are asked for", async () => {
  const fields = Array.from({ length: 1000 }, (_, at) => `    c${at}  inte`).join("\n");
  const text = `${project}dataset x {\n  source = csv("x.csv")\n  schema {\n${fields}\n  }\n}\n`;
  const folder = temporaryFolder({ "main.mlops": text });
  const { out } = await run(folder, ["check"]);
  expect(out.match(/^error/gm)).toHaveLength(50);
  expect(out).toContain("… and 950 more. `--all-problems` prints them all");
  expect(out).toMatch(/\n1000 errors(, 1 warning)?\n$/);
  expect((await run(folder, ["check", "--all-problems"])).out.match(/^error/gm)).toHaveLength(1000);
  const json = JSON.parse((await run(folder, ["check", "--format", "json"])).out) as { severity: string }[];
  expect(json.filter(({ severity }) => severity === "error")).toHaveLength(1000);
});

test("the mark stands under the name, whatever the width of its letters", async () => {
  const folder = temporaryFolder({
    "main.mlops": `${project}${dataset}transform t {\n  from customers\n  derive 合計 = agee + 1\n}\n`,
  });
  const { out } = await run(folder, ["check"]);
  expect(out).toContain("12 |   derive 合計 = agee + 1\n   |                 ^^^^\n");
});

test.each([
  ["carriage returns", (text: string) => text.replaceAll("\n", "\r\n")],
  ["a byte order mark", (text: string) => `\uFEFF${text}`],
])("%s change nothing", async (_, change) => {
  const folder = temporaryFolder({ "main.mlops": change(`${project}${dataset}datset x { source = csv("x.csv") }\n`) });
  const [found] = JSON.parse((await run(folder, ["check", "--format", "json"])).out);
  expect(found).toMatchObject({ code: "ML2001", range: { start: { line: 10 }, end: { line: 10 } } });
});

test("a sub-folder belongs to the project above it", async () => {
  const folder = temporaryFolder({ "main.mlops": project, "tables/customers.mlops": dataset });
  expect(await run(join(folder, "tables"), ["check"])).toMatchObject({
    code: 0,
    out: "No problems. 2 files checked.\n",
  });
});

test("--format json gives code, severity, message, file, range, help and fixes, counted from 1", async () => {
  const folder = temporaryFolder({ "main.mlops": `${project}datset x { source = csv("x.csv") }\n` });
  const { code, out, err } = await run(folder, ["check", "--format", "json"]);
  expect([code, err]).toEqual([1, ""]);
  const range = { start: { line: 2, column: 1 }, end: { line: 2, column: 7 } };
  expect(JSON.parse(out)).toEqual([
    {
      code: "ML2001",
      severity: "error",
      message: "Unknown kind of block `datset`.",
      file: "main.mlops",
      range,
      help: "Did you mean `dataset`?",
      fixes: [{ title: "Replace with `dataset`", edits: [{ file: "main.mlops", range, newText: "dataset" }] }],
    },
  ]);
  expect(out).toMatch(/[^\n]\n$/);
});

test("--format sarif is a log with the rules that were raised", async () => {
  const folder = temporaryFolder({ "main.mlops": `${project}datset x { source = csv("x.csv") }\n` });
  const log = JSON.parse((await run(folder, ["check", "--format", "sarif"])).out);
  expect(log).toMatchObject({ version: "2.1.0", runs: [{ tool: { driver: { name: "mlopsc" } } }] });
  expect(log.runs[0].tool.driver.rules).toMatchObject([{ id: "ML2001", name: "unknownBlockKind" }]);
  expect(log.runs[0].results).toMatchObject([
    {
      ruleId: "ML2001",
      level: "error",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "main.mlops" },
            region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 7 },
          },
        },
      ],
    },
  ]);
});

describe("check --fix", () => {
  test("mends what leaves no choice, round after round, and leaves files that pass", async () => {
    const wrong = withLevels
      .replace("project small", "projct small")
      .replace("source =", "sorce =")
      .replace("  filter spend", "  fliter spend")
      .replace("impute age with median", "impte age wiht medain");
    const folder = temporaryFolder({ "main.mlops": wrong });
    const { code, out, err } = await run(folder, ["check", ".", "--fix"]);
    expect({ code, out, err }).toMatchObject({ code: 0, out: "No problems. 1 file checked.\n" });
    expect(err).toBe("Fixed 6 problems.\n");
    expect(readFileSync(join(folder, "main.mlops"), "utf8")).toBe(withLevels);
  });

  test("keeps the ends of lines, and leaves alone what nobody asked for", async () => {
    const text = `${project}${dataset}`.replaceAll("\n", "\r\n");
    const folder = temporaryFolder({ "main.mlops": text.replace("source", "sorce") });
    await run(folder, ["check", "--fix"]);
    expect(readFileSync(join(folder, "main.mlops"), "utf8")).toBe(text);
  });

  test("says what is left", async () => {
    const folder = temporaryFolder({ "main.mlops": `projct p { }\n${dataset}transform t {\n  from xyzzy\n}\n` });
    const { code, out, err } = await run(folder, ["check", ".", "--fix"]);
    expect(code).toBe(1);
    expect(err).toBe("Fixed 1 problem.\n");
    expect(out).toContain("There is no dataset or transform named `xyzzy`.");
  });
});
