import { describe, expect, it } from "vitest";
import { type Diagnostic, jsonDiagnostics, renderJson, renderSarif, renderText } from "../../src/index.ts";

const source =
  'project churn {\n  seed = 42\n}\n\ntransform features {\n  filter 年齢 > "é" && x\n\tdrop email phone\n}\n';
const sources = new Map([["data/churn.mlops", source]]);
const place = (text: string, from = 0): { file: string; span: { start: number; end: number } } => {
  const start = source.indexOf(text, from);
  return { file: "data/churn.mlops", span: { start, end: start + text.length } };
};

const diagnostics: Diagnostic[] = [
  {
    code: "ML1011",
    severity: "error",
    message: "`&&` is not a word of this language: write `and`.",
    place: place("&&"),
    fixes: [{ title: "Write and", edits: [{ ...place("&&"), newText: "and" }] }],
  },
  {
    code: "ML2001",
    severity: "warning",
    message: "There is no column `年齢`.",
    place: place("年齢"),
    help: "Did you mean `age`?\nColumns here: age, email.",
    fixes: [],
    related: [{ place: place("email"), message: "dropped here" }],
  },
  {
    code: "ML1004",
    severity: "error",
    message: "A block is long.",
    place: place("transform features {\n  filter"),
    fixes: [],
  },
  { code: "ML5001", severity: "information", message: "It has no place.", fixes: [] },
  {
    code: "ML2002",
    severity: "error",
    message: "Its file is unknown.",
    place: { file: "gone.mlops", span: { start: 3, end: 5 } },
    fixes: [],
  },
];

describe("text", () => {
  it("shows lines, places, help and fixes", async () => {
    await expect(renderText(diagnostics, sources, { colour: false })).toMatchFileSnapshot("../cases/render/plain.txt");
  });
  it("has the same words in colour", () => {
    const coloured = renderText(diagnostics, sources, { colour: true });
    const control = String.fromCharCode(27);
    expect(coloured).toContain(`${control}[31merror[ML1011]${control}[0m`);
    expect(coloured.replaceAll(new RegExp(`${control}\\[\\d+m`, "g"), "")).toBe(
      renderText(diagnostics, sources, { colour: false }),
    );
  });
  it("shows the gravest where there are many, in their order, and counts the others", () => {
    const many = [...diagnostics, ...diagnostics];
    const text = renderText(many, sources, { colour: false, most: { count: 6, hint: "Ask for them." } });
    const codes = [...text.matchAll(/^\w+\[(ML\d+)\]/gm)].map(([, code]) => code);
    expect(codes).toEqual(["ML1011", "ML1004", "ML2002", "ML1011", "ML1004", "ML2002"]);
    expect(text).toContain("\n\n… and 4 more. Ask for them.\n\n6 errors, 2 warnings, 2 notes\n");
  });
  it("lets no text of data or file move the cursor", () => {
    const [first] = diagnostics;
    const control = String.fromCharCode(27);
    const text = renderText([{ ...first!, message: `${control}[2J\u202eno`, help: `${control}[31m` }], sources, {
      colour: false,
    });
    expect(text).not.toContain(control);
    expect(text).toContain("error[ML1011]: ·[2J·no\n");
  });
  it("underlines below wide characters and tabs", () => {
    const lines = renderText(diagnostics.slice(1, 2), sources, { colour: false }).split("\n");
    expect(lines[3]).toBe('6 |   filter 年齢 > "é" && x');
    expect(lines[4]).toBe("  |          ^^^^");
  });
  it("of nothing is nothing", () => expect(renderText([], sources, { colour: false })).toBe(""));
});

describe("JSON", () => {
  it("is exactly this", () => {
    const range = { start: { line: 6, column: 19 }, end: { line: 6, column: 21 } };
    expect(jsonDiagnostics(diagnostics.slice(0, 1), sources)).toEqual([
      {
        code: "ML1011",
        severity: "error",
        message: "`&&` is not a word of this language: write `and`.",
        file: "data/churn.mlops",
        range,
        help: null,
        fixes: [{ title: "Write and", edits: [{ file: "data/churn.mlops", range, newText: "and" }] }],
      },
    ]);
  });
  it("is text that parses", () =>
    expect(JSON.parse(renderJson(diagnostics, sources))).toHaveLength(diagnostics.length));
});

describe("SARIF", () => {
  const log = JSON.parse(renderSarif(diagnostics, sources, "0.1.0"));
  it("has the shape of 2.1.0", async () => {
    expect(log.version).toBe("2.1.0");
    expect(log.runs).toHaveLength(1);
    await expect(JSON.stringify(log.runs[0].results, null, 2)).toMatchFileSnapshot(
      "../cases/render/results.sarif.json",
    );
  });
  it("names each rule once and every result names its rule", () => {
    const { driver } = log.runs[0].tool;
    expect(driver.rules.map((rule: { id: string }) => rule.id)).toEqual([
      "ML1004",
      "ML1011",
      "ML2001",
      "ML2002",
      "ML5001",
    ]);
    for (const result of log.runs[0].results) expect(driver.rules[result.ruleIndex].id).toBe(result.ruleId);
  });
});
