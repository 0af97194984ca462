import { describe, expect, it } from "vitest";
import { parseFile } from "../src/index.ts";
import { codesOf, mended, problemsOf } from "./problems.ts";

const model = (line: string): string =>
  `model churn {\n  from = features\n  ${line}\n  predict = churned\n}\n\nproject p {\n  seed = 42\n}\n`;

/** The names of attributes that were read, in all blocks. */
const attributes = (text: string): string[] =>
  parseFile("t.mlops", text).blocks.flatMap(({ block }) =>
    block.members.flatMap((member) => (member.node === "attribute" ? [member.name.text] : [])),
  );

describe("ten broken lines", () => {
  const broken = [
    "baseline = )",
    "horizon = 5 5",
    "= 3",
    "metrics auc",
    "validate = holdout(20%",
    'search = "boosting',
    "features = [a, b",
    "algorithm = ridge(alpha: )",
    "@",
    "predict =",
  ];
  const lines = broken.flatMap((line, index) => [line, `good_${index} = ${index}`]);
  const file = parseFile("t.mlops", `model churn {\n  ${lines.join("\n  ")}\n}\n\nproject p {\n  seed = 42\n}\n`);
  it("are ten problems, each on its line", () => {
    expect(problemsOf(file).map(({ line }) => line)).toEqual(broken.map((_, index) => 2 + 2 * index));
  });
  it("leave the rest bound", () => {
    const read = attributes(file.text);
    expect(read.filter((name) => name.startsWith("good_"))).toHaveLength(10);
    expect(read).toContain("seed");
  });
});

describe("half-typed lines", () => {
  it.each([
    "source =",
    "gate { auc >= }",
    "model ch",
    "algorithm = ridge(",
    "algorithm = ridge(alpha:",
    "gate",
    "metrics = [auc,",
    "features = all except",
    'base = "x',
    "validate = cross_validation(folds: 5, ",
    "features = `a",
    "x",
    "gate {",
  ])("%s", (line) => {
    const text = model(line);
    const problems = problemsOf(parseFile("t.mlops", text));
    expect(problems.length).toBeGreaterThanOrEqual(1);
    expect(problems.length).toBeLessThanOrEqual(2);
    expect(attributes(text)).toEqual(expect.arrayContaining(["from", "seed"]));
  });
  it("keep the name of the attribute for completion", () => {
    const member = parseFile("t.mlops", model("algorithm ridge")).blocks[0]?.block.members[1];
    expect(member).toMatchObject({ node: "broken", head: { text: "algorithm" }, text: "algorithm ridge" });
  });
  it("give a value that is absent", () => {
    const member = parseFile("t.mlops", model("algorithm =")).blocks[0]?.block.members[1];
    expect(member).toMatchObject({ node: "attribute", value: { expression: { node: "absent" } } });
  });
  it("at the end of the file", () => {
    expect(codesOf("project p {\n  seed = 42\n}\n\nmodel ch")).toEqual(["ML1005"]);
  });
});

describe("braces", () => {
  it("a missing } ends the block before the next one", () => {
    const text = "dataset a {\n  key = id\n\n## about b\ndataset b {\n  key = id\n}\n";
    const file = parseFile("t.mlops", text);
    expect(problemsOf(file).map(({ code }) => code)).toEqual(["ML1004"]);
    expect(file.blocks.map(({ block }) => block.name?.text)).toEqual(["a", "b"]);
    expect(file.blocks[1]?.block.documentation).toBe("about b");
    expect(codesOf(mended(text))).toEqual([]);
  });
  it("a missing } of a section is one problem", () => {
    expect(codesOf("dataset a {\n  schema {\n    x int\n}\n\ndataset b {\n  key = id\n}\n")).toEqual(["ML1004"]);
  });
  it("a missing { is one problem", () => {
    const text = "dataset a\n  key = id\n  schema\n    x int\n  }\n}\ndataset b {\n  key = id\n}\n";
    expect(codesOf(text)).toEqual(["ML1005", "ML1005"]);
    expect(attributes(text)).toEqual(["key", "key"]);
  });
  it("one } too many is one problem", () => {
    expect(codesOf("project p {\n  seed = 1\n}\n}\n\nproject q {\n  seed = 2\n}")).toEqual(["ML1008"]);
  });
  it("an unclosed triple quote ends before the next block", () => {
    const text = 'transform t {\n  sql """select\n}\n\nproject p {\n  seed = 42\n}\n';
    expect(attributes(text)).toEqual(["seed"]);
    expect(problemsOf(parseFile("t.mlops", text)).length).toBeLessThanOrEqual(2);
  });
});

