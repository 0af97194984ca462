import { formatFile } from "@mlopsc/compiler";
import { parseFile } from "@mlopsc/grammar";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fileEdits } from "../../src/formatting/file-edits.ts";
import { rangeEdits } from "../../src/formatting/range-edits.ts";
import { specTexts } from "../example-projects.ts";
import { applied } from "./drawn-edits.ts";

/** A real spec with something put in at some places, mostly layout. */
const text = fc
  .record({
    spec: fc.constantFrom(...specTexts()),
    puts: fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        put: fc.constantFrom(" ", "  ", "\n", "\n\n\n", "\t", "\r\n", " # no\n", "}", "{", ",", "x", '"'),
      }),
      { maxLength: 8 },
    ),
    returns: fc.boolean(),
  })
  .map(({ spec, puts, returns }) => {
    const changed = puts.reduce((result, { at, put }) => {
      const place = Math.floor(at * result.length);
      return result.slice(0, place) + put + result.slice(place);
    }, spec);
    return returns ? changed.replace(/\r?\n/g, "\r\n") : changed;
  });

test("the edits of a file give what the compiler prints, and then there are none", () => {
  fc.assert(
    fc.property(text, (written) => {
      const syntax = parseFile("main.mlops", written);
      const edits = fileEdits(syntax);
      for (const [at, { span }] of edits.entries()) {
        expect(span.start).toBeGreaterThan(edits[at - 1]?.span.end ?? -1);
      }
      const formatted = applied(written, edits);
      expect(formatted).toBe(formatFile(syntax));
      expect(fileEdits(parseFile("main.mlops", formatted))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("the edits of a range are some of the file's", () => {
  fc.assert(
    fc.property(text, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(200), (written, from, length) => {
      const syntax = parseFile("main.mlops", written);
      const start = Math.floor(from * written.length);
      const some = rangeEdits(syntax, { start, end: Math.min(written.length, start + length) });
      expect(fileEdits(syntax)).toEqual(expect.arrayContaining([...some]));
    }),
    { numRuns: 200 },
  );
});
