import { codes, type Span } from "@mlopsc/diagnostics";
import type { ExpressionSyntax } from "@mlopsc/grammar";
import {
  type ComparisonOperator,
  type GateDefinition,
  gateFigures,
  gateRivals,
  type MetricChoice,
  metricEntry,
  metricKey,
  type Task,
} from "@mlopsc/vocabulary";
import { reportUnknown } from "../semantics/names/report-unknown.ts";
import type { Declaration } from "../semantics/program.ts";
import type { LocalFix } from "../semantics/reporter.ts";
import { attributeOf, linesOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";
import { type Comparison, comparisonsOf } from "./comparison.ts";
import type { Figure } from "./linear-form.ts";
import { wordOf } from "./read-algorithm.ts";
import { readMetric } from "./read-metric.ts";
import { resolveMetric } from "./resolve-metric.ts";
import { bare, syntaxText } from "./syntax-text.ts";

/** A figure of a gate: of the test part, its worst slice, the gap to the training part, the baseline or the champion. */
type GateFigure = Figure & { readonly of: GateDefinition["of"] | Rival; readonly metric: MetricChoice };
type Rival = keyof typeof gateRivals;

const isRival = (name: string): name is Rival => Object.hasOwn(gateRivals, name);
const isMade = (name: string): name is keyof typeof gateFigures => Object.hasOwn(gateFigures, name);

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
      for (const metric of [gate.metric, gate.bound.baselineMetric, gate.bound.championMetric]) {
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
  checkSlices(gate, condition, model, context);
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
  const [own, ...others] = terms.filter(({ figure }) => !isRival(figure.of));
  const [rival, ...moreRivals] = terms.filter(({ figure }) => isRival(figure.of));
  if (own === undefined || others.length > 0 || moreRivals.length > 0 || own.coefficient === 0) return null;
  const offset = tidy(-difference.constant / own.coefficient);
  const { metric, of } = own.figure;
  return {
    metric,
    of: isRival(of) ? "test" : of,
    operator: own.coefficient < 0 ? mirrored[operator] : operator,
    bound: { offset, ...(rival && againstRival(rival.figure, tidy(-rival.coefficient / own.coefficient))) },
    source: syntaxText(syntax),
  };
}

const againstRival = ({ of, metric }: GateFigure, factor: number): Partial<GateDefinition["bound"]> =>
  of === "champion"
    ? { championFactor: factor, championMetric: metric }
    : { baselineFactor: factor, baselineMetric: metric };

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
    const baseline = object.name === "baseline" ? attributeOf(context.program, model, "baseline") : undefined;
    if (baseline !== undefined) {
      const part = { kind: "part", declaration: model, span: baseline.name.span } as const;
      for (const span of [object.span, part.span]) context.reporter.resolved(model, span, part);
    }
    if (isRival(object.name)) return metricFigure({ ...object, name: member.text, span: member.span }, object.name);
    const word = { text: object.name, span: object.span };
    const known = Object.keys(gateRivals);
    reportUnknown(context.reporter, model, word, codes.unknownFigure, known, { scope: "A gate" });
    return null;
  }
  if (syntax.node !== "call") return metricFigure(syntax, "test");
  const [argument] = syntax.arguments;
  const { text } = syntax.callee;
  if (!isMade(text) || argument === undefined) return metricFigure(syntax, "test");
  return metricFigure(argument.value.expression, text);

  function metricFigure(inner: ExpressionSyntax, of: GateFigure["of"]): GateFigure | null {
    const metric = readMetric(
      inner,
      task,
      model,
      context.reporter,
      of === "test" ? Object.keys({ ...gateFigures, ...gateRivals }) : [],
    );
    if (metric === null) return null;
    const word = wordOf(bare(inner));
    if (word !== null) resolveMetric(word.span, metric, model, model, context);
    const { range, better } = metricEntry(metric.metric);
    const [low, high] = [range.low ?? Number.NEGATIVE_INFINITY, range.high ?? Number.POSITIVE_INFINITY];
    const key = metricKey(metric);
    if (of === "gap")
      return { of, metric, key: `gap(${key})`, unit: "number", low: low - high, high: high - low, better: "lower" };
    const named = of === "test" ? key : of === "worst" ? `worst(${key})` : `${of}.${key}`;
    return { of, metric, key: named, unit: "number", low, high, better };
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
  const metric = gate.of === "test" ? metricKey(gate.metric) : `${gate.of}(${metricKey(gate.metric)})`;
  reporter.report(model, syntax.span, codes.gateDirection, { source: gate.source, metric, better });
}

function checkSlices(
  gate: GateDefinition,
  syntax: ExpressionSyntax,
  model: Declaration,
  { program, reporter }: CheckContext,
): void {
  if (gate.of !== "worst" || program.bound.get(model)?.written.has("slices")) return;
  reporter.report(model, syntax.span, codes.worstWithoutSlices, { source: gate.source });
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
