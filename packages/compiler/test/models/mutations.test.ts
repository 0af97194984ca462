import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "./compile-source.ts";

const folder = new URL("../cases/models/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");
const shared = read("shared.tables.mlops");
const texts = readdirSync(folder)
  .filter((name) => name.endsWith(".mlops") && name !== "shared.tables.mlops")
  .map(read);
const pieces = [
  "(",
  ")",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  ".",
  "=",
  "in",
  "..",
  "auc",
  "none",
  "50ms",
  "10%",
  "-",
  "not ",
  '"',
  "\n",
  "baseline.",
  "0",
  "all",
];

const mutated = fc
  .tuple(
    fc.constantFrom(...texts, shared),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(12), fc.constantFrom("", ...pieces)), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([text, edits]) =>
    edits.reduce((before, [where, length, piece]) => {
      const at = Math.floor(where * before.length);
      return before.slice(0, at) + piece + before.slice(at + length);
    }, text),
  );

test("whatever is cut out or put in, checking ends and every place lies in its file", () => {
  fc.assert(
    fc.property(mutated, (text) => {
      for (const { place, fixes } of compile({ "shared.tables.mlops": shared, "case.mlops": text }).diagnostics) {
        const places = [...(place ? [place] : []), ...fixes.flatMap(({ edits }) => edits)];
        for (const { file, span } of places) {
          const length = file === "case.mlops" ? text.length : shared.length;
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(length);
          expect(span.start).toBeLessThanOrEqual(span.end);
        }
      }
    }),
    { numRuns: Number(process.env["MLOPSC_RUNS"] ?? 300) },
  );
});
