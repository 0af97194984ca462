import type { TableSchema } from "@mlopsc/compiler";
import type { CheckSyntax, ConditionSyntax, ExpressionSyntax } from "@mlopsc/grammar";
import {
  alertFigures,
  alertMetrics,
  blockEntry,
  columnFigures,
  columnMeasures,
  deployChecks,
  gateFigures,
  gateRivals,
  isBlockKind,
  isCheckKind,
  isMetricName,
  tableMeasures,
} from "@mlopsc/vocabulary";
import { clauseAt, expressionsAt, touches } from "../syntax/parts-at.ts";
import { cardOf, codeBlock, type PlacedCard } from "./card.ts";
import { metricCard } from "./cards/metric-card.ts";
import { parameterCard, type WordTable, wordCard } from "./cards/word-cards.ts";
import type { HoverContext } from "./hover-context.ts";
import { hoverInExpression } from "./hover-in-expression.ts";

/** The figures that a condition can ask for, beside the metrics. */
interface FigureScope {
  /** Written as they are: `rows`, `latency.p95`. */
  readonly figures: WordTable;
  /** Called with, or in front of, something else: `missing(age)`, `baseline.auc`. */
  readonly words: WordTable;
  readonly metrics: boolean;
}

const scopes: Readonly<Record<"alert" | "gate" | "expect", FigureScope>> = {
  alert: { figures: alertFigures, words: { ...columnFigures, ...alertMetrics }, metrics: true },
  gate: { figures: {}, words: { ...gateFigures, ...gateRivals }, metrics: true },
  expect: { figures: { rows: tableMeasures.rows }, words: { ...columnMeasures, ...tableMeasures }, metrics: false },
};

/** A line of `expect` or `gate`. */
export function hoverInCondition(line: ConditionSyntax, section: string, context: HoverContext): PlacedCard | null {
  const { at, declaration, analyses } = context;
  const schema = declaration === null ? undefined : analyses.datasets.get(declaration)?.schema;
  const clause = clauseAt(line.clauses, at);
  if (clause !== undefined) {
    const kind = context.block.kind.text;
    const clauses = (isBlockKind(kind) && blockEntry(kind).sections[section]?.clauses) || {};
    if (touches(clause.word.span, at)) return wordCard(clause.word, clauses);
    const action = clause.values.find(({ span }) => touches(span, at));
    return action?.node === "name"
      ? wordCard({ text: action.name, span: action.span }, clauses[clause.word.text]?.words ?? {})
      : null;
  }
  return hoverInFigures(line.condition, section === "expect" ? scopes.expect : scopes.gate, schema ?? null, context);
}

/** The condition of an alert. `schema`: what requests carry. */
export const hoverInAlert = (
  condition: ExpressionSyntax,
  schema: TableSchema | null,
  context: HoverContext,
): PlacedCard | null => hoverInFigures(condition, scopes.alert, schema, context);

/** A line of `checks`. */
export function hoverInCheck({ call, condition }: CheckSyntax, context: HoverContext): PlacedCard | null {
  const { at } = context;
  const word = call.node === "call" ? call.callee : call.node === "name" ? { text: call.name, span: call.span } : null;
  if (word === null || !isCheckKind(word.text)) return null;
  const { documentation, example, figures, parameters } = deployChecks[word.text];
  if (touches(word.span, at))
    return { card: cardOf(word.text, documentation, codeBlock("mlops", example)), span: word.span };
  if (condition !== null && touches(condition.span, at)) {
    return hoverInFigures(condition, { figures, words: {}, metrics: false }, null, context);
  }
  const given = call.node === "call" ? call.arguments : [];
  for (const { name, value } of given) {
    const entry = name === null ? undefined : parameters[name.text];
    if (name !== null && entry !== undefined && touches(name.span, at))
      return parameterCard(name.text, entry, name.span);
    if (touches(value.span, at)) return hoverInExpression(value.expression, null, context);
  }
  return null;
}

function hoverInFigures(
  condition: ExpressionSyntax,
  scope: FigureScope,
  schema: TableSchema | null,
  context: HoverContext,
): PlacedCard | null {
  const path = expressionsAt(condition, context.at);
  const inner = path.at(-1);
  const outer = path.at(-2);
  const member = inner?.node === "member" ? inner : outer?.node === "member" ? outer : null;
  if (member?.object.node === "name") {
    const { object, member: last, span } = member;
    const whole = wordCard({ text: `${object.name}.${last.text}`, span }, scope.figures);
    if (whole !== null) return whole;
    if (inner === member) return figureCard(last.text, last.span, scope);
  }
  const isColumn = outer?.node === "call" && outer !== inner;
  const found =
    inner?.node === "name" && !(isColumn && schema !== null)
      ? figureCard(inner.name, inner.span, scope)
      : inner?.node === "call" && touches(inner.callee.span, context.at)
        ? figureCard(inner.callee.text, inner.callee.span, scope)
        : null;
  return found ?? hoverInExpression(condition, schema, context);
}

function figureCard(text: string, span: PlacedCard["span"], scope: FigureScope): PlacedCard | null {
  const word = wordCard({ text, span }, scope.figures) ?? wordCard({ text, span }, scope.words);
  return word ?? (scope.metrics && isMetricName(text) ? { card: metricCard(text), span } : null);
}
