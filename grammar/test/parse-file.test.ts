import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type ExpressionSyntax, parseFile } from "../src/index.ts";
import { codesOf, meaning, membersOf, problemsOf } from "./problems.ts";

const language = readFileSync(new URL("language.mlops", import.meta.url), "utf8");

/** An expression in fully bracketed prefix form. */
function drawn(node: ExpressionSyntax): string {
  switch (node.node) {
    case "binary":
      return `(${node.operator} ${drawn(node.left)} ${drawn(node.right)})`;
    case "unary":
      return `(${node.operator} ${drawn(node.operand)})`;
    case "range":
      return `(.. ${drawn(node.low)} ${drawn(node.high)})`;
    case "group":
      return drawn(node.inner);
    case "list":
      return `[${node.items.map(drawn).join(" ")}]`;
    case "call":
      return `${node.callee.text}(${node.arguments.map((item) => drawn(item.value.expression)).join(" ")})`;
    case "member":
      return `${drawn(node.object)}.${node.member.text}`;
    case "name":
      return node.name;
    case "number":
      return `${node.value}${node.unit}`;
    case "text":
      return JSON.stringify(node.parts.map((part) => (typeof part === "string" ? part : part.text)));
    case "date":
    case "timestamp":
      return `${node.node}:${node.value}`;
    case "boolean":
      return String(node.value);
    case "none":
    case "absent":
      return node.node;
  }
}

function expression(text: string): string {
  const file = parseFile("test.mlops", `transform t {\n  filter ${text}\n}`);
  expect(problemsOf(file)).toEqual([]);
  const member = file.blocks[0]?.block.members[0];
  if (member?.node !== "step" || !member.operands[0]) throw new Error(`not a step: ${text}`);
  return drawn(member.operands[0]);
}

describe("the language by example", () => {
  const file = parseFile("language.mlops", language);
  it("has every kind of block and no problem", () => {
    expect(problemsOf(file)).toEqual([]);
    const kinds = new Set(file.blocks.map(({ block }) => block.kind.text));
    expect([...kinds].sort()).toEqual([
      "alert",
      "channel",
      "dataset",
      "deploy",
      "drift",
      "ensemble",
      "model",
      "monitor",
      "param",
      "project",
      "search",
      "target",
      "transform",
    ]);
  });
  it("counts spans from the block's first character", () => {
    for (const { block, offset } of file.blocks) {
      expect(file.text.slice(offset, offset + block.text.length)).toBe(block.text);
      expect(block.text.slice(block.kind.span.start, block.kind.span.end)).toBe(block.kind.text);
      for (const member of block.members) {
        if (member.node === "attribute")
          expect(block.text.slice(member.name.span.start, member.name.span.end)).toBe(member.name.text);
      }
    }
  });
  it("keeps documentation", () => {
    const customers = file.blocks.find(({ block }) => block.name?.text === "customers");
    expect(customers?.block.documentation).toBe("CRM extract, one row per customer.");
  });
  it("gives the very same block for the same text, wherever it stands", () => {
    const moved = parseFile("other.mlops", `\n\n# note\n\n${language}`);
    expect(moved.blocks.every(({ block }, index) => block === file.blocks[index]?.block)).toBe(true);
  });
});

describe("expressions", () => {
  it.each([
    ["a or b and not c == d", "(or a (and b (not (== c d))))"],
    ["a + b * c ^ d ^ e", "(+ a (* b (^ c (^ d e))))"],
    ["-x ^ 2 * 3", "(* (- (^ x 2)) 3)"],
    ["2 ^ -1", "(^ 2 (- 1))"],
    ["a - b - c", "(- (- a b) c)"],
    ["(a - (b - c))", "(- a (- b c))"],
    ["age in 18..120", "(in age (.. 18 120))"],
    ['segment in ["a", "b",]', '(in segment [["a"] ["b"]])'],
    ["missing(age) < 5%", "(< missing(age) 5%)"],
    ["7%2 == 1", "(== (% 7 2) 1)"],
    ["drift.auc > 0.75", "(> drift.auc 0.75)"],
    ["requests < 1/m", "(< requests 1/m)"],
    ["x > 1_000.5e-1", "(> x 100.05)"],
    ["born >= 2020-04-01", "(>= born date:18353)"],
    ["at < 1970-01-01T01:00:00+01:00", "(< at timestamp:0)"],
    ["at < 1970-01-01T00:00:01.5Z", "(< at timestamp:1500)"],
    ["`Consommation (MW)` > 5", "(> Consommation (MW) 5)"],
    ["âge > 5 and 年齢 < 10", "(and (> âge 5) (< 年齢 10))"],
    ["x == none or x != true", "(or (== x none) (!= x true))"],
    ["on == by and with == if(a, b, c)", "(and (== on by) (== with if(a b c)))"],
    ["a and\n    b or # why\n    c", "(or (and a b) c)"],
    ["f(\n  a,\n  b\n  )", "f(a b)"],
  ])("%s", (text, tree) => expect(expression(text)).toBe(tree));
});

