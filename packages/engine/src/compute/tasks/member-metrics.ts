import { type EnsembleModel, evaluateModel, type Outcome } from "@mlopsc/learn";
import { metricEntry, metricKey } from "@mlopsc/vocabulary";
import type { EvaluateModelInput, Metrics } from "./evaluate-model-task.ts";

/** How good a member of an ensemble is by itself. */
export interface MemberEvaluation {
  readonly name: string;
  readonly test: Metrics;
}

/** Each member of an ensemble on the rows and by the metrics that the ensemble is measured by. */
export function memberMetrics(
  { members }: EnsembleModel,
  { test, metrics, today }: EvaluateModelInput,
): Outcome<readonly MemberEvaluation[]> {
  const measured: MemberEvaluation[] = [];
  for (const member of members) {
    const evaluation = evaluateModel(member, test, metrics, { today });
    if (!evaluation.ok) return evaluation;
    measured.push({ name: member.definition.name, test: evaluation.value.metrics });
  }
  return { ok: true, value: measured };
}

/** What an ensemble has to beat: by each metric the member that is best by it. */
export function bestOf(
  members: readonly MemberEvaluation[],
  metrics: EvaluateModelInput["metrics"],
): Outcome<Metrics | null> {
  const best = metrics.map((metric): [string, number] => {
    const key = metricKey(metric);
    const values = members.map(({ test }) => test[key]!);
    return [key, metricEntry(metric.metric).better === "higher" ? Math.max(...values) : Math.min(...values)];
  });
  return { ok: true, value: Object.fromEntries(best) };
}
