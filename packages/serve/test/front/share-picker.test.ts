import fc from "fast-check";
import { expect, it } from "vitest";
import { sharePicker } from "../../src/front/share-picker.ts";

const none = (): boolean => false;

it("comes to each share exactly, and is never far from it", () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 5 })
    .filter((all) => all.some(Boolean));
  fc.assert(
    fc.property(weights, (all) => {
      const total = all.reduce((sum, weight) => sum + weight, 0);
      const pick = sharePicker(all);
      const counts = all.map(() => 0);
      for (let turn = 1; turn <= 2 * total; turn++) {
        counts[pick(none)!]!++;
        for (const [place, weight] of all.entries())
          expect(Math.abs(counts[place]! - (turn * weight) / total)).toBeLessThan(all.length);
      }
      expect(counts).toEqual(all.map((weight) => 2 * weight));
    }),
  );
});

it("gives nine of ten to 0.9, one to 0.1, and all to the others where one is barred", () => {
  const pick = sharePicker([0.9, 0.1, 0]);
  const places = Array.from({ length: 1000 }, () => pick(none));
  expect([0, 1, 2].map((place) => places.filter((each) => each === place).length)).toEqual([900, 100, 0]);
  expect(Array.from({ length: 10 }, () => pick((place) => place === 0))).toEqual(new Array(10).fill(1));
  expect(pick((place) => place < 2)).toBeUndefined();
});