describe("fixes", () => {
  it.each([
    ["predict = churned;", "predict = churned"],
    ["predict = churned,", "predict = churned"],
    ["description = “x”", 'description = "x"'],
    ["predict: churned", "predict = churned"],
    ["predict == churned", "predict = churned"],
    ["metrics = auc, f1", "metrics = [auc, f1]"],
    ["algorithm = ridge(alpha = 1)", "algorithm = ridge(alpha : 1)"],
    ["algorithm = ridge(alpha: 1", "algorithm = ridge(alpha: 1)"],
    ['base = "x', 'base = "x"'],
    ['source = csv("x.csv)', 'source = csv("x.csv")'],
    ["horizon = 5min", "horizon = 5m"],
    ["predict = churned // why", "predict = churned # why"],
    ["gate { auc = 0.8 }", "gate { auc == 0.8 }"],
    ["gate { auc > 0.8 && f1 > 0.5 }", "gate { auc > 0.8 and  f1 > 0.5 }"],
    ["gate { !a }", "gate { not a }"],
    ["gate { a == null }", "gate { a == none }"],
    ["gate { a => 1 }", "gate { a >= 1 }"],
    ["gate { 0.5 <= a < 1 }", "gate { 0.5 <= a and a < 1 }"],
    ["gate { 1 > `a b` > 0 }", "gate { 1 > `a b` and `a b` > 0 }"],
    ["features = `a", "features = `a`"],
    ['description = "C:\\data"', 'description = "C:\\\\data"'],
    ['description = "{ x"', 'description = "{{ x"'],
  ])("%s", (line, fixed) => {
    const text = model(line);
    expect(codesOf(text)).toHaveLength(1);
    expect(mended(text)).toBe(model(fixed));
    expect(codesOf(mended(text))).toEqual([]);
  });
  it("names the operator of another language", () => {
    expect(problemsOf(parseFile("t", model("gate { a || b }")))[0]?.message).toBe(
      "`||` is not a word of this language: write `or`.",
    );
  });
  it.each(["a < b > c", "a == b == c", "0 < a + 1 < 3", "not 0 < a < 1"])("guesses nothing of %s", (chain) => {
    const text = model(`gate { ${chain} }`);
    expect(codesOf(text)).toEqual(["ML1020"]);
    expect(mended(text)).toBe(text);
  });
  it("drops the quotes of a name", () => expect(mended('model "churn" {\n}')).toBe("model churn {\n}"));
});

describe("messages", () => {
  it.each([
    ["predict = = churned", "Found `=` where a value should stand."],
    ["predict churned", "Found `churned` where `=` should stand."],
    ["predict", "Found the end of the line where `=` should stand."],
    ["predict = a 5", "Found `5` where the end of the line should stand."],
  ])("%s", (line, message) => expect(problemsOf(parseFile("t", model(line)))[0]?.message).toBe(message));
});

it("is safe from depth", () => {
  for (const text of [
    "(".repeat(5000),
    "[".repeat(5000),
    "-".repeat(5000),
    "not ".repeat(5000),
    `a${".b".repeat(5000)}`,
    `a${" + a".repeat(5000)}`,
    `a${" ^ a".repeat(5000)}`,
    "f(".repeat(5000),
    "a { ".repeat(5000),
  ]) {
    const file = parseFile("t", model(`predict = ${text}`));
    expect(problemsOf(file).length).toBeGreaterThan(0);
  }
});
