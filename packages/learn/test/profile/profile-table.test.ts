import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { profileTable } from "../../src/profile/profile-table.ts";
import { numericColumn, tableOf, textColumn } from "../../src/table/columns.ts";
import { takeRows } from "../../src/table/take-rows.ts";

describe("profileTable", () => {
  test("numbers", () => {
    const [profile] = profileTable(tableOf([numericColumn("x", "int", [1, 2, 3, 4, null, 4])]));
    expect(profile).toMatchObject({ name: "x", kind: "int", count: 6, missing: 1, distinct: 4 });
    expect(profile?.numbers).toMatchObject({ min: 1, max: 4, mean: 2.8 });
    expect(profile?.numbers?.deviation).toBeCloseTo(Math.sqrt(1.36), 12);
    expect(profile?.numbers?.quantiles.find(({ share }) => share === 0.25)?.value).toBe(2);
    expect(profile?.numbers?.histogram.map(({ count }) => count)).toEqual([1, 1, 1, 2]);
  });

  test("categories by count, of the rows that are there", () => {
    const all = tableOf([
      textColumn("s", "category", ["gone", "b", "a", "b", null, "c"]),
      numericColumn("f", "bool", [0, 1, 1, 0, null, 1]),
    ]);
    const [text, flag] = profileTable(takeRows(all, Int32Array.of(1, 2, 3, 4, 5)));
    expect(text).toEqual({
      name: "s",
      kind: "category",
      count: 5,
      missing: 1,
      distinct: 3,
      categories: [
        { value: "b", count: 2 },
        { value: "a", count: 1 },
        { value: "c", count: 1 },
      ],
    });
    expect(flag?.categories).toEqual([
      { value: "true", count: 3 },
      { value: "false", count: 1 },
    ]);
  });

  test("shows no single value of what is concealed, and nothing of what is empty", () => {
    const table = tableOf([textColumn("email", "text", ["a@b.c"]), numericColumn("x", "number", [null])]);
    expect(profileTable(table, ["email"])).toEqual([
      { name: "email", kind: "text", count: 1, missing: 0, distinct: 1 },
      { name: "x", kind: "number", count: 1, missing: 1, distinct: 0 },
    ]);
  });

  test("numbers whose squares and differences are beyond a double", () => {
    const most = Number.MAX_VALUE;
    const { numbers } = profileTable(tableOf([numericColumn("x", "number", [-most, most, most, -most, null])]))[0]!;
    expect(numbers).toMatchObject({ min: -most, max: most, mean: 0, deviation: most });
    expect(numbers!.quantiles.find(({ share }) => share === 0.5)!.value).toBe(0);
    expect(numbers!.histogram).toEqual([
      { low: -most, high: 0, count: 2 },
      { low: 0, high: most, count: 2 },
    ]);
  });

  test("a histogram holds every value once, in bins that join", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 }), (values) => {
        const { histogram, min, max } = profileTable(tableOf([numericColumn("x", "number", values)]))[0]!.numbers!;
        expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        expect(histogram.length).toBeLessThanOrEqual(20);
        expect([histogram[0]!.low, histogram.at(-1)!.high]).toEqual([min, max]);
        for (const [at, bin] of histogram.entries()) if (at > 0) expect(bin.low).toBe(histogram[at - 1]!.high);
      }),
    );
  });
});
