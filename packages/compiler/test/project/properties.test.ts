import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compileProject } from "../../src/index.ts";

const folder = new URL("../cases/", import.meta.url);
const rooms = ["names", "parameters", "expressions", "datasets", "transforms"];
const sources = [
  readFileSync(new URL("./language-spec.mlops", import.meta.url), "utf8"),
  ...rooms.flatMap((room) =>
    readdirSync(new URL(`${room}/`, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".mlops"))
      .map((path) => readFileSync(new URL(`${room}/${path}`, folder), "utf8")),
  ),
];
const lines = sources.flatMap((source) => source.split("\n")).filter((line) => line.trim() !== "");
const words = [...new Set(sources.flatMap((source) => source.match(/[\p{L}\p{N}_]+|[^\s]/gu) ?? []))];

type Edit = (text: string) => string;
const place = fc.double({ min: 0, max: 1, noNaN: true });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, fc.constantFrom(...words)).map(([at, word]) => (text: string) => {
    const start = Math.floor(at * text.length);
    return `${text.slice(0, start)}${word}${text.slice(start)}`;
  }),
  fc.tuple(place, fc.constantFrom(...words)).map(
    ([at, word]) =>
      (text: string) =>
        replaceWord(text, at, word),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 12 })).map(([at, length]) => (text: string) => {
    const start = Math.floor(at * text.length);
    return text.slice(0, start) + text.slice(start + length);
  }),
  fc.tuple(place, fc.constantFrom(...lines)).map(([at, line]) => (text: string) => {
    const all = text.split("\n");
    all.splice(Math.floor(at * all.length), 0, line);
    return all.join("\n");
  }),
  place.map(
    (at) => (text: string) =>
      text
        .split("\n")
        .filter((_, index, all) => index !== Math.floor(at * all.length))
        .join("\n"),
  ),
);

function replaceWord(text: string, at: number, word: string): string {
  const found = [...text.matchAll(/[\p{L}\p{N}_]+/gu)];
  const match = found[Math.floor(at * found.length)];
  return match === undefined ? text : text.slice(0, match.index) + word + text.slice(match.index + match[0].length);
}

test("compiling never throws, places lie within their files, and right programs have a plan", () => {
  fc.assert(
    fc.property(fc.constantFrom(...sources), fc.array(edit, { minLength: 1, maxLength: 6 }), (source, edits) => {
      const text = edits.reduce((changed, change) => change(changed), source);
      const { diagnostics, desired } = compileProject({
        files: [{ path: "a.mlops", text }],
        parameters: {},
        inferred: new Map(),
      });
      for (const { place: found, fixes, message } of diagnostics) {
        expect(message).not.toMatch(/undefined|\[object|NaN/);
        for (const { span } of [...(found ? [found] : []), ...fixes.flatMap((fix) => fix.edits)]) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }
      if (diagnostics.some(({ severity }) => severity === "error")) expect(desired).toBeNull();
    }),
    { numRuns: 1000, seed: 2 },
  );
});
