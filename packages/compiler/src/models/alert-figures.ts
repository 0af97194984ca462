import { codes } from "@mlopsc/diagnostics";
import type { ExpressionSyntax } from "@mlopsc/grammar";
import { alertFigures, columnFigures, type FigureEntry, metricEntry, metricKey, metrics } from "@mlopsc/vocabulary";
import { reportUnknown } from "../semantics/names/report-unknown.ts";
import { resolveAmong } from "../semantics/names/resolve-column.ts";
import type { Declaration } from "../semantics/program.ts";
import type { ModelledContext } from "./check-context.ts";
import { figureFrom, tableFigure } from "./figure-scope.ts";
import type { Figure } from "./linear-form.ts";
import type { ModelAnalysis } from "./model-analysis.ts";
import { readMetric } from "./read-metric.ts";
import { resolveMetric } from "./resolve-metric.ts";
import { syntaxText } from "./syntax-text.ts";

export interface AlertScope {
  readonly alert: Declaration;
  /** Undefined where it is not known, which was reported. */
  readonly monitor: Declaration | undefined;
  /** The first of those that are watched. */
  readonly model: ModelAnalysis | undefined;
  readonly context: ModelledContext;
}

/** The figure that a name, member or call of an alert's condition stands for; null where it is none, which is reported. */
export function alertFigure(syntax: ExpressionSyntax, scope: AlertScope): Figure | null {
  const { alert, context } = scope;
  const ofColumn = syntax.node === "call" && Object.hasOwn(columnFigures, syntax.callee.text);
  if (ofColumn) return columnFigure(syntax, columnFigures[syntax.callee.text]!, scope);
  if (syntax.node === "member" && syntax.object.node === "name") {
    const { name } = syntax.object;
    if (name === "live" || name === "test") return metricFigure(syntax, name, scope);
  }
  const metricNames = Object.keys(metrics).filter((name) => {
    const task = scope.model?.task;
    return !task || metricEntry(name as keyof typeof metrics).tasks.includes(task);
  });
  const ofMetrics = metricNames.flatMap((name) => [`live.${name}`, `test.${name}`]);
  const others = [...ofMetrics, ...Object.keys(columnFigures).map((name) => `${name}(COLUMN)`)];
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
  if (model !== undefined) resolveMetric(span, metric, alert, model.declaration, context);
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
  return figureFrom(`${of}.${metricKey(metric)}`, { unit: "number", range, better, documentation: "" });
}

/** `missing(age)`, `psi(age)`: a column of the request. */
function columnFigure(
  syntax: Extract<ExpressionSyntax, { node: "call" }>,
  entry: FigureEntry,
  { alert, model, context }: AlertScope,
): Figure | null {
  const argument = syntax.arguments[0]?.value.expression;
  if (argument?.node !== "name") {
    context.reporter.report(alert, syntax.span, codes.missingArgument, { callee: syntax.callee.text, name: "column" });
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
  if (model?.transform) {
    const word = { text: argument.name, span: argument.span };
    resolveAmong(word, model.transform.dataSchema, { declaration: alert, reporter: context.reporter });
  }
  return figureFrom(syntaxText(syntax), entry);
}
