import { shouldPrune } from "@mlopsc/learn";
import { expect, test } from "vitest";

const history = [0.5, 0.6, 0.7].map((score) => ({
  assignment: {},
  state: "complete" as const,
  score,
  foldScores: [score - 0.1, score + 0.1],
}));
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
  const failed = [...history.slice(1), { assignment: {}, state: "failed" as const, score: null, foldScores: [0.9] }];
  expect(shouldPrune(rule, failed, [0.1])).toBe(false);
});
