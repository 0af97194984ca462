import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../src/random/seeded-random.ts";
import { allRows } from "../../src/table/take-rows.ts";

const draws = (seed: number, label?: string): number[] => {
  const random = seededRandom(seed, label);
  return Array.from({ length: 20 }, () => random.next());
};

describe("seededRandom", () => {
  test("gives one stream for a seed and label, and others for others", () => {
    expect(draws(42, "split")).toEqual(draws(42, "split"));
    expect(draws(42, "split")).not.toEqual(draws(43, "split"));
    expect(draws(42, "split")).not.toEqual(draws(42, "folds"));
    expect(draws(1)).not.toEqual(draws(1 + 2 ** 32));
  });

  test("never changes: models made long ago can be made again", () => {
    expect(draws(42, "split").slice(0, 3)).toMatchInlineSnapshot(`
      [
        0.7520061842283304,
        0.6007865158704936,
        0.42652401360962355,
      ]
    `);
  });

  test("is uniform: moments and every bucket within five deviations", () => {
    const random = seededRandom(7);
    const buckets = new Array<number>(16).fill(0);
    let sum = 0;
    for (let at = 0; at < 160_000; at++) {
      const value = random.next();
      if (!(value >= 0 && value < 1)) expect(value).toBe("in [0, 1)");
      buckets[Math.floor(value * 16)]!++;
      sum += value;
    }
    expect(Math.abs(sum / 160_000 - 0.5)).toBeLessThan((5 * Math.sqrt(1 / 12)) / 400);
    for (const count of buckets) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(10_000));
  });

  test("normal draws have mean 0 and deviation 1", () => {
    const random = seededRandom(8);
    const values = Array.from({ length: 40_000 }, () => random.normal());
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.025);
    expect(Math.abs(variance - 1)).toBeLessThan(0.04);
  });

  test("a shuffle keeps every element, and integers stay in range", () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(200), (seed, length) => {
        const random = seededRandom(seed);
        expect(random.shuffle(allRows(length)).sort()).toEqual(allRows(length));
        const drawn = random.integer(length + 1);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn <= length).toBe(true);
      }),
    );
  });
});
