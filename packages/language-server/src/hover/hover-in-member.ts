import type { AttributeSyntax, FieldSyntax, Member, Word } from "@mlopsc/grammar";
import { blockEntry, costCalls, costNames, fieldClauses, isBlockKind } from "@mlopsc/vocabulary";
import { clauseAt, touches } from "../syntax/parts-at.ts";
import type { PlacedCard } from "./card.ts";
import { columnCard } from "./cards/column-card.ts";
import { attributeCard, sectionCard, typeWordCard, wordCard } from "./cards/word-cards.ts";
import type { HoverContext } from "./hover-context.ts";
import { hoverInCheck, hoverInCondition } from "./hover-in-condition.ts";
import { hoverInDimension } from "./hover-in-dimension.ts";
import { hoverInExpression } from "./hover-in-expression.ts";
import { hoverInStep } from "./hover-in-step.ts";
import { hoverInAttribute } from "./hover-in-value.ts";

/** What stands at an offset of a line; `section` is what the line stands in. */
export function hoverInMember(member: Member, section: Member | null, context: HoverContext): PlacedCard | null {
  switch (member.node) {
    case "attribute":
      return hoverInLine(member, section, context);
    case "section":
      return touches(member.name.span, context.at) ? sectionWord(member.name, context) : null;
    case "step":
      return hoverInStep(member, context);
    case "field":
      return hoverInField(member, context);
    case "dimension":
      return hoverInDimension(member, context);
    case "condition":
      return hoverInCondition(member, section?.node === "section" ? section.name.text : "", context);
    case "check":
      return hoverInCheck(member, context);
    case "broken":
      return member.head !== null && touches(member.head.span, context.at) ? headWord(member.head, context) : null;
  }
}

function hoverInLine(member: AttributeSyntax, section: Member | null, context: HoverContext): PlacedCard | null {
  if (section !== null) {
    const { expression } = member.value;
    if (touches(member.name.span, context.at)) return wordCard(member.name, costNames);
    if (expression.node === "call" && touches(expression.callee.span, context.at)) {
      return wordCard(expression.callee, costCalls);
    }
    return hoverInExpression(expression, null, context);
  }
  const entry = attributeEntry(member.name, context);
  if (touches(member.name.span, context.at)) return entry === undefined ? null : attributeCard(member.name, entry);
  return hoverInAttribute(member, entry, context);
}

function hoverInField(field: FieldSyntax, context: HoverContext): PlacedCard | null {
  const { at, declaration, analyses } = context;
  const { name, type, clauses } = field;
  if (touches(name.span, at)) {
    const analysis = declaration === null ? undefined : analyses.datasets.get(declaration);
    const column = analysis?.schema.columns.find((each) => each.name === name.text);
    return column === undefined ? null : { card: columnCard(column, context), span: name.span };
  }
  if (type !== null && touches(type.span, at)) return typeWordCard(type);
  const clause = clauseAt(clauses, at);
  if (clause === undefined) return null;
  if (touches(clause.word.span, at)) return wordCard(clause.word, fieldClauses);
  return clause.values.map((value) => hoverInExpression(value, null, context)).find((found) => found !== null) ?? null;
}

function sectionWord(word: Word, { block: { kind } }: HoverContext): PlacedCard | null {
  const entry = isBlockKind(kind.text) ? blockEntry(kind.text).sections[word.text] : undefined;
  return entry === undefined ? null : sectionCard(word, entry);
}

function headWord(word: Word, context: HoverContext): PlacedCard | null {
  const entry = attributeEntry(word, context);
  return entry === undefined ? sectionWord(word, context) : attributeCard(word, entry);
}

const attributeEntry = (word: Word, { block: { kind } }: HoverContext) =>
  isBlockKind(kind.text) ? blockEntry(kind.text).attributes[word.text] : undefined;
