import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseFile } from "../src/index.ts";

const language = readFileSync(new URL("language.mlops", import.meta.url), "utf8");
const lines = language.split("\n");
const signs = [
  "{",
  "}",
  "\n}",
  "\n",
  "\n\n",
  '"""',
  '"',
  "`",
  "#",
  "//",
  " # note",
  "transform t {",
  "model",
  "param p : int = 1",
];

type Edit = (text: string) => string;
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
/** Most edits that change where blocks begin and end are of few signs. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, fc.constantFrom(...signs), fc.nat(3)).map(
    ([at, sign, gone]): Edit =>
      (text) => {
        const start = Math.floor(at * text.length);
        return text.slice(0, start) + sign + text.slice(start + gone);
      },
  ),
  fc.tuple(place, fc.constantFrom(...signs)).map(
    ([at, sign]): Edit =>
      (text) => {
        const ends = [...text.matchAll(/\}|$/gm)];
        const start = ends[Math.floor(at * ends.length)]!.index;
        return text.slice(0, start) + sign + text.slice(start);
      },
  ),
  fc.tuple(place, fc.nat(12), fc.constantFrom(...lines)).map(
    ([at, gone, line]): Edit =>
      (text) => {
        const all = text.split("\n");
        all.splice(Math.floor(at * all.length), gone, line);
        return all.join("\n");
      },
  ),
);

test("a file that is read with what it was before is the file that is read anew", () => {
  let reused = 0;
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
      let before = parseFile("a.mlops", language);
      for (const change of edits) {
        const text = change(before.text);
        const [again, anew] = [parseFile("a.mlops", text, before), parseFile("a.mlops", text)];
        expect(again.blocks.map(({ offset }) => offset)).toEqual(anew.blocks.map(({ offset }) => offset));
        expect(again.blocks.every(({ block }, index) => block === anew.blocks[index]?.block)).toBe(true);
        expect(again.problems).toEqual(anew.problems);
        const known = new Set(before.blocks.map(({ block }) => block));
        reused += again.blocks.filter(({ block }) => known.has(block)).length;
        before = again;
      }
    }),
    { numRuns: 1000, seed: 3 },
  );
  expect(reused).toBeGreaterThan(5000);
});
