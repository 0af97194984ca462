import { codes, type Span } from "@mlopsc/diagnostics";
import type { ExpressionSyntax } from "@mlopsc/grammar";
import { type GateDefinition, type MetricChoice, metricEntry, metricKey, type Task } from "@mlopsc/vocabulary";
import { reportUnknown } from "../semantics/names/report-unknown.ts";
import type { Declaration } from "../semantics/program.ts";
import type { LocalFix } from "../semantics/reporter.ts";
import { attributeOf, linesOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";
import { type Comparison, type ComparisonOperator, comparisonsOf } from "./comparison.ts";
import type { Figure } from "./linear-form.ts";
import { readMetric } from "./read-metric.ts";
import { bare, syntaxText } from "./syntax-text.ts";

/** A figure of a gate: of the test part, of the gap to the training part, or of the baseline. */
type GateFigure = Figure & { readonly of: "test" | "gap" | "baseline"; readonly metric: MetricChoice };

export interface GatesAnalysis {
  readonly gates: readonly GateDefinition[];
  /** Of each gate its condition. */
  readonly gateSpans: readonly Span[];
  /** As given, and where the model names none, those that its gates ask for besides. */
  readonly metrics: readonly MetricChoice[];
}

/** The bounds of a model's `gate`, each solved for the one metric that it is about. */
export function analyseGates(
  model: Declaration,
  task: Task | null,
  metrics: readonly MetricChoice[],
  context: CheckContext,
): GatesAnalysis {
  const gates: GateDefinition[] = [];
  const gateSpans: Span[] = [];
  const measured = new Map(metrics.map((metric) => [metricKey(metric), metric]));
  for (const line of linesOf(model, "gate", "condition")) {
    for (const condition of conjuncts(line.condition)) {
      const gate = gateOf(condition, model, task, context);
      if (gate === null) continue;
      gates.push(gate);
      gateSpans.push(condition.span);
      for (const metric of [gate.metric, gate.bound.baselineMetric]) {
        if (metric !== undefined) measure(metric, condition, model, measured, context);
      }
    }
  }
  return { gates, gateSpans, metrics: [...measured.values()] };
}

/** `a and b` on one line are two gates. */
function conjuncts(condition: ExpressionSyntax): readonly ExpressionSyntax[] {
  const inner = bare(condition);
  if (inner.node !== "binary" || inner.operator !== "and") return [inner];
  return [...conjuncts(inner.left), ...conjuncts(inner.right)];
}

function gateOf(
  condition: ExpressionSyntax,
  model: Declaration,
  task: Task | null,
  context: CheckContext,
): GateDefinition | null {
  const { reporter } = context;
  const figures = new Map<string, GateFigure>();
  const scope = {
    declaration: model,
    reporter,
    figure: (syntax: ExpressionSyntax) => {
      const figure = figureOf(syntax, model, task, context);
      if (figure) figures.set(figure.key, figure);
      return figure;
    },
  };
  const comparisons = comparisonsOf(condition, scope);
  if (comparisons === null) return null;
  const [comparison, ...more] = comparisons;
  const gate = comparison && more.length === 0 ? solved(comparison, figures) : null;
  if (gate === null) {
    reporter.report(model, condition.span, codes.gateForm, { source: syntaxText(condition) });
    return null;
  }
  checkDirection(gate, condition, model, context);
  checkBaseline(gate, condition, model, context);
  return gate;
}

/** coefficient × metric + rest compared with 0, as a bound on the metric; null where more than one metric is bounded. */
function solved(
  { difference, operator, syntax }: Comparison,
  figures: ReadonlyMap<string, GateFigure>,
): GateDefinition | null {
  const terms = difference.terms.flatMap(({ figure: { key }, coefficient }) => {
    const figure = figures.get(key);
    return figure ? [{ figure, coefficient }] : [];
  });
  const [own, ...others] = terms.filter(({ figure }) => figure.of !== "baseline");
  const baselines = terms.filter(({ figure }) => figure.of === "baseline");
  const [baseline] = baselines;
  if (own === undefined || others.length > 0 || baselines.length > 1 || own.coefficient === 0) return null;
  const offset = tidy(-difference.constant / own.coefficient);
  const factor = baseline ? tidy(-baseline.coefficient / own.coefficient) : 0;
  return {
    metric: own.figure.metric,
    of: own.figure.of === "gap" ? "gap" : "test",
    operator: own.coefficient < 0 ? mirrored[operator] : operator,
    bound: baseline ? { offset, baselineFactor: factor, baselineMetric: baseline.figure.metric } : { offset },
    source: syntaxText(syntax),
  };
}

const mirrored: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
  "==": "==",
  "!=": "!=",
};

