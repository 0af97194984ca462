import { codes } from "@mlopsc/diagnostics";
import type { IToken, TokenType } from "chevrotain";
import { endOf } from "./lexer.ts";
import { deepest } from "./line-parser.ts";
import { normalise } from "./normalise.ts";
import { problem } from "./problem.ts";
import type { SyntaxProblem } from "./syntax-tree.ts";
import { endsOperand, spanOf, startsOperand } from "./token-words.ts";
import * as t from "./tokens.ts";
import { type BodyKind, clauseWords, isVerbPhrase, isVerbStart } from "./words.ts";

/** Where a parse stands among the tokens of a block. */
export interface Cursor {
  readonly text: string;
  readonly tokens: readonly IToken[];
  at: number;
}

/** The tokens of one member. */
export interface Line {
  /** Without comments and line ends. */
  readonly tokens: IToken[];
  /** The comments inside it. */
  readonly comments: string[];
  readonly problems: SyntaxProblem[];
  readonly tooDeep: boolean;
  /** Where its last token ends, a separator left out. */
  readonly end: number;
}

/**
 * Takes the tokens up to where the member ends: the end of the line unless it goes on, a closing brace, or where the
 * next one begins on the same line. A line goes on inside brackets and after a comma, an operator, `=` or `:` – but never
 * into what can only be a member of its own, so that what one line lacks does not swallow the next.
 */
export function cutLine(cursor: Cursor, body: BodyKind): Line {
  const line: Line & { tooDeep: boolean; end: number } = {
    tokens: [],
    comments: [],
    problems: [],
    tooDeep: false,
    end: 0,
  };
  let brackets = 0;
  let braces = 0;
  for (;;) {
    const token = cursor.tokens[cursor.at];
    if (!token) break;
    const type = token.tokenType;
    const isComment = type === t.Comment || type === t.SlashComment;
    if (type === t.Newline || isComment) {
      if (braces === 0 && !goesOn(cursor, line.tokens, brackets, body)) break;
      takeLayout(cursor, line.comments);
      continue;
    }
    if (braces === 0 && (type === t.RightBrace || type === t.Semicolon)) break;
    if (braces === 0 && brackets === 0 && type === t.Name && beginsNext(cursor, line.tokens, body)) break;
    if (type === t.LeftBrace) braces += 1;
    else if (type === t.RightBrace) braces -= 1;
    else if (type === t.LeftParenthesis || type === t.LeftBracket) brackets += 1;
    else if ((type === t.RightParenthesis || type === t.RightBracket) && brackets > 0) brackets -= 1;
    if (brackets > deepest) line.tooDeep = true;
    line.end = endOf(token);
    line.tokens.push(normalise(token, line.problems));
    cursor.at += 1;
  }
  dropSeparator(line, brackets);
  return line;
}

function takeLayout(cursor: Cursor, comments: string[]): void {
  for (let token = cursor.tokens[cursor.at]; isLayout(token); token = cursor.tokens[cursor.at]) {
    if (token && token.tokenType !== t.Newline) comments.push(token.image.trimEnd());
    cursor.at += 1;
  }
}

function dropSeparator(line: Line, brackets: number): void {
  const last = line.tokens.at(-1);
  if (brackets > 0 || last?.tokenType !== t.Comma || line.tokens.length < 2) return;
  line.tokens.pop();
  line.problems.push(needless(last));
}

/** A `;` or `,` where a line ends anyway. */
export function needless(token: IToken): SyntaxProblem {
  const fix = { title: "Remove it", span: spanOf(token), newText: "" };
  return problem(codes.needlessSeparator, { separator: token.image }, spanOf(token), fix);
}

const comparisons: ReadonlySet<TokenType> = new Set([
  t.Equals,
  t.NotEquals,
  t.Less,
  t.AtMost,
  t.Greater,
  t.AtLeast,
  t.In,
]);
const continuing: ReadonlySet<TokenType> = new Set([
  ...comparisons,
  t.Comma,
  t.Assign,
  t.Colon,
  t.Not,
  t.And,
  t.Or,
  t.Plus,
  t.Minus,
  t.Times,
  t.Divide,
  t.Modulo,
  t.Power,
  t.Range,
  t.WrongAnd,
  t.WrongOr,
]);

/** Whether the line goes on behind the line end or comment at the cursor. */
function goesOn(cursor: Cursor, line: readonly IToken[], brackets: number, body: BodyKind): boolean {
  const last = line.at(-1);
  if (!last) return false;
  if (brackets === 0 && !continuing.has(last.tokenType)) return false;
  let at = cursor.at;
  while (isLayout(cursor.tokens[at])) at += 1;
  const next = cursor.tokens[at];
  if (!next || next.tokenType === t.RightBrace) return false;
  const after = cursor.tokens[at + 1];
  if (next.tokenType === t.Name && beginsMember(next, after, line, body)) return false;
  if (brackets > 0) {
    const isClause = next.tokenType === t.Name && clauseWords.has(next.image);
    return isClause || !endsOperand(last) || !startsOperand(next);
  }
  if (body === "attributes" || body === "steps") return true;
  if (last.tokenType === t.Comma) return false;
  if (body === "fields") return next.tokenType !== t.Name;
  return !comparisons.has(last.tokenType) || !compares(cursor.tokens, at);
}

function isLayout(token: IToken | undefined): boolean {
  const type = token?.tokenType;
  return type === t.Newline || type === t.Comment || type === t.SlashComment;
}

/** Whether a name can only be the first word of a member. */
function beginsMember(name: IToken, after: IToken | undefined, line: readonly IToken[], body: BodyKind): boolean {
  if (!after) return false;
  if (after.tokenType === t.LeftBrace) return true;
  if (after.tokenType === t.Assign) {
    const last = line.at(-1)?.tokenType;
    return body !== "steps" || (last !== t.Comma && last !== t.Colon) || line[1]?.tokenType === t.Assign;
  }
  return body === "steps" && isVerbStart(name.image) && startsOperand(after) && !clauseWords.has(after.image);
}

/** Whether the line from a token on is a comparison of its own. */
function compares(tokens: readonly IToken[], from: number): boolean {
  for (let at = from; at < tokens.length; at += 1) {
    const type = tokens[at]?.tokenType as TokenType;
    if (type === t.Newline || type === t.RightBrace) return false;
    if (comparisons.has(type)) return true;
  }
  return false;
}

/** Whether the name at the cursor begins the next member, on the same line. */
function beginsNext(cursor: Cursor, line: readonly IToken[], body: BodyKind): boolean {
  const last = line.at(-1);
  const name = cursor.tokens[cursor.at];
  const after = cursor.tokens[cursor.at + 1];
  if (!last || !name || !after) return false;
  if (body === "attributes") {
    const ends = endsOperand(last) || last.tokenType === t.Comma;
    return ends && (after.tokenType === t.Assign || after.tokenType === t.LeftBrace);
  }
  if (body !== "steps" || line.length === 1 || !endsOperand(last)) return false;
  if (!isVerbStart(name.image) || clauseWords.has(last.image)) return false;
  return startsOperand(after) || isVerbPhrase(name.image);
}
