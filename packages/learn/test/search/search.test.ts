import { type Assignment, assignmentToChoice, createSearch, type FinishedTrial, shouldPrune } from "@mlopsc/learn";
import type { SearchDefinition, SpaceDimension } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";

const range = (name: string, kind: "int" | "number", low: number, high: number, log = false): SpaceDimension => ({
  name,
  values: { kind, low, high, log },
});
const base: SearchDefinition = {
  strategy: "random",
  trials: 30,
  optimise: { metric: "rmse" },
  space: [range("x", "number", 0, 10), range("y", "number", 1e-3, 1e3, true)],
  fixed: null,
};

/** Runs a search to its end; every finished trial scores what the function says. */
function run(
  definition: SearchDefinition,
  seed: number,
  score: (assignment: Assignment) => number | null,
): FinishedTrial[] {
  const search = createSearch(definition, seed);
  const history: FinishedTrial[] = [];
  for (let asked = search.ask(history); asked !== "exhausted"; asked = search.ask(history)) {
    const value = score(asked);
    history.push({ assignment: asked, score: value, foldScores: value === null ? [] : [value] });
  }
  return history;
}

const bowl = (assignment: Assignment): number =>
  (Number(assignment["x"]) - 7) ** 2 + Math.log10(Number(assignment["y"])) ** 2 * 4;
const best = (history: readonly FinishedTrial[]): number => Math.min(...history.map(({ score }) => score ?? Infinity));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const seeds = [1, 2, 3, 4, 5];

describe.each(["grid", "random", "bayesian"] as const)("%s", (strategy) => {
  const definition: SearchDefinition = { ...base, strategy, trials: 18 };

  test("the next trial follows from the history alone, so a search can be taken up again", () => {
    const history = run(definition, 3, bowl);
    for (let length = 0; length < history.length; length++) {
      const taken = JSON.parse(JSON.stringify(history.slice(0, length))) as FinishedTrial[];
      expect(createSearch(definition, 3).ask(taken)).toEqual(history[length]!.assignment);
    }
    expect(createSearch(definition, 3).ask(history)).toBe("exhausted");
    expect(history).toHaveLength(18);
  });

  test("no trial is asked for twice, and all values are in their range", () => {
    const history = run({ ...definition, space: [range("a", "int", 1, 4), range("b", "number", 0.1, 1)] }, 1, () => 1);
    expect(new Set(history.map(({ assignment }) => JSON.stringify(assignment))).size).toBe(history.length);
    for (const { assignment } of history) {
      expect([1, 2, 3, 4]).toContain(assignment["a"]);
      expect(assignment["b"]).toBeGreaterThanOrEqual(0.1);
      expect(assignment["b"]).toBeLessThanOrEqual(1);
    }
  });

  test("a dimension is there only when its condition holds", () => {
    const space: SpaceDimension[] = [
      { name: "algorithm", values: { kind: "choice", options: ["ridge", "random_forest"] } },
      { ...range("alpha", "number", 0.01, 100, true), when: { name: "algorithm", equals: ["ridge"] } },
      { ...range("trees", "int", 10, 200), when: { name: "algorithm", equals: ["random_forest"] } },
    ];
    const history = run({ ...definition, trials: 10, space }, 1, (assignment) => Number(assignment["alpha"] ?? 50));
    const names = history.map(({ assignment }) => Object.keys(assignment).join(" "));
    expect(new Set(names)).toEqual(new Set(["algorithm alpha", "algorithm trees"]));
    for (const { assignment } of history) expect("alpha" in assignment).toBe(assignment["algorithm"] === "ridge");
  });

  test("trials that failed do not stop it", () => {
    expect(run(definition, 1, (assignment) => (Number(assignment["x"]) > 4 ? null : bowl(assignment)))).toHaveLength(
      18,
    );
    expect(run(definition, 1, () => null)).toHaveLength(18);
  });
});