/** 0.05 rather than 0.05000000000000002; and no -0. */
const tidy = (value: number): number => Number(value.toPrecision(15)) + 0;

function figureOf(
  syntax: ExpressionSyntax,
  model: Declaration,
  task: Task | null,
  context: CheckContext,
): GateFigure | null {
  if (syntax.node === "member" && syntax.object.node === "name") {
    const { object, member } = syntax;
    if (object.name === "baseline")
      return metricFigure({ ...object, name: member.text, span: member.span }, "baseline");
    const word = { text: object.name, span: object.span };
    reportUnknown(context.reporter, model, word, codes.unknownFigure, ["baseline"], { scope: "A gate" });
    return null;
  }
  if (syntax.node !== "call") return metricFigure(syntax, "test");
  const [argument] = syntax.arguments;
  if (syntax.callee.text !== "gap" || argument === undefined) return metricFigure(syntax, "test");
  return metricFigure(argument.value.expression, "gap");

  function metricFigure(inner: ExpressionSyntax, of: GateFigure["of"]): GateFigure | null {
    const metric = readMetric(inner, task, model, context.reporter, of === "test" ? ["gap", "baseline"] : []);
    if (metric === null) return null;
    const { range, better } = metricEntry(metric.metric);
    const [low, high] = [range.low ?? Number.NEGATIVE_INFINITY, range.high ?? Number.POSITIVE_INFINITY];
    const key = metricKey(metric);
    if (of === "gap")
      return { of, metric, key: `gap(${key})`, unit: "number", low: low - high, high: high - low, better: "lower" };
    return { of, metric, key: of === "test" ? key : `baseline.${key}`, unit: "number", low, high, better };
  }
}

function checkDirection(
  gate: GateDefinition,
  syntax: ExpressionSyntax,
  model: Declaration,
  { reporter }: CheckContext,
): void {
  const better = gate.of === "gap" ? "lower" : metricEntry(gate.metric.metric).better;
  const wrong = better === "higher" ? gate.operator.startsWith("<") : gate.operator.startsWith(">");
  if (!wrong) return;
  const metric = gate.of === "gap" ? `gap(${metricKey(gate.metric)})` : metricKey(gate.metric);
  reporter.report(model, syntax.span, codes.gateDirection, { source: gate.source, metric, better });
}

function checkBaseline(
  gate: GateDefinition,
  syntax: ExpressionSyntax,
  model: Declaration,
  { program, reporter }: CheckContext,
): void {
  const metric = gate.bound.baselineMetric;
  // The baseline of an ensemble is its best member, which needs no word.
  if (metric === undefined || model.kind === "ensemble" || program.bound.get(model)?.written.has("baseline")) return;
  reporter.report(model, syntax.span, codes.baselineUnsaid, { metric: metricKey(metric) });
}

/** A gate's metric is measured: where the model names its metrics that must be among them, else it is added. */
function measure(
  metric: MetricChoice,
  gate: ExpressionSyntax,
  model: Declaration,
  measured: Map<string, MetricChoice>,
  { program, reporter }: CheckContext,
): void {
  const key = metricKey(metric);
  if (measured.has(key)) return;
  measured.set(key, metric);
  if (!program.bound.get(model)?.written.has("metrics")) return;
  const list = attributeOf(program, model, "metrics")?.syntax.expression;
  const last = list?.node === "list" ? list.items.at(-1)?.span.end : undefined;
  const fixes: readonly LocalFix[] =
    last === undefined
      ? []
      : [
          {
            title: `Add \`${key}\` to \`metrics\``,
            edits: [{ span: { start: last, end: last }, newText: `, ${key}` }],
          },
        ];
  reporter.report(model, gate.span, codes.gateNotMeasured, { metric: key }, { fixes });
}
