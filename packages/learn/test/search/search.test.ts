import { type Assignment, assignmentKey, type KnownTrial, proposeTrials } from "@mlopsc/learn";
import { countAssignments, type SearchDefinition, type SpaceDimension } from "@mlopsc/vocabulary";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choice, range, runSearch, trialOf, when } from "./run-search.ts";

const base: SearchDefinition = {
  strategy: "random",
  trials: 30,
  optimise: { metric: "rmse" },
  space: [range("x", "number", 0, 10), range("y", "number", 1e-3, 1e3, true)],
  fixed: null,
};

const bowl = (assignment: Assignment): number =>
  (Number(assignment["x"]) - 7) ** 2 + Math.log10(Number(assignment["y"])) ** 2 * 4;
const best = (history: readonly KnownTrial[]): number => Math.min(...history.map(({ score }) => score ?? Infinity));
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

const seeds = [1, 2, 3];
const learners: readonly SpaceDimension[] = [
  choice("algorithm", "ridge", "random_forest"),
  when(range("alpha", "number", 0.01, 100, true), "algorithm", "ridge"),
  when(range("trees", "int", 10, 200), "algorithm", "random_forest"),
];

describe.each([
  { strategy: "grid" },
  { strategy: "random" },
  { strategy: "bayesian", surrogate: "gaussian_process" },
  { strategy: "bayesian", surrogate: "random_forest" },
] as const)("$strategy $surrogate", (strategy) => {
  const definition: SearchDefinition = { ...base, ...strategy, trials: 18 };
  const context = { seed: 3, rows: 1000 };

  test("what comes next follows from the history alone, so a search can be taken up again", () => {
    const history = runSearch(definition, 3, bowl);
    expect(history).toHaveLength(18);
    for (const length of [0, 1, 9, 10, 13, 17]) {
      const taken = JSON.parse(JSON.stringify(history.slice(0, length))) as KnownTrial[];
      expect(proposeTrials(definition, taken, 1, context)[0]?.assignment).toEqual(history[length]!.assignment);
    }
    expect(proposeTrials(definition, history, 1, context)).toEqual([]);
  });

  test("trials asked for together differ, and the batch begins with what would be asked for alone", () => {
    const history = runSearch({ ...definition, trials: 12 }, 3, bowl);
    const asked = proposeTrials(definition, history, 4, context);
    expect(asked.map(({ index }) => index)).toEqual([12, 13, 14, 15]);
    expect(new Set(asked.map(({ assignment }) => assignmentKey(assignment))).size).toBe(4);
    expect(asked[0]).toEqual(proposeTrials(definition, history, 1, context)[0]);
  });

  test("a small space ends the search when all is tried, each once", () => {
    const space = [range("a", "int", 1, 4), when(choice("b", "x", "y"), "a", 2, 3)];
    const history = runSearch({ ...definition, trials: 50, space }, 1, ({ a }) => Number(a), 4);
    const keys = history.map(({ assignment }) => assignmentKey(assignment));
    expect(new Set(keys).size).toBe(6);
    expect(keys).toHaveLength(6);
  });

  test("trials that failed do not stop it", () => {
    const failing = runSearch(definition, 1, (assignment) => (Number(assignment["x"]) > 4 ? null : bowl(assignment)));
    expect(failing).toHaveLength(18);
    expect(runSearch(definition, 1, () => null)).toHaveLength(18);
  });

  test("scores that are all the same do not stop it", () => {
    expect(runSearch(definition, 1, () => 1)).toHaveLength(18);
    expect(runSearch({ ...definition, space: learners, trials: 8 }, 1, () => 1)).toHaveLength(8);
  });
});

describe("any space", () => {
  const spaces: fc.Arbitrary<SpaceDimension[]> = fc
    .array(
      fc.oneof(
        fc.tuple(fc.integer({ min: -5, max: 5 }), fc.nat(20)).map(([low, more]) => range("", "int", low, low + more)),
        fc
          .tuple(fc.integer({ min: 1, max: 9 }), fc.nat(1000))
          .map(([low, more]) => range("", "int", low, low + more, true)),
        fc
          .tuple(
            fc.double({ min: 1e-6, max: 1, noNaN: true }),
            // Of a narrower range only a few doubles are there to be tried.
            fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e3, noNaN: true })),
            fc.boolean(),
          )
          .map(([low, more, log]) => range("", "number", low, low + more, log)),
        fc.constantFrom(choice("", "a", "b", "c"), choice("", true, false), choice("", 1, 10, 100)),
      ),
      { minLength: 1, maxLength: 5 },
    )
    .chain((dimensions) =>
      fc.array(fc.nat(1000), { minLength: dimensions.length, maxLength: dimensions.length }).map((picks) =>
        dimensions.map((dimension, at) => {
          const named = { ...dimension, name: `d${at}` };
          const asked = at === 0 ? undefined : dimensions[picks[at]! % at];
          if (asked?.values.kind !== "choice" || picks[at]! % 3 === 0) return named;
          return when(named, `d${picks[at]! % at}`, asked.values.options[picks[at]! % asked.values.options.length]!);
        }),
      ),
    );

  const wanted = (space: readonly SpaceDimension[], assignment: Assignment): string[] => {
    const there = new Map<string, unknown>();
    for (const { name, when: conditions = [] } of space) {
      if (conditions.every((one) => one.equals.includes(there.get(one.name) as never)))
        there.set(name, assignment[name]);
    }
    return [...there.keys()];
  };

  test.each(["random", "gaussian_process", "random_forest"] as const)(
    "%s: values within their domains, no dimension too many or too few, nothing twice, all of it if small",
    (kind) => {
      const strategy =
        kind === "random"
          ? ({ strategy: kind } as const)
          : ({ strategy: "bayesian", surrogate: kind, initial: 4 } as const);
      fc.assert(
        fc.property(spaces, fc.integer(), (space, seed) => {
          const definition: SearchDefinition = { ...base, ...strategy, trials: 12, space };
          const history = runSearch(definition, seed, (a) => Object.keys(a).length + Number(a["d0"] === true), 2);
          expect(new Set(history.map(({ assignment }) => assignmentKey(assignment))).size).toBe(history.length);
          expect(history).toHaveLength(Math.min(12, countAssignments(space)));
          for (const { assignment } of history) {
            expect(Object.keys(assignment).sort()).toEqual(wanted(space, assignment).sort());
            for (const { name, values } of space) {
              const value = assignment[name];
              if (value === undefined) continue;
              if (values.kind === "choice") expect(values.options).toContain(value);
              else {
                expect(value).toBeGreaterThanOrEqual(values.low);
                expect(value).toBeLessThanOrEqual(values.high);
                if (values.kind === "int") expect(Number.isInteger(value)).toBe(true);
              }
            }
          }
        }),
        { numRuns: 12 },
      );
    },
  );
});

