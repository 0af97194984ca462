import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const require = createRequire(import.meta.url);
const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
const source = readFileSync(new URL("../generated/mlops.tmLanguage.json", import.meta.url), "utf8");
const language = readFileSync(new URL("language.mlops", import.meta.url), "utf8");

await oniguruma.loadWASM(wasm);
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text: string) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async () => textmate.parseRawGrammar(source, "mlops.tmLanguage.json"),
});
const grammar = await registry.loadGrammar("source.mlops");

/** The innermost scope of each piece of a text that is not only white space, as `piece → scope`. */
function scopes(text: string): string[] {
  let stack = textmate.INITIAL;
  return text.split("\n").flatMap((line) => {
    const result = grammar?.tokenizeLine(line, stack);
    if (!result) return [];
    stack = result.ruleStack;
    return result.tokens
      .map(
        (token) =>
          [line.slice(token.startIndex, token.endIndex).trim(), token.scopes.at(-1)?.replace(/\.mlops$/, "")] as const,
      )
      .filter(([piece]) => piece !== "")
      .map(([piece, scope]) => `${piece} → ${scope}`);
  });
}

const examples = join(import.meta.dirname, "../../examples");
const specs = readdirSync(examples, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".mlops") && !file.includes(".mlopsc"))
  .sort();

/** Every line of a spec, and under it the scope of each of its pieces but brackets and commas. */
const annotated = (text: string): string => {
  let found = scopes(text);
  const lines = text.split("\n").map((line) => {
    const pieces: string[] = [];
    let rest = line;
    for (const entry of found) {
      const [piece = ""] = entry.split(" → ");
      const at = rest.indexOf(piece);
      if (at === -1 || rest.slice(0, at).trim() !== "") break;
      rest = rest.slice(at + piece.length);
      pieces.push(entry);
    }
    found = found.slice(pieces.length);
    const shown = pieces.filter((piece) => !piece.endsWith(" → source")).map((piece) => `\n  | ${piece}`);
    return `${line}${shown.join("")}`;
  });
  return lines.join("\n");
};

describe("every spec of the examples", () => {
  it("is tried", () => expect(specs.length).toBeGreaterThan(6));
  it.each(specs)("%s, scope by scope", async (file) => {
    const text = readFileSync(join(examples, file), "utf8");
    expect(scopes(text).filter((entry) => /^[\p{L}\d].* → source$/u.test(entry))).toEqual([]);
    await expect(annotated(text)).toMatchFileSnapshot(`scopes/${file.replaceAll("/", "-")}.txt`);
  });
});

describe("scopes", () => {
  it.each([
    ["model churn {", ["model → keyword.declaration", "churn → entity.name.type"]],
    [
      "  join spend on customer_id  # why",
      ["join → keyword.control.step", "on → keyword.other.clause", "# why → comment.line.number-sign"],
    ],
    ["  clean names", ["clean names → keyword.control.step"]],
    [
      "  drop outliers spend by iqr(1.5)",
      ["drop outliers → keyword.control.step", "by → keyword.other.clause", "iqr → entity.name.function"],
    ],
    ["  seed        = 42", ["seed → variable.other.property", "42 → constant.numeric"]],
    ["  budget = 30m", ["30 → constant.numeric", "m → keyword.other.unit"]],
    [
      "    age int? in 18..120",
      [
        "age → variable.other.column",
        "int → support.type",
        "? → keyword.operator.nullable",
        ".. → keyword.operator.range",
      ],
    ],
    ["  gate { auc >= 0.8 }", ["auc → support.constant", ">= → keyword.operator.comparison"]],
    ["  gate {", ["gate → keyword.other.section"]],
    [
      '  source = csv("{data}/x.csv", delimiter: ";")',
      ["csv → entity.name.function", "data → variable.other.parameter", "delimiter → variable.parameter"],
    ],
    [
      "  filter at in 2019-04-01..2019-04-30",
      ["filter → keyword.control.step", "in → keyword.operator.logical", "2019-04-01 → constant.other.timestamp"],
    ],
    ["## Documentation", ["## Documentation → comment.line.documentation"]],
    ["  predict = `Âge (ans)`", ["`Âge (ans)` → variable.other"]],
    [
      "  derive x = log1p(spend) and true",
      ["log1p → support.function", "and → keyword.operator.logical", "true → constant.language"],
    ],
  ])("%s", (line, expected) => expect(scopes(line)).toEqual(expect.arrayContaining(expected)));

  it("give every word of the language by example a scope", () => {
    const bare = scopes(language).filter((entry) => /^[\p{L}\d].* → source$/u.test(entry));
    expect(scopes(language).length).toBeGreaterThan(300);
    expect(bare).toEqual([]);
  });
  it("end text in triple quotes where it ends", () => {
    expect(scopes('sql """select *\n from this""" gives a = b')).toEqual(
      expect.arrayContaining(["from this → string.quoted.triple", "gives → keyword.other.clause"]),
    );
  });
});
