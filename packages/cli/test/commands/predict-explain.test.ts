import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { reasonText } from "../../src/predictions/explanation-columns.ts";
import { run } from "../memory-terminal.ts";
import { appliedProject } from "../small-project.ts";

let folder: string;

beforeAll(async () => {
  folder = await appliedProject();
});

const predict = (...words: string[]) => run(folder, ["predict", ...words, "--explain"]);

interface Told {
  readonly prediction: boolean | null;
  readonly probability: number;
  readonly explanation: { base: number; raw: number; contributions: { column: string; contribution: number }[] } | null;
}

test("a file of JSON lines holds each row's explanation, which adds up to its probability", async () => {
  expect(await predict("leaves", "-i", "customers.csv", "-o", "why.jsonl")).toMatchObject({ code: 0 });
  const records = readFileSync(join(folder, "why.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line): Told => JSON.parse(line));
  expect(records).toHaveLength(400);
  let explained = 0;
  for (const { prediction, probability, explanation } of records) {
    expect(explanation === null).toBe(prediction === null);
    if (explanation === null) continue;
    explained++;
    const sum = explanation.contributions.reduce((total, each) => total + each.contribution, explanation.base);
    expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(probability, 9);
  }
  expect(explained).toBeGreaterThan(300);
});

test("CSV and the screen hold three reasons in words, and no personal value", async () => {
  expect(await predict("leaves", "-i", "customers.csv", "-o", "why.csv")).toMatchObject({ code: 0 });
  const [head, first = ""] = readFileSync(join(folder, "why.csv"), "utf8").split("\n");
  expect(head).toMatch(/,reason_1,reason_2,reason_3$/);
  expect(first.split(",").slice(-3)).toEqual(new Array(3).fill(expect.stringMatching(/^\w+ \S.* → [+-]\d/)));
  for (const width of [60, 120]) {
    const { code, out, err } = await run(folder, ["predict", "leaves", "-i", "customers.csv", "--explain"], { width });
    expect(code).toBe(0);
    expect(out).toMatch(/(spend|age) \d+(\.\d+)? → [+-]\d+\.\d\d/);
    expect(out).not.toContain("@example.org");
    expect(err).toContain("Reasons are in the log-odds of left = true.");
    const shown = out.trimEnd().split("\n").slice(0, -1);
    expect(Math.max(...shown.map((line) => [...line].length))).toBeLessThanOrEqual(width);
  }
});

test("explains classes and numbers, and says nothing of reasons unasked", async () => {
  expect((await predict("plans", "-i", "customers.csv")).err).toContain("Reasons are in the probability of");
  expect((await predict("spending", "-i", "customers.csv")).err).toContain("Reasons are in the unit of spend.");
  const plain = await run(folder, ["predict", "leaves", "-i", "customers.csv"]);
  expect(plain.out + plain.err).not.toMatch(/reason/i);
});

test("pipes whole explanations, and leaves a column of that name alone where it is not asked to", async () => {
  const input = `{"customer":"x","age":30,"signup":"2015-03-01","region":"north","spend":50,"explanation":"because"}\n`;
  const asked = await run(folder, ["predict", "leaves", "--explain"], { input });
  expect(JSON.parse(asked.out).explanation).toMatchObject({ scale: "log_odds", method: "tree", explained: true });
  expect(asked.err).toContain("names are taken: explanation");
  expect(JSON.parse((await run(folder, ["predict", "leaves"], { input })).out).explanation).toBe("because");
});

test.each([
  [{ column: "months", value: 2, contribution: 0.1834 }, "months 2 → +0.18"],
  [{ column: "plan", value: "basic", contribution: -1.5 }, "plan basic → -1.50"],
  [{ column: "age", value: null, contribution: 0.0012 }, "age missing → +0.0012"],
  [{ column: "email", contribution: -0.25 }, "email → -0.25"],
])("%o in words", (contribution, words) => {
  expect(reasonText(contribution)).toBe(words);
});
