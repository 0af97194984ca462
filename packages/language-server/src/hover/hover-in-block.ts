import { blockEntry, isBlockKind } from "@mlopsc/vocabulary";
import { membersAt } from "../syntax/block-at.ts";
import { touches } from "../syntax/parts-at.ts";
import { cardOf, codeBlock, type PlacedCard } from "./card.ts";
import { declarationCard } from "./cards/declaration-card.ts";
import { typeWordCard } from "./cards/word-cards.ts";
import type { HoverContext } from "./hover-context.ts";
import { hoverInExpression } from "./hover-in-expression.ts";
import { hoverInMember } from "./hover-in-member.ts";

/** What stands at an offset of a block: its kind, its name, or a part of one of its lines. */
export function hoverInBlock(context: HoverContext): PlacedCard | null {
  const { block, declaration, at } = context;
  const { kind, name, parameter } = block;
  if (touches(kind.span, at)) return isBlockKind(kind.text) ? blockKindCard(context) : null;
  if (name !== null && touches(name.span, at)) {
    return declaration === null ? null : { card: declarationCard(declaration, context), span: name.span };
  }
  const type = parameter?.type;
  if (type && touches(type.span, at)) return typeWordCard(type);
  const value = parameter?.value;
  if (value && touches(value.span, at)) return hoverInExpression(value.expression, null, context);
  const [outer, ...inner] = membersAt(block.members, at);
  if (outer === undefined) return null;
  return hoverInMember(inner.at(-1) ?? outer, inner.length > 0 ? outer : null, context);
}

function blockKindCard({ block: { kind } }: HoverContext): PlacedCard | null {
  if (!isBlockKind(kind.text)) return null;
  const { documentation, example } = blockEntry(kind.text);
  return { card: cardOf(kind.text, documentation, codeBlock("mlops", example)), span: kind.span };
}
