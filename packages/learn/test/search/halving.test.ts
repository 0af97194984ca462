import { type Assignment, halvingRungs, type KnownTrial, proposeTrials } from "@mlopsc/learn";
import type { SearchDefinition } from "@mlopsc/vocabulary";
import fc from "fast-check";
import { expect, test } from "vitest";
import { range } from "./run-search.ts";

const definition: SearchDefinition = {
  strategy: "halving",
  trials: 27,
  factor: 3,
  optimise: { metric: "rmse" },
  space: [range("x", "number", 0, 1)],
  fixed: null,
};

/** Runs a halving to its end; gives how often each share of the rows was measured on. */
function run(
  wanted: SearchDefinition,
  rows: number,
  score: (assignment: Assignment, share: number) => number,
  size = 4,
) {
  const history: KnownTrial[] = [];
  const shares: number[] = [];
  for (;;) {
    const asked = proposeTrials(wanted, history, size, { seed: 1, rows });
    if (asked.length === 0) return { history, shares };
    for (const { index, assignment, share, rung } of asked) {
      const before = history[index]?.rungs ?? [];
      expect(before).toHaveLength(rung);
      const value = score(assignment, share);
      shares.push(share);
      const whole = share === 1;
      const rungs = [...before, value];
      const state = whole ? ("complete" as const) : ("pruned" as const);
      history[index] = { assignment, state, score: whole ? value : null, foldScores: [value], rungs };
    }
  }
}

test("by hand: 81 trials by three are four rounds, the last of three on all rows", () => {
  expect(halvingRungs({ trials: 81, factor: 3 }, 10_000)).toEqual([
    { share: 1 / 27, trials: 81 },
    { share: 1 / 9, trials: 27 },
    { share: 1 / 3, trials: 9 },
    { share: 1, trials: 3 },
  ]);
  expect(halvingRungs({ trials: 3, factor: 3 }, 10_000)).toEqual([{ share: 1, trials: 3 }]);
});

test("no round is on fewer than a hundred rows", () => {
  expect(halvingRungs({ trials: 81, factor: 3 }, 900).map(({ share }) => share)).toEqual([1 / 9, 1 / 3, 1]);
  expect(halvingRungs({ trials: 81, factor: 3 }, 299).map(({ share }) => share)).toEqual([1]);
});

test("the best of each round go on, and the last have all rows", () => {
  const { history, shares } = run(definition, 1000, ({ x }) => Number(x));
  expect(shares).toEqual([...Array(27).fill(1 / 9), ...Array(9).fill(1 / 3), ...Array(3).fill(1)]);
  const order = [...history].sort((a, b) => Number(a.assignment["x"]) - Number(b.assignment["x"]));
  expect(order.map(({ rungs }) => rungs!.length)).toEqual([
    ...Array(3).fill(3),
    ...Array(6).fill(2),
    ...Array(18).fill(1),
  ]);
  expect(history.filter(({ state }) => state === "complete")).toHaveLength(3);
});

test("what fails does not go on, and does not hold up the others", () => {
  const history: KnownTrial[] = [];
  for (const { index, assignment } of proposeTrials(definition, [], 27, { seed: 1, rows: 1000 })) {
    const failed = index % 3 > 0;
    history[index] = failed
      ? { assignment, state: "failed", score: null, foldScores: [], rungs: [] }
      : { assignment, state: "pruned", score: null, foldScores: [index], rungs: [index] };
  }
  const next = proposeTrials(definition, history, 27, { seed: 1, rows: 1000 });
  expect(next.map(({ index }) => index)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24]);
  expect(next.every(({ rung, share }) => rung === 1 && share === 1 / 3)).toBe(true);
});

test("what is measured is the same in any order and number at once", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 2, max: 5 }),
      fc.integer({ min: 1, max: 50 }),
      (trials, factor, size) => {
        const wanted = { ...definition, trials, factor };
        const score = ({ x }: Assignment, share: number): number => Math.sin(20 * Number(x)) + share;
        const [alone, together] = [run(wanted, 5000, score, 1), run(wanted, 5000, score, size)];
        expect(together.history).toEqual(alone.history);
        const rungs = halvingRungs(wanted, 5000);
        expect(alone.shares).toHaveLength(rungs.reduce((sum, rung) => sum + rung.trials, 0));
      },
    ),
    { numRuns: 30 },
  );
});

test("a small space begins with fewer", () => {
  const { history } = run({ ...definition, space: [range("x", "int", 1, 5)] }, 1000, ({ x }) => Number(x));
  expect(history).toHaveLength(5);
  expect(history.filter(({ state }) => state === "complete").map(({ assignment }) => assignment["x"])).toEqual([1]);
});
