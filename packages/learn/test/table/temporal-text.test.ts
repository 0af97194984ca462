import fc from "fast-check";
import { expect, it } from "vitest";
import { parseDate, parseTimestamp } from "../../src/table/temporal-text.ts";

/** Texts that are nearly always a time that exists, and otherwise off by a character. */
const times = fc
  .tuple(
    fc.date({ min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }),
    fc.option(fc.tuple(fc.nat(18), fc.constantFrom(..."0123456789-:T /a")), { nil: undefined }),
  )
  .map(([date, change]) => {
    const text = `${date.toISOString().slice(0, 19)}Z`;
    return change === undefined ? text : `${text.slice(0, change[0])}${change[1]}${text.slice(change[0] + 1)}`;
  });

it("reads the plain forms as it reads any other", () => {
  const seen = { times: 0, others: 0 };
  fc.assert(
    fc.property(times, (text) => {
      const long = parseTimestamp(text.replace("Z", "+00:00"));
      expect(parseTimestamp(text)).toBe(long);
      const day = parseTimestamp(`${text.slice(0, 10)}T00:00:00+00:00`);
      expect(parseDate(text.slice(0, 10))).toBe(day / 86_400_000);
      seen[Number.isNaN(long) ? "others" : "times"]++;
    }),
    { numRuns: 3000, seed: 4 },
  );
  expect(Math.min(seen.times, seen.others)).toBeGreaterThan(300);
});
