import type { ColumnOrigin, SchemaColumn } from "@mlopsc/compiler";
import { nameText, typeText } from "@mlopsc/plan";
import { membersAt } from "../../syntax/block-at.ts";
import { type Card, cardOf } from "../card.ts";
import type { HoverContext } from "../hover-context.ts";
import { profileText } from "./profile-text.ts";

/** A column as it stands at a place: its type, where it comes from, and what its values are like where they are known. */
export function columnCard(column: SchemaColumn, context: HoverContext): Card {
  const { name, type, origin } = column;
  const { declaration } = origin;
  const profile = context.knowledge.profileOf(declaration.address, name);
  const shown = profile === null || profile === undefined ? null : profileText(profile);
  return cardOf(
    columnText(column),
    originText(origin, context),
    type === null ? "Its type is not known." : null,
    shown,
  );
}

/** `age: int? in 18..120`. */
export const columnText = ({ name, type }: Pick<SchemaColumn, "name" | "type">): string =>
  `${nameText(name)}: ${type === null ? "?" : typeText(type)}`;

/** "from dataset `customers`, line 12", the line as a link. */
export function originText({ declaration, span }: ColumnOrigin, { project }: HoverContext): string {
  const { kind, name, file, offset, block } = declaration;
  const step = span === null ? undefined : membersAt(block.members, span.start)[0];
  const how = step?.node === "step" ? `by \`${step.verb.text}\` in` : "from";
  const document = project.document(file);
  if (span === null || document === undefined) return `${how} ${kind} \`${name}\``;
  const line = document.positionAt(offset + span.start).line + 1;
  return `${how} ${kind} \`${name}\`, [line ${line}](${document.uri}#L${line})`;
}
