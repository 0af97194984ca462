import { halvingRungs } from "@mlopsc/learn";
import type { SearchProgress } from "@mlopsc/plan";
import type { SearchDefinition } from "@mlopsc/vocabulary";
import type { SearchTrial } from "./outcomes.ts";

/** How far these trials bring the search, on so many training rows: how often a learner was measured on folds, and how often it is at most. */
export function searchProgress(
  search: SearchDefinition,
  trials: readonly Pick<SearchTrial, "rungs">[],
  rows: number,
): SearchProgress {
  const done = trials.reduce((sum, { rungs }) => sum + (rungs?.length ?? 1), 0);
  if (search.strategy !== "halving") return { done, of: search.trials, unit: "trials" };
  const of = halvingRungs(search, rows).reduce((sum, rung) => sum + rung.trials, 0);
  return { done, of, unit: "measurements" };
}
