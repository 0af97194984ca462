import type { TableSchema } from "@mlopsc/compiler";
import type { AttributeSyntax, CallSyntax, ExpressionSyntax, ValueSyntax, Word } from "@mlopsc/grammar";
import {
  type AttributeEntry,
  algorithmEntry,
  type BlockKind,
  type CallEntry,
  isAlgorithmName,
  isBlockKind,
  isMetricName,
  secretCalls,
  type ValueKind,
  valueClauses,
} from "@mlopsc/vocabulary";
import { clauseAt, partAt, touches } from "../syntax/parts-at.ts";
import { schemaAt } from "../tables/schema-at.ts";
import { cardOf, type PlacedCard } from "./card.ts";
import { algorithmCard, hyperParameterCard } from "./cards/algorithm-card.ts";
import { declarationCard } from "./cards/declaration-card.ts";
import { metricCard } from "./cards/metric-card.ts";
import { attributeCard, parameterCard, wordCard } from "./cards/word-cards.ts";
import type { HoverContext } from "./hover-context.ts";
import { hoverInAlert } from "./hover-in-condition.ts";
import { hoverInExpression } from "./hover-in-expression.ts";

/** What stands at an offset right of an attribute's `=`, by what the table says may stand there. */
export function hoverInAttribute(
  { name, value }: AttributeSyntax,
  entry: AttributeEntry | undefined,
  context: HoverContext,
): PlacedCard | null {
  const { declaration, program, analyses } = context;
  const schema = declaration === null ? null : schemaAt(declaration, name.text, program, analyses);
  if (entry === undefined) return hoverInExpression(value.expression, schema, context);
  const inner = hoverInValue(value, entry.value, { schema, clauses: entry.clauses ?? {} }, context);
  return inner ?? { ...attributeCard(name, entry), span: value.span };
}

interface ValueScope {
  /** The table whose columns may be named. */
  readonly schema: TableSchema | null;
  readonly clauses: NonNullable<AttributeEntry["clauses"]>;
}

function hoverInValue(
  value: ValueSyntax,
  kind: ValueKind,
  scope: ValueScope,
  context: HoverContext,
): PlacedCard | null {
  const clause = clauseAt(value.clauses, context.at);
  if (clause === undefined) return hoverAs(value.expression, kind, scope, context);
  const { word } = clause;
  const entry = scope.clauses[word.text];
  if (touches(word.span, context.at)) {
    return wordCard(word, { ...valueClauses, ...scope.clauses });
  }
  const part = partAt(clause.values, context.at);
  return part === undefined ? null : hoverAs(part, entry?.value ?? { kind: "columns" }, scope, context);
}

function hoverAs(
  expression: ExpressionSyntax,
  kind: ValueKind,
  scope: ValueScope,
  context: HoverContext,
): PlacedCard | null {
  if (expression.node === "list") {
    const item = partAt(expression.items, context.at);
    return item === undefined ? null : hoverAs(item, kind, scope, context);
  }
  switch (kind.kind) {
    case "reference":
      return referenceCard(expression, kind.to, context);
    case "sample":
      return (
        referenceCard(expression, ["dataset", "transform"], context) ??
        hoverInExpression(expression, scope.schema, context)
      );
    case "choice":
      return callCard(expression, kind.options, scope, context);
    case "algorithm":
      return algorithmAt(expression, context);
    case "metric":
      return metricAt(expression, context);
    case "either":
      return kind.of.map((each) => hoverAs(expression, each, scope, context)).find((found) => found !== null) ?? null;
    case "secret":
      return expression.node === "call" ? wordCard(expression.callee, secretCalls) : null;
    case "condition":
      return hoverInAlert(expression, scope.schema, context);
    default:
      return hoverInExpression(expression, scope.schema, context);
  }
}

/** The block of one of these kinds that a name refers to. */
export function referenceCard(
  expression: ExpressionSyntax,
  to: readonly string[],
  context: HoverContext,
): PlacedCard | null {
  if (expression.node !== "name" || !touches(expression.span, context.at)) return null;
  for (const kind of to.filter((each): each is BlockKind => isBlockKind(each))) {
    const declaration = context.program.byKind[kind].get(expression.name);
    if (declaration !== undefined) return { card: declarationCard(declaration, context), span: expression.span };
  }
  return null;
}

/** A word or call of a table: itself, a parameter, or what a parameter is given. */
export function callCard(
  expression: ExpressionSyntax,
  options: Readonly<Record<string, CallEntry>>,
  scope: ValueScope,
  context: HoverContext,
): PlacedCard | null {
  const word = wordOf(expression);
  const entry = word === null || !Object.hasOwn(options, word.text) ? undefined : options[word.text];
  if (word === null || entry === undefined) return hoverInExpression(expression, scope.schema, context);
  if (touches(word.span, context.at)) {
    const parameters = Object.keys(entry.parameters);
    const code = parameters.length === 0 ? word.text : `${word.text}(${parameters.join(", ")})`;
    return { card: cardOf(code, entry.documentation), span: word.span };
  }
  return expression.node === "call" ? argumentCard(expression, entry, scope, context) : null;
}

function argumentCard(call: CallSyntax, entry: CallEntry, scope: ValueScope, context: HoverContext): PlacedCard | null {
  const positional = Object.keys(entry.parameters).filter((name) => entry.parameters[name]?.positional);
  let unnamed = 0;
  for (const { name, value } of call.arguments) {
    const called = name?.text ?? positional[unnamed++] ?? "";
    const parameter = entry.parameters[called];
    if (name !== null && touches(name.span, context.at)) {
      return parameter === undefined ? null : parameterCard(called, parameter, name.span);
    }
    if (!touches(value.span, context.at)) continue;
    if (parameter === undefined) return hoverInExpression(value.expression, scope.schema, context);
    const inner = hoverInValue(value, parameter.value, { ...scope, clauses: {} }, context);
    return inner ?? parameterCard(called, parameter, value.span);
  }
  return null;
}

function algorithmAt(expression: ExpressionSyntax, context: HoverContext): PlacedCard | null {
  const word = wordOf(expression);
  if (word === null || !isAlgorithmName(word.text)) return hoverInExpression(expression, null, context);
  if (touches(word.span, context.at)) return { card: algorithmCard(word.text), span: word.span };
  const given = expression.node === "call" ? expression.arguments : [];
  for (const { name, value } of given) {
    const { parameters } = algorithmEntry(word.text);
    if (name !== null && touches(name.span, context.at)) return hyperParameterCard(name, [word.text]);
    if (!touches(value.span, context.at)) continue;
    const inner = hoverInExpression(value.expression, null, context);
    if (inner !== null || name === null || !Object.hasOwn(parameters, name.text)) return inner;
    const card = hyperParameterCard(name, [word.text]);
    return card === null ? null : { ...card, span: value.span };
  }
  return null;
}

function metricAt(expression: ExpressionSyntax, context: HoverContext): PlacedCard | null {
  const word = wordOf(expression);
  if (word === null || !isMetricName(word.text)) return hoverInExpression(expression, null, context);
  return touches(expression.span, context.at) ? { card: metricCard(word.text), span: expression.span } : null;
}

const wordOf = (expression: ExpressionSyntax): Word | null => {
  if (expression.node === "call") return expression.callee;
  return expression.node === "name" ? { text: expression.name, span: expression.span } : null;
};
