import type { IToken, TokenType } from "chevrotain";
import { endOf } from "./lexer.ts";
import type { Word } from "./syntax-tree.ts";
import * as t from "./tokens.ts";

export const spanOf = (token: IToken): { readonly start: number; readonly end: number } => ({
  start: token.startOffset,
  end: endOf(token),
});

/** A name without its backticks. */
export function textOfName(token: IToken): string {
  const image = token.image;
  if (!image.startsWith("`")) return image;
  return image.slice(1, image.length > 1 && image.endsWith("`") ? -1 : undefined);
}

export const wordOf = (token: IToken): Word => ({ text: textOfName(token), span: spanOf(token) });

/** A token as a message names it: short, and what cannot be seen by its number. */
export function shown(image: string): string {
  if (image === "`") return "a backtick";
  const line = image.split("\n", 1)[0] ?? "";
  const short = line.length > 40 ? `${line.slice(0, 39)}…` : line;
  if (/^[\p{C}\p{Z}]/u.test(short))
    return `the character U+${(image.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  return short.startsWith("`") ? short : `\`${short}\``;
}

const values: readonly TokenType[] = [
  t.Name,
  t.NumberLiteral,
  t.Text,
  t.TripleText,
  t.Instant,
  t.True,
  t.False,
  t.None,
];
const starts: ReadonlySet<TokenType> = new Set([...values, t.LeftParenthesis, t.LeftBracket, t.Not]);
const ends: ReadonlySet<TokenType> = new Set([...values, t.RightParenthesis, t.RightBracket, t.Question]);

/** True of a token that begins an operand and cannot go on with one; `-` is not among them. */
export const startsOperand = (token: IToken): boolean => starts.has(token.tokenType);
/** True of a token that can be the last of an operand. */
export const endsOperand = (token: IToken): boolean => ends.has(token.tokenType);
