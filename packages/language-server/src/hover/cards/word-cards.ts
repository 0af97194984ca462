import type { Word } from "@mlopsc/grammar";
import { type AttributeEntry, columnKinds, type ParameterEntry, type SectionEntry } from "@mlopsc/vocabulary";
import { valueKindText } from "../../text/value-kind-text.ts";
import { cardOf, facts, type PlacedCard } from "../card.ts";

/** `key = COLUMNS`: an attribute of a block. */
export function attributeCard(word: Word, entry: AttributeEntry): PlacedCard {
  const { value, required, documentation } = entry;
  const code = `${word.text} = ${valueKindText(value)}`;
  return {
    card: cardOf(code, documentation, facts(required ? "required" : null, defaultText(entry.default))),
    span: word.span,
  };
}

/** `folds: WHOLE NUMBER`: a parameter of a call. */
export function parameterCard(name: string, entry: ParameterEntry, span: Word["span"]): PlacedCard {
  const { value, required, documentation } = entry;
  const code = `${name}: ${valueKindText(value)}`;
  return { card: cardOf(code, documentation, facts(required ? "required" : null, defaultText(entry.default))), span };
}

export const sectionCard = (word: Word, { documentation }: SectionEntry): PlacedCard => ({
  card: cardOf(`${word.text} { … }`, documentation),
  span: word.span,
});

/** Words and what they mean, or entries that say so among other things. */
export type WordTable = Readonly<Record<string, string | { readonly documentation: string }>>;

/** A word with its sentence; null where the table has none of it. */
export function wordCard(word: Word, table: WordTable): PlacedCard | null {
  const entry = Object.hasOwn(table, word.text) ? table[word.text] : undefined;
  if (entry === undefined) return null;
  return { card: cardOf(word.text, typeof entry === "string" ? entry : entry.documentation), span: word.span };
}

export const typeWordCard = (word: Word): PlacedCard | null => wordCard(word, columnKinds);

export const defaultText = (value: string | undefined): string | null =>
  value === undefined ? null : `default \`${value}\``;
