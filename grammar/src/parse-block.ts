import { codes } from "@mlopsc/diagnostics";
import type { IToken } from "chevrotain";
import { type Cursor, cutLine } from "./cut-line.ts";
import { endOf, tokenise } from "./lexer.ts";
import { type ParameterSyntax, readMember } from "./member-parser.ts";
import { type Body, commentText, parseMembers, readTrailing } from "./parse-members.ts";
import { problem } from "./problem.ts";
import type { BlockSyntax, SyntaxProblem, Trivia, Word } from "./syntax-tree.ts";
import { shown, spanOf, wordOf } from "./token-words.ts";
import * as t from "./tokens.ts";
import { bodyOfBlock } from "./words.ts";

/** The tree of one block's text, comments before it included. Never throws; the same text gives an equal tree. */
export function parseBlock(text: string): BlockSyntax {
  const cursor: Cursor = { text, tokens: tokenise(text), at: 0 };
  const problems: SyntaxProblem[] = [];
  const leading = readLeading(cursor, problems);
  const documentation = documentationOf(leading);
  const first = cursor.tokens[cursor.at];
  if (!first) return emptyBlock(text, leading, documentation, problems);
  const kind = wordOf(first);
  if (kind.text === "param" && !bracesFollow(cursor))
    return parseParameter(cursor, kind, leading, documentation, problems);
  cursor.at += 1;
  const name = readName(cursor, kind, problems);
  const opened = openBrace(cursor, kind, name, leading, problems);
  const opening = opened ? readTrailing(cursor, problems) : null;
  const body: Body =
    opened === "none"
      ? { members: [], dangling: [], closed: true }
      : parseMembers(cursor, bodyOfBlock(kind.text), kind.text, problems, 0);
  if (!body.closed) reportUnclosed(cursor, kind, name, body, problems);
  const trailing = readRest(cursor, problems);
  const trivia: Trivia = {
    leading,
    trailing,
    blankBefore: false,
    ...(opening === null ? {} : { opening }),
    ...(body.dangling.length > 0 ? { dangling: body.dangling } : {}),
  };
  return {
    text,
    kind,
    name,
    parameter: null,
    documentation,
    members: body.members,
    trivia,
    problems: sorted(problems),
  };
}

function readLeading(cursor: Cursor, problems: SyntaxProblem[]): string[] {
  const leading: string[] = [];
  for (;;) {
    const token = cursor.tokens[cursor.at];
    if (token && (token.tokenType === t.Comment || token.tokenType === t.SlashComment))
      leading.push(commentText(token, problems));
    else if (token?.tokenType !== t.Newline) return leading;
    cursor.at += 1;
  }
}

