import { codes } from "@mlopsc/diagnostics";
import type { ExpressionSyntax } from "@mlopsc/grammar";
import { durationText } from "@mlopsc/plan";
import { alertFigures, isServiceFigure, metricEntry, metricKey, metrics } from "@mlopsc/vocabulary";
import { reportUnknown } from "../semantics/names/report-unknown.ts";
import type { Declaration } from "../semantics/program.ts";
import { attributeOf, nameSpan, referencesOf, syntaxOf, typedValueOf } from "./attributes.ts";
import type { ModelledContext } from "./check-context.ts";
import { watchedModels } from "./check-monitor.ts";
import { type Comparison, comparisonsOf } from "./comparison.ts";
import { figureFrom, tableFigure } from "./figure-scope.ts";
import type { Figure } from "./linear-form.ts";
import type { ModelAnalysis } from "./model-analysis.ts";
import { readMetric } from "./read-metric.ts";
import { syntaxText } from "./syntax-text.ts";

/** An alert's condition asks for figures that its monitor has, in their units, and may or may not hold. */
export function checkAlert(alert: Declaration, context: ModelledContext): void {
  const { program, reporter } = context;
  const monitor = monitorOf(alert, context);
  const [model] = monitor ? watchedModels(monitor, program, context.models) : [];
  const when = syntaxOf(program, alert, "when");
  if (when === undefined) return;
  const scope = { alert, monitor, model, context };
  const comparisons = comparisonsOf(when.expression, {
    declaration: alert,
    reporter,
    figure: (syntax) => figureOf(syntax, scope),
  });
  const isPlain = when.expression.node === "binary" && when.expression.operator !== "or";
  for (const comparison of isPlain ? (comparisons ?? []) : []) checkDirection(comparison, alert, context);
  const hold = attributeOf(program, alert, "when")?.clauses.get("for");
  if (!comparisons?.some(needsWindow)) return;
  const window = monitor ? (typedValueOf(program, monitor, "window", "duration")?.value ?? 3_600_000) : undefined;
  if (hold?.kind === "duration" && window !== undefined && hold.value < window) {
    const parameters = { found: durationText(hold.value), window: durationText(window) };
    reporter.report(alert, hold.span, codes.shorterThanWindow, parameters);
  }
}

/** Drift and live metrics are figures of a whole window; those of the service are counted all the time. */
const needsWindow = ({ difference }: Comparison): boolean =>
  difference.terms.some(({ figure: { key } }) => !isServiceFigure(key) && !key.startsWith("test."));

interface AlertScope {
  readonly alert: Declaration;
  readonly monitor: Declaration | undefined;
  readonly model: ModelAnalysis | undefined;
  readonly context: ModelledContext;
}

/** The monitor that is named, or the project's only one; undefined where there is none, which is reported. */
function monitorOf(alert: Declaration, { program, reporter }: ModelledContext): Declaration | undefined {
  const [named] = referencesOf(program, alert, "monitor");
  if (named !== undefined || program.bound.get(alert)?.written.has("monitor")) return named?.declaration;
  const monitors = [...program.byKind.monitor.values()];
  if (monitors.length === 0) {
    reporter.report(alert, nameSpan(alert), codes.alertWithoutMonitor, { alert: alert.name });
  } else if (monitors.length > 1) {
    const parameters = { alert: alert.name, monitors: monitors.map(({ name }) => name) };
    reporter.report(alert, nameSpan(alert), codes.alertMonitorUnsaid, parameters);
  }
  return monitors.length === 1 ? monitors[0] : undefined;
}

function figureOf(syntax: ExpressionSyntax, scope: AlertScope): Figure | null {
  const { alert, context } = scope;
  if (syntax.node === "call" && syntax.callee.text === "missing") return missingFigure(syntax, scope);
  if (syntax.node === "member" && syntax.object.node === "name") {
    const { name } = syntax.object;
    if (name === "live" || name === "test") return metricFigure(syntax, name, scope);
  }
  const metricNames = Object.keys(metrics).filter((name) => {
    const task = scope.model?.task;
    return !task || metricEntry(name as keyof typeof metrics).tasks.includes(task);
  });
  const others = metricNames.flatMap((name) => [`live.${name}`, `test.${name}`]);
  return tableFigure(syntax, alertFigures, others, "An alert", alert, context.reporter);
}

/** `live.auc` needs labels; `test.auc` must have been measured. */
function metricFigure(
  syntax: Extract<ExpressionSyntax, { node: "member" }>,
  of: "live" | "test",
  { alert, monitor, model, context }: AlertScope,
): Figure | null {
  const { program, reporter } = context;
  const { text, span } = syntax.member;
  const metric = readMetric({ node: "name", name: text, span }, model?.task ?? null, alert, reporter);
  if (metric === null) return null;
  const figure = syntaxText(syntax);
  if (of === "live" && monitor && !program.bound.get(monitor)?.written.has("labels")) {
    reporter.report(alert, syntax.span, codes.liveWithoutLabels, { figure, monitor: monitor.name });
  }
  const measured = model?.metrics.some((each) => metricKey(each) === metricKey(metric));
  if (of === "test" && model && !measured) {
    const parameters = { metric: metricKey(metric), model: model.declaration.name };
    reporter.report(alert, syntax.span, codes.unmeasuredMetric, parameters);
  }
  const { range, better } = metricEntry(metric.metric);
  return figureFrom(figure, { unit: "number", range, better, documentation: "" });
}

/** `missing(age)`: a column of the request. */
function missingFigure(
  syntax: Extract<ExpressionSyntax, { node: "call" }>,
  { alert, model, context }: AlertScope,
): Figure | null {
  const argument = syntax.arguments[0]?.value.expression;
  if (argument?.node !== "name") {
    context.reporter.report(alert, syntax.span, codes.missingArgument, { callee: "missing", name: "column" });
    return null;
  }
  const columns = model?.transform?.requestColumns.map(({ name }) => name);
  if (columns !== undefined && columns.length > 0 && !columns.includes(argument.name)) {
    const word = { text: argument.name, span: argument.span };
    reportUnknown(context.reporter, alert, word, codes.unknownColumn, columns, {
      where: "among the requests' columns",
    });
    return null;
  }
  return figureFrom(syntaxText(syntax), {
    unit: "share",
    range: { low: 0, high: 1 },
    better: "lower",
    documentation: "",
  });
}

/** Fires when the figure is good: most often the sign is the wrong way round. */
function checkDirection(
  { difference, operator, syntax }: Comparison,
  alert: Declaration,
  { reporter }: ModelledContext,
): void {
  const term = difference.terms.find(({ figure }) => figure.better !== undefined && !figure.key.startsWith("test."));
  if (term === undefined || operator === "==" || operator === "!=") return;
  const firesAbove = operator.startsWith(">") === term.coefficient > 0;
  const better = term.figure.better === "lower" ? "lower" : "higher";
  if (firesAbove !== (better === "higher")) return;
  reporter.report(alert, syntax.span, codes.alertDirection, { source: syntaxText(syntax), better });
}
