import { readFileSync } from "node:fs";
import { array, assert, constantFrom, integer, property, string, tuple } from "fast-check";
import { expect, it } from "vitest";
import { parseBlock, parseFile, tokenise } from "../src/index.ts";
import { meaning, problemsOf } from "./problems.ts";

const language = readFileSync(new URL("language.mlops", import.meta.url), "utf8");
const tokens = tokenise(language).map(({ image }) => image);

/** Every span lies in its text, and every member in its block. */
function sound(text: string): void {
  const file = parseFile("fuzz.mlops", text);
  let end = 0;
  for (const { block, offset } of file.blocks) {
    expect(offset).toBeGreaterThanOrEqual(end);
    end = offset + block.text.length;
    expect(text.slice(offset, end)).toBe(block.text);
    for (const { span } of [...block.members, ...block.problems]) {
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      expect(span.end).toBeLessThanOrEqual(block.text.length);
    }
  }
  expect(problemsOf(file).every(({ message }) => message.length > 0)).toBe(true);
}

it("never throws, whatever the text", () => {
  assert(property(string({ unit: "binary", maxLength: 300 }), sound), { numRuns: 300 });
});

it("never throws, whatever the order of tokens", () => {
  assert(
    property(array(constantFrom(...tokens, "{", "}", "(", "\n", '"""', '"', "`"), { maxLength: 80 }), (list) =>
      sound(list.join(" ")),
    ),
    { numRuns: 500 },
  );
});

it("never throws where a piece is cut out or put elsewhere", () => {
  const place = integer({ min: 0, max: language.length });
  assert(
    property(tuple(place, place, place), ([a, b, c]) => {
      const [from, to] = [Math.min(a, b), Math.min(Math.max(a, b), Math.min(a, b) + 60)];
      sound(language.slice(0, from) + language.slice(to));
      sound(language.slice(0, c) + language.slice(from, to) + language.slice(c));
    }),
    { numRuns: 100 },
  );
});

it("gives for a block what it gives for its text alone", () => {
  for (const { block } of parseFile("a", language).blocks)
    expect(meaning(parseBlock(block.text))).toEqual(meaning(block));
});
