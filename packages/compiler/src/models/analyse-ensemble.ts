import { codes } from "@mlopsc/diagnostics";
import { type EnsembleWeights, type MetricChoice, metricKey, type Task } from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import { checkTasks, thresholdOf, withCosts, withGateCosts } from "./analyse-measuring.ts";
import { choiceOf, nameSpan, referencesOf, syntaxOf } from "./attributes.ts";
import { checkAlgorithmTask } from "./check-algorithm-task.ts";
import type { ModelledContext } from "./check-context.ts";
import { checkMembers } from "./check-members.ts";
import type { EnsembleAnalysis } from "./ensemble-analysis.ts";
import type { ModelAnalysis } from "./model-analysis.ts";
import { analyseGates } from "./model-gates.ts";
import { readAlgorithm } from "./read-algorithm.ts";
import { readMetric, readMetrics } from "./read-metric.ts";

/** What an ensemble block says, held against its members; null where something is missing or wrong, which was reported. */
export function analyseEnsemble(ensemble: Declaration, context: ModelledContext): EnsembleAnalysis | null {
  const { program, models } = context;
  const members = referencesOf(program, ensemble, "members").flatMap(
    ({ declaration }) => models.get(declaration) ?? [],
  );
  const fit = checkMembers(ensemble, context);
  const [leader, ...others] = members;
  const task = leader?.task ?? null;
  const weights = weightsOf(ensemble, task, leader?.target?.name ?? "", context);
  const measured = metricsOf(ensemble, task, members, context);
  const { metrics, ...gates } = analyseGates(ensemble, task, measured, context);
  if (!fit || weights === null || leader === undefined) return null;
  const all = withWeighing(metrics, weights);
  const costs = members.map(({ measuring }) => measuring.costs).find((each) => each !== null) ?? null;
  checkTasks(ensemble, task, context);
  const threshold = thresholdOf(ensemble, task, costs, context);
  const decidedBy = threshold !== null && typeof threshold === "object" ? [threshold.best] : [];
  if (costs === null && [...all, ...decidedBy].some(({ metric }) => metric === "cost")) {
    const parameters = { ensemble: ensemble.name, member: leader.declaration.name };
    context.reporter.report(ensemble, nameSpan(ensemble), codes.memberCosts, parameters);
  }
  const costed = (metric: MetricChoice): MetricChoice => withCosts(metric, costs);
  return {
    declaration: ensemble,
    members: [leader, ...others],
    weights: weights.kind === "by" ? { ...weights, metric: costed(weights.metric) } : weights,
    ...(threshold === null ? {} : { threshold }),
    ...(costs?.classes === "named" ? { costs } : {}),
    metrics: all.map(costed),
    gates: gates.gates.map((gate) => withGateCosts(gate, costs)),
    gateSpans: gates.gateSpans,
  };
}

function weightsOf(
  ensemble: Declaration,
  task: Task | null,
  target: string,
  { program, reporter }: ModelledContext,
): EnsembleWeights | null {
  const choice = choiceOf(program, ensemble, "weights");
  if (choice === undefined) return program.bound.get(ensemble)?.written.has("weights") ? null : { kind: "mean" };
  const metric = choice.parameters.get("metric");
  const algorithm = choice.parameters.get("algorithm");
  if (choice.name === "by") {
    const read = metric?.kind === "syntax" ? readMetric(metric.value.expression, task, ensemble, reporter) : null;
    return read && { kind: "by", metric: read };
  }
  if (choice.name !== "stacking") return { kind: "mean" };
  const learner = algorithm?.kind === "syntax" ? readAlgorithm(algorithm.value.expression, ensemble, reporter) : null;
  if (learner === null || algorithm?.kind !== "syntax") return null;
  if (learner.algorithm === "seasonal_naive") {
    reporter.report(ensemble, algorithm.value.expression.span, codes.seasonElsewhere, { where: "stacked on others" });
    return null;
  }
  return checkAlgorithmTask(learner, task, target, ensemble, algorithm.value.expression.span, reporter)
    ? { kind: "stacking", learner }
    : null;
}

/** As written; else all that some member measures, so that both can be compared. */
function metricsOf(
  ensemble: Declaration,
  task: Task | null,
  members: readonly ModelAnalysis[],
  { program, reporter }: ModelledContext,
): readonly MetricChoice[] {
  const written = syntaxOf(program, ensemble, "metrics");
  if (written !== undefined) return readMetrics(written.expression, task, ensemble, reporter);
  const all = members.filter((member) => member.task === task).flatMap(({ metrics }) => metrics);
  return [...new Map(all.map((metric) => [metricKey(metric), metric])).values()];
}

/** What members are weighed by is measured too. */
function withWeighing(metrics: readonly MetricChoice[], weights: EnsembleWeights): readonly MetricChoice[] {
  if (weights.kind !== "by") return metrics;
  const known = metrics.some((metric) => metricKey(metric) === metricKey(weights.metric));
  return known ? metrics : [...metrics, weights.metric];
}
