import type { Span } from "@mlopsc/diagnostics";

/** What is told of something under the cursor: a line as the language writes it, and paragraphs of Markdown below. */
export interface Card {
  readonly code: string;
  readonly paragraphs: readonly string[];
}

/** A card, and the part of the text that it is about. The span counts from the block's start. */
export interface PlacedCard {
  readonly card: Card;
  readonly span: Span;
}

/** Empty paragraphs are left out. */
export const cardOf = (code: string, ...paragraphs: readonly (string | null | undefined)[]): Card => ({
  code,
  paragraphs: paragraphs.filter((text): text is string => text !== null && text !== undefined && text !== ""),
});

export const cardMarkdown = ({ code, paragraphs }: Card): string =>
  [codeBlock("mlops", code), ...paragraphs].join("\n\n");

export const codeBlock = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** Facts of one line, apart by a dot. */
export const facts = (...parts: readonly (string | null | undefined)[]): string =>
  parts.filter((part) => part !== null && part !== undefined && part !== "").join(" · ");
