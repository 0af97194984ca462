import { codes } from "@mlopsc/diagnostics";
import {
  type AlgorithmChoice,
  type AlgorithmName,
  algorithmEntry,
  isAlgorithmName,
  type MetricChoice,
  metricKey,
  type SearchDefinition,
  type Task,
} from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";
import { hasCosts } from "./analyse-costs.ts";
import { analyseMeasuring, requireCosts, withCosts, withGateCosts } from "./analyse-measuring.ts";
import { analyseMonotone } from "./analyse-monotone.ts";
import { analyseWeights, checkWeighing } from "./analyse-weights.ts";
import { attributeOf, referencesOf, syntaxOf } from "./attributes.ts";
import { checkAlgorithmTask } from "./check-algorithm-task.ts";
import type { CheckContext } from "./check-context.ts";
import { checkFeatureKinds } from "./check-feature-kinds.ts";
import { checkLeakage } from "./check-leakage.ts";
import { checkDimensionTasks, checkParameterTasks, choiceForTask } from "./check-parameter-tasks.ts";
import type { LearnerAnalysis, ModelAnalysis } from "./model-analysis.ts";
import { analyseFeatures } from "./model-features.ts";
import { analyseFolds } from "./model-folds.ts";
import { analyseGates } from "./model-gates.ts";
import { analyseTarget } from "./model-task.ts";
import { readLearner } from "./outside/read-outside.ts";
import { algorithmWithDefaults } from "./read-algorithm.ts";
import { readMetric, readMetrics, taskNames, usualMetrics } from "./read-metric.ts";
import { withSeasonalLags } from "./seasonal-lags.ts";

/** What a model block says, held against the transform that it learns from. `searches` are those of the program. */
export function analyseModel(
  model: Declaration,
  searches: ReadonlyMap<Declaration, SearchDefinition | null>,
  context: CheckContext,
): ModelAnalysis {
  const { program, reporter, tables } = context;
  const transform = transformOf(model, context);
  const target = transform && analyseTarget(model, transform, context);
  const task = target?.task ?? null;
  const learner = learnerOf(model, searches, task, target?.column.name ?? "", context);
  const baseline = baselineOf(model, task, target?.column.name ?? "", context);
  const weights = transform && target ? analyseWeights(model, transform, target.column.name, context) : null;
  const features = transform && target ? analyseFeatures(model, transform, target.column.name, weights, context) : null;
  const settled = (read: AlgorithmChoice, attribute: string): AlgorithmChoice => {
    const choice = choiceForTask(read, task);
    if (!transform || !target || !features) return choice;
    const syntax = syntaxOf(program, model, attribute)?.expression ?? null;
    const scope = { ...context, model, transform, target: target.column.name, features: features.columns, syntax };
    return withSeasonalLags(choice, scope);
  };
  const reference = settled(baseline, "baseline");
  if (transform && target && features) {
    checkLeakage(model, transform, target.column.name, features.columns, { program, reporter, tables });
    const algorithms = [...algorithmsOf(learner), baseline.algorithm];
    const held = { algorithms: [...new Set(algorithms)], unscaled: reference.columns ?? [] };
    checkFeatureKinds(model, transform, features.columns, held, context);
  }
  checkWeighing(model, learner?.kind === "search" ? "search" : "algorithm", algorithmsOf(learner), context);
  const monotone =
    transform && target && task !== null && features
      ? analyseMonotone(model, task, target.column, features.columns, algorithmsOf(learner), transform, context)
      : {};
  const measuring = analyseMeasuring(model, transform, task, target?.column ?? null, context);
  const asked = metricsOf(model, task, context);
  const { gates, gateSpans, metrics } = analyseGates(model, task, asked, context);
  const measured = withOptimised(metrics, learner);
  const decidedBy = typeof measuring.threshold === "object" ? [measuring.threshold.best] : [];
  requireCosts(model, [...measured, ...decidedBy], task, context);
  const costed = (metric: MetricChoice): MetricChoice => withCosts(metric, measuring.costs);
  const folds = transform
    ? analyseFolds(model, transform, target?.column.name ?? null, task, context)
    : ({ kind: "cross_validation", folds: 5, by: "random" } as const);
  return {
    declaration: model,
    transform,
    target: target?.column ?? null,
    task,
    features,
    weights,
    monotone,
    learner: learner && settledLearner(learner, (choice) => settled(choice, "algorithm"), costed),
    folds,
    metrics: measured.map(costed),
    baseline: reference,
    gates: gates.map((gate) => withGateCosts(gate, measuring.costs)),
    gateSpans,
    measuring,
  };
}

