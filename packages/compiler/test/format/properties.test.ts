import { readFileSync } from "node:fs";
import { parseFile, tokenise } from "@mlopsc/grammar";
import {
  type Arbitrary,
  array,
  assert,
  constantFrom,
  integer,
  letrec,
  oneof,
  property,
  string,
  tuple,
} from "fast-check";
import { expect, it } from "vitest";
import { formatFile } from "../../src/format/format-file.ts";

const language = readFileSync(new URL("../cases/format/language/input.mlops", import.meta.url), "utf8");
const broken = readFileSync(new URL("../cases/format/broken/input.mlops", import.meta.url), "utf8");
const format = (text: string): string => formatFile(parseFile("test.mlops", text));

/** A file's trees without what only says where or how things were written. */
function meaning(text: string): unknown {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== "span" && key !== "trivia" && key !== "text")
        .map(([key, item]) => [key, strip(item)]),
    );
  };
  return parseFile("test.mlops", text).blocks.map(({ block }) => strip({ ...block, text: "" }));
}

function holds(text: string): void {
  expect(parseFile("test.mlops", text).blocks.flatMap(({ block }) => block.problems)).toEqual([]);
  const once = format(text);
  expect(format(once)).toBe(once);
  expect(meaning(once)).toEqual(meaning(text));
}

const gap = constantFrom("", " ", "   ");
const line = constantFrom(" ", "\n", "\n    ", " # why\n");
const name = constantFrom("a", "spend", "`Âge (ans)`", "on", "by", "x_1", "時");
const leaf = oneof(
  name,
  constantFrom("1", "1_000", "2.5e-3", "80%", "150ms", "50/s", '"te{data}xt"', "2020-04-01", "true", "none", '"""q"""'),
);

const { expression } = letrec<{ expression: string }>((tie) => ({
  expression: oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    tuple(tie("expression"), constantFrom("+", "-", "*", "/", "%", "^", "and", "or"), line, tie("expression")).map(
      ([left, operator, space, right]) => `(${left} ${operator}${space}${right})`,
    ),
    tuple(leaf, constantFrom("==", "<=", "!="), tie("expression")).map((parts) => `(${parts.join(" ")})`),
    tuple(constantFrom("-", "not "), tie("expression")).map(([sign, inner]) => `(${sign}${inner})`),
    tuple(name, gap, array(tie("expression"), { maxLength: 4 }), line).map(
      ([callee, space, items, start]) => `${callee}(${items.length > 0 ? start : ""}${items.join(`,${space}`)})`,
    ),
    tuple(array(tie("expression"), { maxLength: 5 }), line).map(
      ([items, start]) => `[${items.length > 0 ? start : ""}${items.join(`,${start}`)}]`,
    ),
    tuple(name, constantFrom("18..120", "2019-04-01..2019-04-30")).map(([value, range]) => `(${value} in ${range})`),
  ),
}));

const member: Arbitrary<string> = tuple(
  constantFrom("", "\n", "# note\n", "\n\n# note\n\n"),
  integer({ min: 0, max: 6 }),
  name,
  gap,
  expression,
  constantFrom("", " # end"),
).map(([before, kind, word, space, value, end]) => {
  const lines = [
    `derive ${word}${space}=${space}${value}`,
    `filter${space} ${value}`,
    `aggregate by ${word}${space}:\n n = ${value},\n m=${value}`,
    `drop all except ${word}`,
    `impute ${word},spend with ${space}constant(${value})`,
    `split test 20% by time ${word}`,
    `rolling ${word} = ${value} over 48 order -at`,
  ];
  return `${before}${lines[kind]}${end}`;
});
const block = tuple(constantFrom("", "## doc\n", "# far\n\n"), array(member, { maxLength: 6 })).map(
  ([above, members]) => `${above}transform t {\n${members.join("\n")}\n}\n`,
);

it("prints what reads as the same tree, and changes nothing the second time", () => {
  assert(
    property(array(block, { maxLength: 3 }), (blocks) => holds(blocks.join(""))),
    { numRuns: 400 },
  );
});

it("does so of attributes and sections", () => {
  const attribute = tuple(name, gap, expression).map(([key, space, value]) => `${key}${space}=${space}${value}`);
  const section = array(expression, { maxLength: 3 }).map((lines) => `gate {\n${lines.join("\n")}\n}`);
  const body = array(oneof(attribute, section), { maxLength: 5 });
  assert(
    property(body, (lines) => holds(`model m {\n${lines.join("\n")}\n}`)),
    { numRuns: 300 },
  );
});

it("changes nothing the second time, however broken the text", () => {
  const text = `${language}\n${broken}`;
  const pieces = [...tokenise(text).map(({ image }) => image), "{", "}", "(", '"""', '"', "\n"];
  const place = integer({ min: 0, max: text.length });
  const twice = (broke: string): void => {
    const once = format(broke);
    expect(format(once)).toBe(once);
  };
  assert(
    property(tuple(place, integer({ min: 0, max: 80 }), constantFrom(...pieces)), ([at, length, piece]) =>
      twice(text.slice(0, at) + piece + text.slice(at + length)),
    ),
    { numRuns: 150 },
  );
  assert(
    property(array(constantFrom(...pieces), { maxLength: 60 }), (list) => twice(list.join(" "))),
    { numRuns: 500 },
  );
  assert(property(string({ unit: "binary", maxLength: 200 }), twice), { numRuns: 200 });
});
