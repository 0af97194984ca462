import { type TableSchema, typeOfExpression } from "@mlopsc/compiler";
import type { ExpressionSyntax, NumberSyntax, TextSyntax } from "@mlopsc/grammar";
import { typeText } from "@mlopsc/plan";
import {
  type AggregateName,
  aggregates,
  columnSorts,
  type FunctionName,
  functionEntry,
  functions,
  isFunctionName,
  unitsOf,
} from "@mlopsc/vocabulary";
import { expressionsAt, partAt, touches } from "../syntax/parts-at.ts";
import { type Card, cardOf, facts, type PlacedCard } from "./card.ts";
import { columnCard } from "./cards/column-card.ts";
import { declarationCard } from "./cards/declaration-card.ts";
import { aggregateCard, functionCard } from "./cards/function-card.ts";
import { wordCard } from "./cards/word-cards.ts";
import type { HoverContext } from "./hover-context.ts";

/** What stands at an offset of an expression over a table's columns; `schema` is null where there are none. */
export function hoverInExpression(
  expression: ExpressionSyntax,
  schema: TableSchema | null,
  context: HoverContext,
): PlacedCard | null {
  const inner = expressionsAt(expression, context.at).at(-1);
  switch (inner?.node) {
    case "name":
      return nameCard(inner, schema, context);
    case "number":
      return unitCard(inner);
    case "text":
      return parameterInText(inner, context);
    case "call":
      return touches(inner.callee.span, context.at) ? calleeCard(inner, schema, context) : null;
    case "unary":
    case "binary":
      return operatorCard(inner, schema, context);
    default:
      return null;
  }
}

type Node<Name extends ExpressionSyntax["node"]> = Extract<ExpressionSyntax, { readonly node: Name }>;

function nameCard({ name, span }: Node<"name">, schema: TableSchema | null, context: HoverContext): PlacedCard | null {
  const column = schema?.columns.find((each) => each.name === name);
  if (column !== undefined) return { card: columnCard(column, context), span };
  const family = schema?.families.find(({ prefix }) => name.startsWith(prefix));
  if (family !== undefined) return { card: columnCard({ ...family, name }, context), span };
  const parameter = context.program.byKind.param.get(name);
  if (parameter !== undefined) return { card: declarationCard(parameter, context), span };
  return schema === null ? null : wordCard({ text: name, span }, columnSorts);
}

/** The parameter in a text: `"{data}/customers.csv"`. */
export function parameterInText({ parts }: TextSyntax, context: HoverContext): PlacedCard | null {
  const words = parts.filter((part) => typeof part !== "string");
  const word = partAt(words, context.at);
  const parameter = word === undefined ? undefined : context.program.byKind.param.get(word.text);
  if (word === undefined || parameter === undefined) return null;
  return { card: declarationCard(parameter, context), span: word.span };
}

function unitCard({ unit, text, span }: NumberSyntax): PlacedCard | null {
  const meaning = Object.values(unitsOf).find((units) => Object.hasOwn(units, unit))?.[unit];
  return meaning === undefined ? null : { card: cardOf(text, meaning), span };
}

function calleeCard(call: Node<"call">, schema: TableSchema | null, context: HoverContext): PlacedCard | null {
  const { text, span } = call.callee;
  if (isFunctionName(text) && functionEntry(text).operator === undefined) {
    return { card: withType(functionCard(text), call, schema, context), span };
  }
  return isAggregateName(text) ? { card: aggregateCard(text), span } : null;
}

function operatorCard(
  syntax: Node<"unary" | "binary">,
  schema: TableSchema | null,
  context: HoverContext,
): PlacedCard | null {
  const operands = syntax.node === "unary" ? 1 : 2;
  const sign = isRangeTest(syntax) ? "in .." : syntax.operator;
  const name = (Object.keys(functions) as FunctionName[]).find((each) => {
    const { operator, parameters } = functionEntry(each);
    return operator === sign && (sign.startsWith("in") || parameters.length === operands);
  });
  if (name === undefined) return null;
  return { card: withType(functionCard(name), syntax, schema, context), span: syntax.span };
}

function isRangeTest(syntax: Node<"unary" | "binary">): boolean {
  if (syntax.node === "unary" || syntax.operator !== "in") return false;
  const { right } = syntax;
  return (right.node === "group" ? right.inner : right).node === "range";
}

const isAggregateName = (name: string): name is AggregateName => Object.hasOwn(aggregates, name);

/** The card with the expression's type above it, where it has one. */
function withType(card: Card, syntax: ExpressionSyntax, schema: TableSchema | null, context: HoverContext): Card {
  const { program, declaration, block } = context;
  if (schema === null || declaration === null) return card;
  const type = typeOfExpression(syntax, { program, declaration, schema });
  if (type === null) return card;
  const source = block.text.slice(syntax.span.start, syntax.span.end).replace(/\s+/g, " ");
  return { ...card, paragraphs: [facts(`\`${source}\` is \`${typeText(type)}\``), ...card.paragraphs] };
}
