import { codes } from "@mlopsc/diagnostics";
import type { IToken } from "chevrotain";
import { type Cursor, cutLine, needless } from "./cut-line.ts";
import { endOf } from "./lexer.ts";
import { deepest } from "./line-parser.ts";
import { problem } from "./problem.ts";
import { readLine } from "./read-line.ts";
import type { Member, SectionSyntax, SyntaxProblem, Trivia } from "./syntax-tree.ts";
import { spanOf, wordOf } from "./token-words.ts";
import * as t from "./tokens.ts";
import { type BodyKind, bodyOfSection, hasSection } from "./words.ts";

export interface Body {
  readonly members: readonly Member[];
  /** Comment lines after the last member. */
  readonly dangling: readonly string[];
  readonly closed: boolean;
}

const deepestSection = 8;
const noTrivia: Trivia = { leading: [], trailing: null, blankBefore: false };

/** Reads members up to and with the closing brace, or to the end of the block. */
export function parseMembers(
  cursor: Cursor,
  body: BodyKind,
  kind: string,
  problems: SyntaxProblem[],
  depth: number,
): Body {
  const members: Member[] = [];
  for (;;) {
    const above = readAbove(cursor, problems);
    const token = cursor.tokens[cursor.at];
    if (!token) return { members, dangling: above.leading, closed: false };
    if (token.tokenType === t.RightBrace) {
      cursor.at += 1;
      return { members, dangling: above.leading, closed: true };
    }
    if (token.tokenType === t.Semicolon || token.tokenType === t.Comma) {
      problems.push(needless(token));
      cursor.at += 1;
      if (above.leading.length > 0) members.push(commentsOnly(above, token));
      continue;
    }
    const opens = depth < deepestSection ? sectionAt(cursor, body, kind) : "no";
    if (opens !== "no") members.push(parseSection(cursor, above, kind, problems, depth, opens === "unopened"));
    else members.push(parseLine(cursor, above, body, problems));
  }
}

interface Above {
  readonly leading: string[];
  readonly blankBefore: boolean;
}

/** The comments and empty lines before a member. */
function readAbove(cursor: Cursor, problems: SyntaxProblem[]): Above {
  const leading: string[] = [];
  let blankBefore = false;
  let lineEnds = 0;
  for (;;) {
    const token = cursor.tokens[cursor.at];
    const type = token?.tokenType;
    if (type === t.Newline) lineEnds += 1;
    else if (token && (type === t.Comment || type === t.SlashComment)) {
      if (lineEnds > 1 && leading.length > 0) leading.push("");
      else if (lineEnds > 1) blankBefore = true;
      leading.push(commentText(token, problems));
      lineEnds = 0;
    } else {
      if (lineEnds > 1 && leading.length > 0) leading.push("");
      else if (lineEnds > 1) blankBefore = true;
      return { leading, blankBefore };
    }
    cursor.at += 1;
  }
}

/** A comment as written; one of another language is reported. */
export function commentText(token: IToken, problems: SyntaxProblem[]): string {
  if (token.tokenType === t.SlashComment) {
    const span = { start: token.startOffset, end: token.startOffset + 2 };
    problems.push(problem(codes.wrongComment, {}, span, { title: "Write #", span, newText: "#" }));
  }
  return token.image.trimEnd();
}

/** The comment behind a member, a brace or a block, on its line. */
export function readTrailing(cursor: Cursor, problems: SyntaxProblem[]): string | null {
  const separator = cursor.tokens[cursor.at];
  if (separator?.tokenType === t.Semicolon) {
    problems.push(needless(separator));
    cursor.at += 1;
  }
  const token = cursor.tokens[cursor.at];
  if (token?.tokenType !== t.Comment && token?.tokenType !== t.SlashComment) return null;
  cursor.at += 1;
  return commentText(token, problems);
}

function triviaOf(above: Above, inner: readonly string[], trailing: string | null): Trivia {
  if (above.leading.length + inner.length === 0 && trailing === null && !above.blankBefore) return noTrivia;
  return { leading: [...above.leading, ...inner], trailing, blankBefore: above.blankBefore };
}