test("the Gaussian process finds a better minimum than chance, for higher and for lower", () => {
  const random = mean(seeds.map((seed) => best(run({ ...base, trials: 30 }, seed, bowl))));
  const lower = mean(seeds.map((seed) => best(run({ ...base, strategy: "bayesian", trials: 30 }, seed, bowl))));
  expect(lower).toBeLessThan(random / 4);
  const upside: SearchDefinition = { ...base, strategy: "bayesian", trials: 30, optimise: { metric: "r2" } };
  const higher = mean(
    seeds.map((seed) => -best(run(upside, seed, (a) => -bowl(a)).map((t) => ({ ...t, score: -t.score! })))),
  );
  expect(higher).toBeGreaterThan(-random / 4);
});

test("a grid is all combinations, and its ends are the ends", () => {
  const space: SpaceDimension[] = [
    { name: "c", values: { kind: "choice", options: ["a", true] } },
    range("n", "int", 1, 3),
    range("log", "number", 0.01, 100, true),
  ];
  const history = run({ ...base, strategy: "grid", trials: 1000, space }, 0, () => 0);
  expect(history).toHaveLength(2 * 3 * 5);
  expect(history.slice(0, 5).map(({ assignment }) => Number(assignment["log"]).toPrecision(3))).toEqual([
    "0.0100",
    "0.100",
    "1.00",
    "10.0",
    "100",
  ]);
  expect(history.at(-1)!.assignment).toEqual({ c: true, n: 3, log: 100 });
});

test("a random search stops when a small space is used up", () => {
  const space: SpaceDimension[] = [range("n", "int", 1, 3)];
  const history = run({ ...base, trials: 20, space }, 0, () => 0);
  expect(history.map(({ assignment }) => assignment["n"]).sort()).toEqual([1, 2, 3]);
});

describe("median pruning", () => {
  const history = [0.5, 0.6, 0.7].map((score) => ({ assignment: {}, score, foldScores: [score - 0.1, score + 0.1] }));
  const rule = { prune: { kind: "median", after: 3 }, optimise: { metric: "auc" } } as const;

  test("stops what is worse than the median after as many folds", () => {
    // After one fold the others had 0.4, 0.5, 0.6; after two 0.5, 0.6, 0.7.
    expect(shouldPrune(rule, history, [0.49])).toBe(true);
    expect(shouldPrune(rule, history, [0.5])).toBe(false);
    expect(shouldPrune(rule, history, [0.5, 0.69])).toBe(true);
    expect(shouldPrune(rule, history, [0.5, 0.7])).toBe(false);
  });

  test("turns round where lower is better", () => {
    const lower = { ...rule, optimise: { metric: "rmse" } } as const;
    expect(shouldPrune(lower, history, [0.51])).toBe(true);
    expect(shouldPrune(lower, history, [0.49])).toBe(false);
  });

  test("waits for enough trials, and does nothing unless asked", () => {
    expect(shouldPrune({ ...rule, prune: { kind: "median", after: 4 } }, history, [0.1])).toBe(false);
    expect(shouldPrune({ optimise: rule.optimise }, history, [0.1])).toBe(false);
    const failed = [...history.slice(1), { assignment: {}, score: null, foldScores: [0.9] }];
    expect(shouldPrune(rule, failed, [0.1])).toBe(false);
  });
});

describe("choices", () => {
  test("the assignment goes over the fixed values, and those over the defaults", () => {
    const fixed = { algorithm: "random_forest", parameters: { trees: 20, max_depth: 3 } } as const;
    expect(assignmentToChoice({ fixed }, { trees: 50 })).toEqual({
      algorithm: "random_forest",
      parameters: { trees: 50, max_depth: 3, min_samples_leaf: 1, max_features: null, max_bins: 4096, bootstrap: true },
    });
  });

  test("the algorithm may be a dimension; what belongs to another is left out", () => {
    const fixed = { algorithm: "random_forest", parameters: { trees: 20 } } as const;
    expect(assignmentToChoice({ fixed }, { algorithm: "ridge", alpha: 3 })).toEqual({
      algorithm: "ridge",
      parameters: { alpha: 3 },
    });
    expect(() => assignmentToChoice({ fixed: null }, {})).toThrow("no algorithm");
  });
});
