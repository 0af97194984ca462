import type { CompletionItem } from "./completion-item.ts";
import type { CursorContext } from "./cursor-context.ts";
import { attributeItems } from "./items/attribute-items.ts";
import { blockItems, braceItems, nameItems } from "./items/block-items.ts";
import { boundItems } from "./items/bound-items.ts";
import { columnItems } from "./items/column-items.ts";
import { costItems } from "./items/cost-items.ts";
import { dimensionConditionItems, dimensionItems, dimensionValueItems } from "./items/dimension-items.ts";
import { expressionItems } from "./items/expression-items.ts";
import { fieldItems } from "./items/field-items.ts";
import { figureItems } from "./items/figure-items.ts";
import { callParameterItems } from "./items/parameter-items.ts";
import { tableItems } from "./items/table-items.ts";
import { textItems } from "./items/text-items.ts";
import { unitItems } from "./items/unit-items.ts";
import { valueItems } from "./items/value-items.ts";
import { verbItems } from "./items/verb-items.ts";
import { wordItems } from "./items/word-items.ts";
import type { Question } from "./question.ts";
import { isScalarKind } from "./scalar-kind.ts";

/** What there is to offer where something of a kind may stand. */
export function itemsOf(context: CursorContext, question: Question): readonly CompletionItem[] {
  switch (context.at) {
    case "file":
      return blockItems(question);
    case "name":
      return nameItems(context.kind, question);
    case "brace":
      return braceItems(context.kind, question);
    case "attributes":
      return attributeItems(context.kind, question);
    case "verbs":
      return verbItems(context.begun, question);
    case "tables":
      return tableItems(context.verb, question);
    case "columns":
      return columnItems(context, question);
    case "expression":
      return expressionItems(context, question);
    case "figures":
      return figureItems(context, question);
    case "value":
      return valueItems(context, question);
    case "parameters":
      return callParameterItems(context, question);
    case "words":
      return wordItems(context);
    case "fields":
      return fieldItems(question);
    case "bounds":
      return isScalarKind(context.type) ? boundItems({ kind: context.type }) : [];
    case "dimensions":
      return dimensionItems(question);
    case "dimensionValues":
      return dimensionValueItems(context, question);
    case "dimensionConditions":
      return dimensionConditionItems(context, question);
    case "costs":
      return costItems(context, question);
    case "units":
      return unitItems(context.units, question);
    case "text":
      return textItems(context, question);
    case "closing":
      return [closingBrace(question.place.offset)];
    case "instead":
      return context.of.flatMap((each) => itemsOf(each, question)).map((item) => insteadOf(item, question));
  }
}

/** An item that takes the place of the text around the cursor, whatever is in it. */
function insteadOf(item: CompletionItem, { place }: Question): CompletionItem {
  const { start, end } = place.inside ?? place.word.span;
  return { ...item, replace: { start, end }, filter: "" };
}

const closingBrace = (at: number): CompletionItem => ({
  label: "}",
  kind: "word",
  rank: 0,
  snippet: "\n\\}",
  replace: { start: at, end: at },
  filter: "",
  documentation: () => "Closes the block.",
});