function commentsOnly(above: Above, token: IToken): Member {
  const at = token.startOffset;
  return { node: "broken", text: "", head: null, span: { start: at, end: at }, trivia: triviaOf(above, [], null) };
}

function sectionAt(cursor: Cursor, body: BodyKind, kind: string): "no" | "opened" | "unopened" {
  const [name, next] = [cursor.tokens[cursor.at], cursor.tokens[cursor.at + 1]];
  if (name?.tokenType !== t.Name) return "no";
  if (next?.tokenType === t.LeftBrace) return "opened";
  if (body !== "attributes" || !hasSection(kind, name.image) || next?.tokenType !== t.Newline) return "no";
  let at = cursor.at + 1;
  while (cursor.tokens[at]?.tokenType === t.Newline) at += 1;
  const [first, second] = [cursor.tokens[at]?.tokenType, cursor.tokens[at + 1]?.tokenType];
  if (first === t.LeftBrace) return "opened";
  const isAttribute = second === t.Assign || second === t.LeftBrace;
  return first === undefined || first === t.RightBrace || isAttribute ? "no" : "unopened";
}

function parseSection(
  cursor: Cursor,
  above: Above,
  kind: string,
  problems: SyntaxProblem[],
  depth: number,
  unopened: boolean,
): SectionSyntax {
  const name = cursor.tokens[cursor.at] as IToken;
  const what = `\`${name.image}\``;
  cursor.at += 1;
  if (unopened) {
    const at = { start: endOf(name), end: endOf(name) };
    problems.push(problem(codes.unopenedBrace, { what }, spanOf(name), { title: "Add {", span: at, newText: " {" }));
  } else {
    while (cursor.tokens[cursor.at]?.tokenType === t.Newline) cursor.at += 1;
    cursor.at += 1;
  }
  const opening = unopened ? null : readTrailing(cursor, problems);
  const body = parseMembers(cursor, bodyOfSection(name.image), kind, problems, depth + 1);
  const last = cursor.tokens[cursor.at - 1] as IToken;
  if (!body.closed) {
    const at = endOf(cursor.tokens.at(-1) as IToken);
    const fix = { title: "Add }", span: { start: at, end: at }, newText: "\n  }" };
    // Where the block lacks its brace too, one of them explains both.
    problems.push(problem(codes.unclosedBrace, { what }, spanOf(name), fix));
  }
  const trailing = body.closed ? readTrailing(cursor, problems) : null;
  const trivia: Trivia = {
    ...triviaOf(above, [], trailing),
    ...(opening === null ? {} : { opening }),
    ...(body.dangling.length > 0 ? { dangling: body.dangling } : {}),
  };
  const span = { start: name.startOffset, end: Math.max(endOf(last), endOf(name)) };
  return { node: "section", name: wordOf(name), members: body.members, span, trivia };
}

function parseLine(cursor: Cursor, above: Above, body: BodyKind, problems: SyntaxProblem[]): Member {
  const line = cutLine(cursor, body);
  if (line.tokens.length === 0) {
    // Nothing else could take this token, and every token is taken once.
    const token = cursor.tokens[cursor.at] as IToken;
    cursor.at += 1;
    problems.push(problem(codes.unexpectedText, { found: `\`${token.image}\``, expected: "a line" }, spanOf(token)));
    const text = token.image;
    return { node: "broken", text, head: null, span: spanOf(token), trivia: triviaOf(above, line.comments, null) };
  }
  const first = line.tokens[0] as IToken;
  const start = first.startOffset;
  const end = line.end;
  const text = cursor.text.slice(start, end);
  const trailing = readTrailing(cursor, problems);
  const span = { start, end };
  if (line.tooDeep) {
    problems.push(problem(codes.nestedTooDeep, { limit: deepest }, span));
    return { node: "broken", text, head: null, span, trivia: triviaOf(above, [], trailing) };
  }
  const { member, problems: found } = readLine(line, body, span, text);
  problems.push(...found);
  // What has a problem is kept as it is written, so the comments inside it are kept there.
  return { ...member, trivia: triviaOf(above, found.length > 0 ? [] : line.comments, trailing) };
}
