import fc from "fast-check";
import { expect, test } from "vitest";
import { exponential } from "../../src/learners/exponential.ts";

test("is Math.exp within 4e-16, twice what rounds", () => {
  fc.assert(
    fc.property(fc.double({ min: -700, max: 709, noNaN: true }), (x) => {
      expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThanOrEqual(4.5e-16);
    }),
    { numRuns: 20_000 },
  );
});

test("at the ends it is what Math.exp is", () => {
  for (const x of [0, -0, -708.4, -740, -746, -Infinity, 709.5, 709.79, Infinity, Number.NaN]) {
    expect(exponential(x)).toBe(Math.exp(x));
  }
});