function settledLearner(
  learner: LearnerAnalysis,
  settled: (choice: AlgorithmChoice) => AlgorithmChoice,
  costed: (metric: MetricChoice) => MetricChoice,
): LearnerAnalysis {
  if (learner.kind !== "search") return { ...learner, choice: settled(learner.choice) };
  return { ...learner, search: { ...learner.search, optimise: costed(learner.search.optimise) } };
}

/** The algorithms that a model may end with. */
export function algorithmsOf(learner: LearnerAnalysis | null): readonly AlgorithmName[] {
  if (learner === null) return [];
  return learner.kind === "algorithm" ? [learner.choice.algorithm] : searchedAlgorithms(learner.search);
}

export function searchedAlgorithms({ fixed, space }: SearchDefinition): readonly AlgorithmName[] {
  const dimension = space.find(({ name }) => name === "algorithm")?.values;
  if (dimension?.kind === "choice") return dimension.options.map(String).filter(isAlgorithmName);
  return fixed ? [fixed.algorithm] : [];
}

function transformOf(model: Declaration, { program, reporter, tables }: CheckContext): TransformAnalysis | null {
  const [reference] = referencesOf(program, model, "from");
  const transform = reference && tables.transforms.get(reference.declaration);
  if (transform === undefined || reference === undefined) return null;
  const hasSplit = transform.split !== null || transform.steps.some(({ stage }) => stage === "split");
  if (!hasSplit && !hasBrokenSplit(transform)) {
    reporter.report(model, reference.span, codes.modelWithoutSplit, { transform: transform.declaration.name });
  }
  return transform;
}

/** A line that was meant to be the split was reported where it stands. */
const hasBrokenSplit = ({ declaration }: TransformAnalysis): boolean =>
  declaration.block.members.some((member) => member.node === "broken" && member.head?.text.startsWith("split"));

function learnerOf(
  model: Declaration,
  searches: ReadonlyMap<Declaration, SearchDefinition | null>,
  task: Task | null,
  target: string,
  context: CheckContext,
): LearnerAnalysis | null {
  const { program, reporter } = context;
  const syntax = syntaxOf(program, model, "algorithm");
  if (syntax) {
    const choice = readLearner(syntax.expression, model, context);
    if (choice && checkAlgorithmTask(choice, task, target, model, syntax.expression.span, reporter)) {
      checkParameterTasks(choice, task, syntax.expression, model, reporter);
    }
    return choice && { kind: "algorithm", choice };
  }
  const [reference] = referencesOf(program, model, "search");
  const search = reference && searches.get(reference.declaration);
  if (!reference || !search) return null;
  for (const algorithm of searchedAlgorithms(search)) {
    if (task === null || algorithmEntry(algorithm).tasks.includes(task)) continue;
    const parameters = { algorithm, task: taskNames[task], model: model.name };
    reporter.report(model, reference.span, codes.noTask, parameters);
  }
  checkDimensionTasks(search.space, searchedAlgorithms(search), task, model, context);
  const optimise = syntaxOf(program, reference.declaration, "optimise");
  // The search was read without a task: whether its metric fits is only known here.
  if (optimise && task !== null) readMetric(optimise.expression, task, reference.declaration, reporter);
  return { kind: "search", search };
}

function baselineOf(model: Declaration, task: Task | null, target: string, context: CheckContext): AlgorithmChoice {
  const { program, reporter } = context;
  const syntax = syntaxOf(program, model, "baseline");
  const choice = syntax ? readLearner(syntax.expression, model, context) : null;
  if (choice && syntax && checkAlgorithmTask(choice, task, target, model, syntax.expression.span, reporter)) {
    checkParameterTasks(choice, task, syntax.expression, model, reporter);
  }
  return choice ?? algorithmWithDefaults("dummy");
}

function metricsOf(
  model: Declaration,
  task: Task | null,
  { program, reporter }: CheckContext,
): readonly MetricChoice[] {
  const syntax = attributeOf(program, model, "metrics")?.value;
  if (syntax?.kind === "syntax") return readMetrics(syntax.value.expression, task, model, reporter);
  const costs: readonly MetricChoice[] = hasCosts(model) && task !== "regression" ? [{ metric: "cost" }] : [];
  return task === null ? [] : [...usualMetrics[task].map((metric) => ({ metric })), ...costs];
}

/** What a search optimises is measured too. */
function withOptimised(metrics: readonly MetricChoice[], learner: LearnerAnalysis | null): readonly MetricChoice[] {
  if (learner?.kind !== "search") return metrics;
  const { optimise } = learner.search;
  const known = metrics.some((metric) => metricKey(metric) === metricKey(optimise));
  return known ? metrics : [...metrics, optimise];
}