describe("text", () => {
  const parts = (literal: string): unknown => {
    const file = parseFile("t.mlops", `project p {\n  description = ${literal}\n}`);
    expect(problemsOf(file)).toEqual([]);
    const member = file.blocks[0]?.block.members[0];
    const value = member?.node === "attribute" ? member.value.expression : null;
    return value?.node === "text" ? meaning(value.parts) : null;
  };
  it.each([
    ['"{data}/x.csv"', [{ text: "data" }, "/x.csv"]],
    ['"a{{b}}c"', ["a{b}c"]],
    ['"a\\"b\\\\c\\n\\u{1F600}\\u00e9"', ['a"b\\c\n😀é']],
    ['"""raw \\d "quoted" {data}"""', ['raw \\d "quoted" ', { text: "data" }]],
    ['"""\n    select *\n      from this\n    """', ["select *\n  from this\n"]],
    ['""', []],
  ])("%s", (literal, expected) => expect(parts(literal)).toEqual(expected));
});

describe("steps", () => {
  it.each([
    ["split test 20% by time at", "split test", ["20%"], [["by time", ["at"]]]],
    ["left join spend on a == b, c", "left join", ["spend"], [["on", ["(== a b)", "c"]]]],
    ["inner join spend on a", "inner join", ["spend"], [["on", ["a"]]]],
    ["select features, age", "select", ["features", "age"], []],
    ["select features with k_best(10)", "select features", [], [["with", ["k_best(10)"]]]],
    ["drop all except a, b", "drop", ["all"], [["except", ["a", "b"]]]],
    ["drop outliers spend by iqr", "drop outliers", ["spend"], [["by", ["iqr"]]]],
    [
      "dedupe by id order -at, b",
      "dedupe",
      [],
      [
        ["by", ["id"]],
        ["order", ["(- at)", "b"]],
      ],
    ],
    ["split test stratify churned", "split test", [], [["stratify", ["churned"]]]],
    ["drop on, by", "drop", ["on", "by"], []],
    ["wibble a, b zig c", "wibble", ["a", "b"], [["zig", ["c"]]]],
  ])("%s", (line, verb, operands, clauses) => {
    const file = parseFile("t.mlops", `transform t {\n  ${line}\n}`);
    expect(problemsOf(file)).toEqual([]);
    const step = file.blocks[0]?.block.members[0];
    if (step?.node !== "step") throw new Error("not a step");
    expect(step.verb.text).toBe(verb);
    expect(step.operands.map(drawn)).toEqual(operands);
    expect(step.clauses.map((clause) => [clause.word.text, clause.values.map(drawn)])).toEqual(clauses);
  });
  it("reads assignments before clauses, behind a colon and in a clause", () => {
    const lines = [
      "rolling a = mean(x), b = max(x) over 48 order at",
      "aggregate by id:\n    n = count(),\n    m = max(x)",
      'sql """q""" gives id = id, n = number',
    ];
    const file = parseFile("t.mlops", `transform t {\n  ${lines.join("\n  ")}\n}`);
    expect(problemsOf(file)).toEqual([]);
    const steps = file.blocks[0]?.block.members.map((step) => (step.node === "step" ? step : null));
    expect(steps?.map((step) => step?.assignments.map(({ name }) => name.text))).toEqual([["a", "b"], ["n", "m"], []]);
    expect(steps?.[2]?.clauses[0]?.assignments?.map(({ name }) => name.text)).toEqual(["id", "n"]);
  });
  it("may stand on one line, each beginning with its verb", () => {
    const steps = membersOf("transform t { from a inner join b on c split test 20% stratify d clean names dedupe }");
    expect((steps as { verb: { text: string } }[]).map(({ verb }) => verb.text)).toEqual([
      "from",
      "inner join",
      "split test",
      "clean names",
      "dedupe",
    ]);
  });
});

describe("layout", () => {
  it("does not matter: one line and many give the same tree", () => {
    const one = 'target t { platform = docker(host: "x")  port = 8081  replicas = 2 }';
    const many =
      'target t\n{\n\n  platform = docker(\n    host: "x", # here\n  )\n  port =\n    8081\n\n  replicas = 2\n}';
    expect(codesOf(one)).toEqual([]);
    expect(codesOf(many)).toEqual([]);
    expect(membersOf(many)).toEqual(membersOf(one));
  });
  it("keeps comments and empty lines as trivia", () => {
    const block = parseFile(
      "t.mlops",
      "# a\n## b\nmodel m {  # c\n  # d\n\n  # e\n  from = f  # g\n\n  gate { # h\n    # i\n  }  # j\n  # k\n} # l",
    ).blocks[0]?.block;
    expect(block?.trivia).toMatchObject({
      leading: ["# a", "## b"],
      opening: "# c",
      dangling: ["# k"],
      trailing: "# l",
    });
    expect(block?.members[0]?.trivia).toEqual({ leading: ["# d", "", "# e"], trailing: "# g", blankBefore: false });
    expect(block?.members[1]?.trivia).toMatchObject({
      opening: "# h",
      dangling: ["# i"],
      trailing: "# j",
      blankBefore: true,
    });
  });
  it("takes Windows line ends", () => {
    const text = language.replaceAll("\n", "\r\n");
    expect(codesOf(text)).toEqual([]);
    expect(meaning(parseFile("a", text).blocks.map(({ block }) => block.members))).toEqual(
      meaning(parseFile("a", language).blocks.map(({ block }) => block.members)),
    );
  });
});
