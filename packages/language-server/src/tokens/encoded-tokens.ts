import { type TokenKind, tokenKinds, tokenModifiers, tokenTypes } from "./token-kinds.ts";

/** A token as it is told: on one line, and its kind known. */
export interface KnownToken {
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKind;
  readonly declares: boolean;
}

/** Tokens in the protocol's form, five numbers each, relative to the text's start; and what is needed to go on behind them. */
export interface EncodedTokens {
  /** The first is relative to the start of the text, the others to the one before. */
  readonly data: readonly number[];
  /** Where the last token stands, from the start of the text; a character counts from its line. */
  readonly last: LinePlace;
  /** Where the text ends. */
  readonly end: LinePlace;
}

export interface LinePlace {
  readonly line: number;
  readonly character: number;
}

export const textStart: LinePlace = { line: 0, character: 0 };

/** @param tokens in order, without overlaps; one of several lines is told line by line */
export function encodeTokens(text: string, tokens: readonly KnownToken[]): EncodedTokens {
  const lines = lineStarts(text);
  const data: number[] = [];
  let last = textStart;
  let line = 0;
  for (const { start, end, kind, declares } of tokens) {
    while (line + 1 < lines.length && (lines[line + 1] as number) <= start) line += 1;
    const { type, modifiers } = wire[kind];
    for (let from = start; from < end; ) {
      const next = line + 1 < lines.length ? (lines[line + 1] as number) : Number.POSITIVE_INFINITY;
      const to = Math.min(end, next);
      const length = text.slice(from, to).replace(/[\r\n]+$/, "").length;
      const character = from - (lines[line] as number);
      if (length > 0) {
        data.push(line - last.line, line === last.line ? character - last.character : character, length);
        data.push(type, declares ? modifiers | declaration : modifiers);
        last = { line, character };
      }
      if (to === next) line += 1;
      from = to;
    }
  }
  const lastLine = lines.length - 1;
  return { data, last, end: { line: lastLine, character: text.length - (lines[lastLine] as number) } };
}

/** As the protocol counts lines. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: found } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + found.length);
  return starts;
}

const bitOf = (modifier: (typeof tokenModifiers)[number]): number => 1 << tokenModifiers.indexOf(modifier);
const declaration = bitOf("declaration");

const wire: Readonly<Record<TokenKind, { readonly type: number; readonly modifiers: number }>> = Object.fromEntries(
  (Object.keys(tokenKinds) as TokenKind[]).map((kind) => [
    kind,
    {
      type: tokenTypes.indexOf(tokenKinds[kind].type),
      modifiers: tokenKinds[kind].modifiers.reduce((bits, modifier) => bits | bitOf(modifier), 0),
    },
  ]),
) as Record<TokenKind, { type: number; modifiers: number }>;
