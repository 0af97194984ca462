import { codes } from "@mlopsc/diagnostics";
import {
  type CalibrationMethod,
  type CostDefinition,
  type GateDefinition,
  type MetricChoice,
  metricEntry,
  type Task,
  type ThresholdDefinition,
} from "@mlopsc/vocabulary";
import { findColumnOrReport } from "../semantics/expression/column-reference.ts";
import type { Declaration } from "../semantics/program.ts";
import type { SchemaColumn } from "../semantics/table-schema.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";
import { analyseCosts, hasCosts } from "./analyse-costs.ts";
import { attributeOf, choiceOf, nameSpan, typedValueOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";
import type { MeasuringAnalysis } from "./model-analysis.ts";
import { readMetric, taskNames } from "./read-metric.ts";

/** What a model says of costs, probabilities, threshold, slices and learning curve. */
export function analyseMeasuring(
  model: Declaration,
  transform: TransformAnalysis | null,
  task: Task | null,
  target: SchemaColumn | null,
  context: CheckContext,
): MeasuringAnalysis {
  checkTasks(model, task, context);
  const costs = analyseCosts(model, task, target?.type ?? null, context);
  const calibrate = choiceOf(context.program, model, "calibrate")?.name as CalibrationMethod | undefined;
  const threshold = thresholdOf(model, task, costs, context);
  return {
    costs,
    ...(calibrate === undefined || task === "regression" ? {} : { calibrate }),
    ...(threshold === null ? {} : { threshold }),
    slices: slicesOf(model, transform, target?.name ?? null, context),
    curvePoints: curvePointsOf(model, context),
  };
}

/** The metric with the costs of the model, where it asks for them. */
export function withCosts(choice: MetricChoice, costs: CostDefinition | null): MetricChoice {
  return choice.metric === "cost" && costs !== null ? { ...choice, costs } : choice;
}

export function withGateCosts(gate: GateDefinition, costs: CostDefinition | null): GateDefinition {
  const { baselineMetric, championMetric, ...bound } = gate.bound;
  return {
    ...gate,
    metric: withCosts(gate.metric, costs),
    bound: {
      ...bound,
      ...(baselineMetric === undefined ? {} : { baselineMetric: withCosts(baselineMetric, costs) }),
      ...(championMetric === undefined ? {} : { championMetric: withCosts(championMetric, costs) }),
    },
  };
}

/** Says that nothing tells what a wrong prediction costs, where some metric needs it. */
export function requireCosts(
  model: Declaration,
  metrics: readonly MetricChoice[],
  task: Task | null,
  { reporter }: CheckContext,
): void {
  if (hasCosts(model) || !metrics.some(({ metric }) => metric === "cost")) return;
  const example = task === "binary" ? "miss = 10  false_alarm = 1" : "CLASS = taken_for(OTHER: 5)  other = 1";
  reporter.report(model, nameSpan(model), codes.costsUnsaid, { model: model.name, example });
}

/** Some attributes only mean something of classes, or of two of them. */
export function checkTasks(model: Declaration, task: Task | null, { program, reporter }: CheckContext): void {
  if (task === null) return;
  for (const [attribute, tasks, wanted] of [
    ["calibrate", ["binary", "multiclass"], "classification"],
    ["threshold", ["binary"], taskNames.binary],
  ] as const) {
    const syntax = attributeOf(program, model, attribute);
    if (syntax === undefined || (tasks as readonly Task[]).includes(task)) continue;
    reporter.report(model, syntax.name.span, codes.classifierAttribute, { attribute, task: taskNames[task], wanted });
  }
  const costs = model.block.members.find((member) => member.node === "section" && member.name.text === "costs");
  if (costs?.node !== "section" || task !== "regression") return;
  const parameters = { attribute: "costs", task: taskNames[task], wanted: "classification" };
  reporter.report(model, costs.name.span, codes.classifierAttribute, parameters);
}

/** Where a model or an ensemble decides; null where it says nothing, or what it says is wrong or of another task. */
export function thresholdOf(
  model: Declaration,
  task: Task | null,
  costs: CostDefinition | null,
  { program, reporter }: CheckContext,
): ThresholdDefinition | null {
  if (task !== "binary") return null;
  const fixed = typedValueOf(program, model, "threshold", "number");
  if (fixed !== undefined) {
    if (fixed.value > 0 && fixed.value < 1) return fixed.value;
    const parameters = { what: "threshold", found: String(fixed.value), wanted: "a probability above 0 and below 1" };
    reporter.report(model, fixed.span, codes.outOfRange, parameters);
    return null;
  }
  const metric = choiceOf(program, model, "threshold")?.parameters.get("metric");
  if (metric?.kind !== "syntax") return null;
  const best = readMetric(metric.value.expression, task, model, reporter);
  if (best === null) return null;
  if (metricEntry(best.metric).needs === "prediction") return { best: withCosts(best, costs) };
  reporter.report(model, metric.span, codes.thresholdMetric, { metric: best.metric });
  return null;
}

function slicesOf(
  model: Declaration,
  transform: TransformAnalysis | null,
  target: string | null,
  { program, reporter }: CheckContext,
): readonly string[] {
  const words = typedValueOf(program, model, "slices", "columns")?.selection.names ?? [];
  if (transform === null) return [];
  return words.flatMap((word) => {
    const column = findColumnOrReport(word, transform.splitSchema, { declaration: model, reporter });
    if (column === undefined) return [];
    const reason = barredBecause(column, target);
    if (reason === null) return [column.name];
    reporter.report(model, word.span, codes.sliceColumn, { column: column.name, reason });
    return [];
  });
}

function barredBecause({ name, type }: SchemaColumn, target: string | null): string | null {
  if (name === target) return "it is what is predicted";
  if (type?.pii) return "it is personal, and its values would stand in reports";
  return type?.kind === "id" ? "it names single rows" : null;
}

const usualPoints = 5;

/** How many sizes of the training part are measured; 0: none. */
function curvePointsOf(model: Declaration, { program, reporter }: CheckContext): number {
  const value = attributeOf(program, model, "learning_curve")?.value;
  if (value?.kind === "bool") return value.value ? usualPoints : 0;
  if (value?.kind !== "int") return 0;
  if (value.value >= 2 && value.value <= 20) return value.value;
  const parameters = { what: "learning_curve", found: String(value.value), wanted: "a whole number in 2..20" };
  reporter.report(model, value.span, codes.outOfRange, parameters);
  return 0;
}
