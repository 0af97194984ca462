import { codes, type Span } from "@mlopsc/diagnostics";
import type { ExpressionSyntax, ValueSyntax } from "@mlopsc/grammar";
import { shareText } from "@mlopsc/plan";
import {
  isMetricName,
  type MetricChoice,
  type MetricName,
  metricEntry,
  metricKey,
  metricSynonyms,
  metrics,
  type Task,
} from "@mlopsc/vocabulary";
import { reportUnknown } from "../semantics/names/report-unknown.ts";
import type { Declaration } from "../semantics/program.ts";
import type { LocalFix, Reporter } from "../semantics/reporter.ts";
import { describeSyntax } from "../semantics/values/describe-syntax.ts";
import { type NumberValue, signedNumber } from "../semantics/values/number-value.ts";
import { wordOf } from "./read-algorithm.ts";
import { bare } from "./syntax-text.ts";

/** What is measured where a model does not say. */
export const usualMetrics: Readonly<Record<Task, readonly MetricName[]>> = {
  binary: ["auc", "f1", "log_loss", "accuracy"],
  multiclass: ["accuracy", "f1", "log_loss"],
  regression: ["rmse", "mae", "r2"],
};

/** How a task is called in messages. */
export const taskNames: Readonly<Record<Task, string>> = {
  binary: "classification into two classes",
  multiclass: "classification into several classes",
  regression: "regression",
};

/**
 * `auc` or `lift(10%)`; null where it is none, or not of the task (null: not known), which is reported.
 * @param others words that may have been meant there as well
 */
export function readMetric(
  syntax: ExpressionSyntax,
  task: Task | null,
  where: Declaration,
  reporter: Reporter,
  others: readonly string[] = [],
): MetricChoice | null {
  const expression = bare(syntax);
  if (expression.node === "absent") return null;
  const word = wordOf(expression);
  if (word === null) {
    const parameters = { what: "metric", wanted: "a metric", found: describeSyntax(expression) };
    reporter.report(where, expression.span, codes.wrongValue, parameters);
    return null;
  }
  if (!isMetricName(word.text)) {
    const known = Object.keys(metrics).filter(
      (name) => task === null || metricEntry(name as MetricName).tasks.includes(task),
    );
    const synonyms = Object.entries(metricSynonyms).filter(([, name]) => known.includes(name));
    const words = new Map([...synonyms, ...others.map((other): [string, string] => [other, other])]);
    reportUnknown(reporter, where, word, codes.unknownMetric, known, {}, words);
    return null;
  }
  if (task !== null && !metricEntry(word.text).tasks.includes(task)) {
    const parameters = { metric: word.text, task: taskNames[task], usual: usualMetrics[task] };
    reporter.report(where, expression.span, codes.metricTask, parameters);
    return null;
  }
  return withParameter(expression, word.text, where, reporter);
}

/** The metrics of a list or of a single one, each once. */
export function readMetrics(
  syntax: ExpressionSyntax,
  task: Task | null,
  where: Declaration,
  reporter: Reporter,
): readonly MetricChoice[] {
  const expression = bare(syntax);
  const choices = new Map<string, MetricChoice>();
  for (const item of expression.node === "list" ? expression.items : [expression]) {
    const choice = readMetric(item, task, where, reporter);
    if (choice === null) continue;
    const key = metricKey(choice);
    if (choices.has(key)) reporter.report(where, item.span, codes.repeatedMetric, { metric: key });
    else choices.set(key, choice);
  }
  return [...choices.values()];
}

function withParameter(
  expression: ExpressionSyntax,
  metric: MetricName,
  where: Declaration,
  reporter: Reporter,
): MetricChoice | null {
  const { share, number: wanted } = metricEntry(metric);
  const [argument, ...more] = expression.node === "call" ? expression.arguments : [];
  const { span } = expression;
  if (share !== true && wanted === undefined) {
    if (expression.node !== "call") return { metric };
    reporter.report(where, span, codes.metricShareUnused, { metric }, { fixes: [replaced(span, metric)] });
    return null;
  }
  if (argument?.value.expression.node === "absent") return null;
  const number = argument ? signedNumber(argument.value.expression) : null;
  if (argument === undefined || number === null || more.length > 0) {
    const example = `${metric}(${wanted?.example ?? "10%"})`;
    const code = wanted === undefined ? codes.metricShareMissing : codes.metricNumberMissing;
    reporter.report(where, span, code, { metric, example }, { fixes: [replaced(span, example)] });
    return null;
  }
  const inner = argument.value;
  return wanted === undefined
    ? withShare(metric, number, inner, where, reporter)
    : withNumber(metric, number, inner, where, reporter);
}

const replaced = (span: Span, newText: string): LocalFix => ({
  title: `Replace with \`${newText}\``,
  edits: [{ span, newText }],
});

function withShare(
  metric: MetricName,
  { value }: NumberValue,
  { expression, span }: ValueSyntax,
  where: Declaration,
  reporter: Reporter,
): MetricChoice | null {
  if (value > 0 && value <= 1) return { metric, share: value };
  const parameters = { what: metric, found: shareText(value), wanted: "a share above 0%, at most 100%" };
  const fixes = isBarePercentage(expression) ? [replaced(span, `${value}%`)] : [];
  reporter.report(where, span, codes.outOfRange, parameters, { fixes });
  return null;
}

function withNumber(
  metric: MetricName,
  { value }: NumberValue,
  { span }: ValueSyntax,
  where: Declaration,
  reporter: Reporter,
): MetricChoice | null {
  const { low, whole } = metricEntry(metric).number!;
  if (whole ? value >= low && Number.isInteger(value) : value > low) return { metric, number: value };
  const wanted = whole ? `a whole number, at least ${low}` : `a number above ${low}`;
  reporter.report(where, span, codes.outOfRange, { what: metric, found: String(value), wanted });
  return null;
}

/** `10` was meant as `10%`. */
const isBarePercentage = (syntax: ExpressionSyntax): boolean =>
  syntax.node === "number" && syntax.unit === "" && syntax.value > 1 && syntax.value <= 100;
