import { type FoldPlan, type MetricChoice, metricKey, type Task } from "@mlopsc/vocabulary";
import type { ScoredRows } from "../metrics/scored-rows.ts";
import type { AlignedMembers } from "./align-members.ts";
import { combinerOf } from "./combine-answers.ts";
import type { Combination } from "./ensemble-model.ts";
import { foldMetrics, meanOf, takenFrom } from "./fold-metrics.ts";
import { stackOutOfFold } from "./stack-members.ts";

/** How good an ensemble is on the folds of its members. A metric that has no value on some fold is left out. */
export interface EnsembleValidation {
  readonly folds: readonly { readonly fold: number; readonly metrics: Readonly<Record<string, number>> }[];
  readonly means: Readonly<Record<string, number>>;
}

/** Measured on what an ensemble says out of fold; nothing is told where that is not known. */
export function validateEnsemble(
  told: EnsembleOutOfFold | null,
  metrics: readonly MetricChoice[],
  task: Task,
  decision: Pick<ScoredRows, "threshold" | "costs">,
): EnsembleValidation {
  if (told === null) return { folds: [], means: {} };
  const numbers = [...new Set(told.folds)].sort((a, b) => a - b);
  const measured = metrics.flatMap((metric) => {
    const values = foldMetrics(metric, told.predicted, told, task, decision);
    return values.ok ? [[metricKey(metric), values.value] as const] : [];
  });
  return {
    folds: numbers.map((fold, at) => ({
      fold,
      metrics: Object.fromEntries(measured.map(([key, values]) => [key, values[at]!])),
    })),
    means: Object.fromEntries(measured.map(([key, values]) => [key, meanOf(values)])),
  };
}

/** What an ensemble says of training rows that its members had not seen. */
export type EnsembleOutOfFold = Pick<AlignedMembers, "folds" | "truth" | "classes"> & {
  readonly predicted: Float64Array;
};

/** A stacking learner is fitted anew without each fold; where there is but one, that cannot be done: null. */
export function ensembleOutOfFold(
  combination: Combination,
  aligned: AlignedMembers,
  plan: FoldPlan,
  context: Parameters<typeof stackOutOfFold>[3],
): EnsembleOutOfFold | null {
  const { names, classes, said, folds, truth } = aligned;
  if (combination.kind === "average")
    return { folds, truth, classes, predicted: combinerOf(combination, names, classes)(said) };
  const stacked = stackOutOfFold(combination.choice, aligned, plan, context);
  if (stacked === null) return null;
  const { places, predicted } = stacked;
  return { folds: places.map((place) => folds[place]!), truth: takenFrom(truth, places), classes, predicted };
}