function documentationOf(leading: readonly string[]): string | null {
  const lines = leading.filter((line) => line.startsWith("##"));
  return lines.length === 0 ? null : lines.map((line) => line.replace(/^##+ ?/, "")).join("\n");
}

function emptyBlock(
  text: string,
  leading: string[],
  documentation: string | null,
  problems: SyntaxProblem[],
): BlockSyntax {
  const kind = { text: "", span: { start: 0, end: 0 } };
  const trivia: Trivia = { leading, trailing: null, blankBefore: false };
  return { text, kind, name: null, parameter: null, documentation, members: [], trivia, problems };
}

function bracesFollow(cursor: Cursor): boolean {
  for (let at = cursor.at; at < cursor.tokens.length; at += 1) {
    const type = cursor.tokens[at]?.tokenType;
    if (type === t.LeftBrace) return true;
    if (type === t.Newline || type === t.Colon || type === t.Assign) return false;
  }
  return false;
}

function parseParameter(
  cursor: Cursor,
  kind: Word,
  leading: string[],
  documentation: string | null,
  problems: SyntaxProblem[],
): BlockSyntax {
  const line = cutLine(cursor, "attributes");
  const read = readMember<ParameterSyntax>("parameter", line.tokens);
  problems.push(...(line.problems.length > 0 ? line.problems.slice(0, 2) : read.problems));
  const trailing = readRest(cursor, problems);
  const second = line.tokens[1];
  const name = read.node?.name ?? (second?.tokenType === t.Name ? wordOf(second) : null);
  const parameter = { type: read.node?.type ?? null, value: read.node?.value ?? null };
  const trivia: Trivia = { leading: [...leading, ...line.comments], trailing, blankBefore: false };
  return { text: cursor.text, kind, name, parameter, documentation, members: [], trivia, problems: sorted(problems) };
}

/** The name, and what else stands before the brace. */
function readName(cursor: Cursor, kind: Word, problems: SyntaxProblem[]): Word | null {
  const token = cursor.tokens[cursor.at];
  const type = token?.tokenType;
  if (!token || type === t.LeftBrace || type === t.Newline || type === t.Comment) {
    problems.push(problem(codes.missingName, { kind: kind.text }, kind.span));
    return null;
  }
  cursor.at += 1;
  let name: Word | null = wordOf(token);
  if (type === t.Text || type === t.UnclosedText || type === t.WrongText) {
    const plain = token.image.replace(/^["'“”„«‘’]|["'“”»‘’]$/g, "");
    const written = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(plain) ? plain : `\`${plain.replaceAll("`", "")}\``;
    const fix = { title: `Write ${written}`, span: spanOf(token), newText: written };
    problems.push(problem(codes.quotedName, { name: written }, spanOf(token), fix));
    name = { text: plain, span: spanOf(token) };
  } else if (type !== t.Name && type !== t.QuotedName) {
    problems.push(problem(codes.unexpectedText, { found: shown(token.image), expected: "a name" }, spanOf(token)));
    name = null;
  }
  skipHeader(cursor, problems);
  return name;
}

function skipHeader(cursor: Cursor, problems: SyntaxProblem[]): void {
  const token = cursor.tokens[cursor.at];
  if (!token || endsHeader(token)) return;
  problems.push(problem(codes.unexpectedText, { found: shown(token.image), expected: "`{`" }, spanOf(token)));
  for (let next: IToken | undefined = token; next && !endsHeader(next); next = cursor.tokens[cursor.at]) cursor.at += 1;
}

const endsHeader = (token: IToken): boolean =>
  token.tokenType === t.LeftBrace ||
  token.tokenType === t.Newline ||
  token.tokenType === t.Comment ||
  token.tokenType === t.SlashComment;

/** The brace, if need be on a line of its own; where it is missing, lines that follow are read as if it were there. */
function openBrace(
  cursor: Cursor,
  kind: Word,
  name: Word | null,
  leading: string[],
  problems: SyntaxProblem[],
): "opened" | "missing" | "none" {
  let at = cursor.at;
  const comments: string[] = [];
  for (;;) {
    const token = cursor.tokens[at];
    if (token?.tokenType === t.Comment || token?.tokenType === t.SlashComment) comments.push(token.image.trimEnd());
    else if (token?.tokenType !== t.Newline) break;
    at += 1;
  }
  if (cursor.tokens[at]?.tokenType === t.LeftBrace) {
    leading.push(...comments);
    cursor.at = at + 1;
    return "opened";
  }
  const head = name ?? kind;
  const point = { start: head.span.end, end: head.span.end };
  const isEmpty = cursor.tokens[at] === undefined;
  if (name === null && problems.length > 0 && isEmpty) return "none";
  const what = name ? `\`${kind.text} ${name.text}\`` : `This \`${kind.text}\``;
  const fix = { title: isEmpty ? "Add { }" : "Add {", span: point, newText: isEmpty ? " {\n}" : " {" };
  problems.push(problem(codes.unopenedBrace, { what }, { start: kind.span.start, end: head.span.end }, fix));
  return isEmpty ? "none" : "missing";
}

/** One brace too few is one problem, in whichever section it is missed. */
function reportUnclosed(cursor: Cursor, kind: Word, name: Word | null, body: Body, problems: SyntaxProblem[]): void {
  const last = body.members.at(-1);
  const inSection = problems.some((found) => found.diagnostic.code === codes.unclosedBrace.code);
  if (last?.node === "section" && inSection) return;
  const what = name ? `\`${kind.text} ${name.text}\`` : `This \`${kind.text}\``;
  const end = endOf(cursor.tokens.at(-1) as IToken);
  const fix = { title: "Add }", span: { start: end, end }, newText: "\n}" };
  problems.push(problem(codes.unclosedBrace, { what }, { start: kind.span.start, end: (name ?? kind).span.end }, fix));
}

/** The comment behind the block. Anything else there is reported once. */
function readRest(cursor: Cursor, problems: SyntaxProblem[]): string | null {
  const trailing = readTrailing(cursor, problems);
  const rest = cursor.tokens.slice(cursor.at).find((token) => token.tokenType !== t.Newline);
  if (rest)
    problems.push(
      problem(codes.unexpectedText, { found: shown(rest.image), expected: "the end of the block" }, spanOf(rest)),
    );
  return trailing;
}

const sorted = (problems: SyntaxProblem[]): SyntaxProblem[] =>
  problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
