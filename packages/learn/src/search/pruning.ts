import { metricEntry, type SearchDefinition } from "@mlopsc/vocabulary";
import { type KnownTrial, meanOf } from "./known-trial.ts";

/**
 * True where a running trial should stop: its mean over the folds so far is worse than the median of what the finished
 * trials had after as many folds (the median rule of Golovin et al. 2017), once `after` trials are finished.
 */
export function shouldPrune(
  { prune, optimise }: Pick<SearchDefinition, "prune" | "optimise">,
  history: readonly KnownTrial[],
  partialFoldScores: readonly number[],
): boolean {
  const folds = partialFoldScores.length;
  if (prune === undefined || folds === 0) return false;
  const finished = history.filter(({ score, foldScores }) => score !== null && foldScores.length >= folds);
  if (finished.length < Math.max(1, prune.after)) return false;
  const means = finished.map(({ foldScores }) => meanOf(foldScores.slice(0, folds))).sort((a, b) => a - b);
  const middle = means.length >> 1;
  const median = means.length % 2 === 1 ? means[middle]! : (means[middle - 1]! + means[middle]!) / 2;
  const current = meanOf(partialFoldScores);
  return metricEntry(optimise.metric).better === "higher" ? current < median : current > median;
}
