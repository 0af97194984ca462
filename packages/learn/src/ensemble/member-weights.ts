import { type MetricChoice, metricEntry, metricKey, type Task } from "@mlopsc/vocabulary";
import { done, failed, type Outcome } from "../problem.ts";
import type { AlignedMembers } from "./align-members.ts";
import { foldMetrics, meanOf } from "./fold-metrics.ts";

/** Weights that add up to 1, one a member, from the mean over the folds of what its out-of-fold predictions measure. */
export function memberWeights(metric: MetricChoice, aligned: AlignedMembers, task: Task): Outcome<readonly number[]> {
  const scores: number[] = [];
  for (const [member, said] of aligned.said.entries()) {
    const measured = foldMetrics(metric, said, { ...aligned, folds: aligned.dealt[member]! }, task);
    if (!measured.ok) return measured;
    scores.push(meanOf(measured.value));
  }
  const weights = weightsFrom(scores, metricEntry(metric.metric).better);
  return weights === null ? failed({ kind: "noWeight", metric: metricKey(metric) }) : done(weights);
}

/**
 * In proportion to the score, where higher is better; a member at 0 or below counts for nothing. In proportion to its
 * inverse where lower is better; members without any error share everything. Null where no member has a weight.
 */
export function weightsFrom(scores: readonly number[], better: "higher" | "lower"): readonly number[] | null {
  const isPerfect = better === "lower" && scores.includes(0);
  const raw = scores.map((score) => {
    if (isPerfect) return Number(score === 0);
    return better === "higher" ? Math.max(0, score) : 1 / score;
  });
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return total > 0 ? raw.map((weight) => weight / total) : null;
}