describe("a Bayesian search", () => {
  const definition: SearchDefinition = { ...base, strategy: "bayesian" };
  const random = median(seeds.map((seed) => best(runSearch(base, seed, bowl))));

  test("finds a better minimum than chance, for higher and for lower, also two at a time", () => {
    expect(median(seeds.map((seed) => best(runSearch(definition, seed, bowl, 2))))).toBeLessThan(random / 100);
    const higher: SearchDefinition = { ...definition, optimise: { metric: "r2" } };
    const found = seeds.map((seed) => Math.max(...runSearch(higher, seed, (a) => -bowl(a)).map(({ score }) => score!)));
    expect(-median(found)).toBeLessThan(random / 100);
  });

  test("also where one trial is ruinous", () => {
    const ruinous = (a: Assignment): number => (Number(a["x"]) < 1 ? 1e9 : bowl(a));
    expect(median(seeds.map((seed) => best(runSearch(definition, seed, ruinous, 2))))).toBeLessThan(random / 10);
  });

  test.each(["gaussian_process", "random_forest"] as const)(
    "%s: goes where the good option is, and stays away from what fails",
    (surrogate) => {
      const counts = seeds.map((seed) => {
        const history = runSearch({ ...definition, space: learners, surrogate }, seed, ({ algorithm, alpha }) =>
          algorithm === "ridge" ? 1 + Math.log10(Number(alpha)) ** 2 : null,
        );
        return history.slice(10).filter(({ assignment }) => assignment["algorithm"] === "ridge").length;
      });
      // Of 20 trials after the initial ones, half by chance.
      expect(median(counts)).toBeGreaterThanOrEqual(15);
    },
  );

  test("by trees: finds a step and a threshold", () => {
    const forest: SearchDefinition = { ...definition, surrogate: "random_forest" };
    const steps = (a: Assignment): number =>
      Number(Number(a["x"]) > 6) + Number(Number(a["y"]) < 0.1) + Math.abs(Number(a["x"]) - 3) / 10;
    const chance = median(seeds.map((seed) => best(runSearch(base, seed, steps))));
    expect(median(seeds.map((seed) => best(runSearch(forest, seed, steps))))).toBeLessThan(chance);
  });

  test("begins evenly: each tenth of a range is drawn from once", () => {
    const history = runSearch({ ...definition, initial: 10 }, 4, bowl).slice(0, 10);
    const tenths = history.map(({ assignment }) => Math.floor(Number(assignment["x"])));
    expect(tenths.sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("takes the pruned at what they had", () => {
    const full = runSearch(definition, 2, bowl).slice(0, 15);
    const pruned = full.map((trial, at) =>
      at % 2 === 0 ? trial : ({ ...trial, state: "pruned", score: null } as const),
    );
    const ask = (history: readonly KnownTrial[]) => proposeTrials(definition, history, 1, { seed: 2, rows: 1000 });
    expect(ask(pruned)).toEqual(ask(full));
  });

  test("hundreds of trials are learned from", () => {
    const many = Array.from({ length: 450 }, (_, at) => {
      const assignment = { x: (at % 25) / 2.5, y: 10 ** ((at % 18) / 3 - 3) };
      return trialOf(assignment, bowl(assignment));
    });
    const [next] = proposeTrials({ ...definition, trials: 1000 }, many, 1, { seed: 1, rows: 1000 });
    expect(bowl(next!.assignment)).toBeLessThan(1);
  });
});

test("a grid is all combinations, and its ends are the ends", () => {
  const space = [choice("c", "a", true), range("n", "int", 1, 3), range("log", "number", 0.01, 100, true)];
  const history = runSearch({ ...base, strategy: "grid", trials: 1000, space }, 0, () => 0);
  expect(history).toHaveLength(2 * 3 * 5);
  const logs = history.slice(0, 5).map(({ assignment }) => Number(assignment["log"]).toPrecision(3));
  expect(logs).toEqual(["0.0100", "0.100", "1.00", "10.0", "100"]);
  expect(history.at(-1)!.assignment).toEqual({ c: true, n: 3, log: 100 });
  const coarse = runSearch({ ...base, strategy: "grid", points: 2, trials: 1000, space }, 0, () => 0);
  expect(coarse.map(({ assignment }) => assignment["log"]).slice(0, 2)).toEqual([0.01, 100]);
  expect(coarse).toHaveLength(2 * 2 * 2);
});
