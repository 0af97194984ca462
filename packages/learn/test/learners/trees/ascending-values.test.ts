import { seededRandom } from "@mlopsc/learn";
import { expect, test } from "vitest";
import { ascendingValues } from "../../../src/learners/trees/bins/ascending-values.ts";

const random = seededRandom(5, "ascending");
const shapes: Record<string, () => number> = {
  normal: () => random.normal(),
  "far apart": () => Math.exp(8 * random.normal()),
  "one far away": () => (random.next() < 0.001 ? 1e15 : random.normal()),
  "often the same": () => Math.floor(random.next() * 40),
  same: () => 7,
  "beyond the range of doubles": () => (random.next() * 2 - 1) * Number.MAX_VALUE,
  infinite: () => (random.next() < 0.1 ? -Infinity : random.normal()),
};

test.each(Object.entries(shapes))("values %s are found at the places that sorting gives them", (_, draw) => {
  const values = Float64Array.from({ length: 5000 }, draw);
  const sorted = values.slice().sort();
  for (const step of [1, 7, 400, 4999]) {
    const valueAt = ascendingValues(values.slice());
    for (let place = step - 1; place < values.length; place += step) expect(valueAt(place)).toBe(sorted[place]);
  }
});
