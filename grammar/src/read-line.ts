import { codes, type Span } from "@mlopsc/diagnostics";
import type { IToken } from "chevrotain";
import type { Line } from "./cut-line.ts";
import { type Bare, type MemberRule, readMember } from "./member-parser.ts";
import { retype } from "./normalise.ts";
import { problem } from "./problem.ts";
import type { AttributeSyntax, BrokenSyntax, Member, SyntaxProblem } from "./syntax-tree.ts";
import { spanOf, wordOf } from "./token-words.ts";
import * as t from "./tokens.ts";
import { type BodyKind, isVerbPhrase, isVerbStart, verbEntry } from "./words.ts";

const rules: Readonly<Record<BodyKind, MemberRule>> = {
  attributes: "attribute",
  steps: "step",
  fields: "field",
  conditions: "condition",
  checks: "check",
  dimensions: "dimension",
};

/** A member before it is placed among comments. */
export type Unplaced = { [M in Member as M["node"]]: Omit<M, "trivia"> }[Member["node"]];
type Reading = { readonly member: Unplaced; readonly problems: readonly SyntaxProblem[] };

/** The member that a line is. What is wrong with its words comes first; only where they are right, its syntax is judged. */
export function readLine(line: Line, body: BodyKind, span: Span, text: string): Reading {
  const rule = ruleOf(line.tokens, body);
  const words = [...line.problems];
  mendEquals(line.tokens, rule, words);
  const read = readMember<Bare<Member>>(rule, line.tokens);
  const problems = words.length > 0 ? words.slice(0, 2) : read.problems;
  if (read.node) return { member: { ...read.node, span } as Unplaced, problems };
  const member: Omit<BrokenSyntax, "trivia"> = { node: "broken", text, head: headOf(line.tokens, body), span };
  return rule === "attribute" && words.length === 0 ? mendList(member, line.tokens, problems) : { member, problems };
}

/** A step never has `=` after its first word, so such a line is an attribute in the wrong place. */
function ruleOf(tokens: readonly IToken[], body: BodyKind): MemberRule {
  return body === "steps" && tokens[0]?.tokenType === t.Name && tokens[1]?.tokenType === t.Assign
    ? "attribute"
    : rules[body];
}

/** Reads `=` for `==` and the other way round where only one of them can be meant, and says so. */
function mendEquals(tokens: IToken[], rule: MemberRule, problems: SyntaxProblem[]): void {
  const second = tokens[1];
  if (rule === "attribute" && second && (second.tokenType === t.Equals || second.tokenType === t.Colon)) {
    const fix = { title: "Write =", span: spanOf(second), newText: second.tokenType === t.Colon ? " =" : "=" };
    problems.push(problem(codes.comparisonAsAssignment, { found: second.image }, spanOf(second), fix));
    retype(second, t.Assign);
  }
  const compares = rule === "condition" || rule === "check" || (rule === "step" && isFilter(tokens));
  let brackets = 0;
  for (let at = 1; at < tokens.length; at += 1) {
    const [token, before] = [tokens[at] as IToken, tokens[at - 1] as IToken];
    if (token.tokenType === t.LeftParenthesis || token.tokenType === t.LeftBracket) brackets += 1;
    if (token.tokenType === t.RightParenthesis || token.tokenType === t.RightBracket) brackets -= 1;
    if (token.tokenType !== t.Assign || (rule === "attribute" && at === 1)) continue;
    const opens = tokens[at - 2]?.tokenType;
    const span = spanOf(token);
    if (brackets > 0 && before.tokenType === t.Name && (opens === t.LeftParenthesis || opens === t.Comma)) {
      problems.push(problem(codes.argumentWithEquals, {}, span, { title: "Write :", span, newText: ":" }));
      retype(token, t.Colon);
    } else if (compares || (rule === "attribute" && before.tokenType !== t.Assign && at > 3)) {
      problems.push(problem(codes.assignmentInCondition, {}, span, { title: "Write ==", span, newText: "==" }));
      retype(token, t.Equals, "==");
    }
  }
}

const isFilter = (tokens: readonly IToken[]): boolean => verbEntry(tokens[0]?.image ?? "")?.operands === "expression";

/** `metrics = auc, f1` wants brackets. */
function mendList(
  broken: Omit<BrokenSyntax, "trivia">,
  tokens: readonly IToken[],
  problems: readonly SyntaxProblem[],
): Reading {
  const [name, equals, first] = tokens;
  const comma = tokens.find((token) => token.startOffset === problems[0]?.span.start);
  if (!name || !first || equals?.tokenType !== t.Assign || comma?.tokenType !== t.Comma)
    return { member: broken, problems };
  const span = { start: first.startOffset, end: broken.span.end };
  const [open, close] = [bracket(t.LeftBracket, "[", span.start), bracket(t.RightBracket, "]", span.end - 1)];
  const read = readMember<Bare<AttributeSyntax>>("attribute", [name, equals, open, ...tokens.slice(2), close]);
  if (!read.node || read.problems.length > 0) return { member: broken, problems };
  const newText = `[${broken.text.slice(span.start - broken.span.start)}]`;
  const found = problem(codes.bareList, {}, span, { title: "Put them in brackets", span, newText });
  return { member: { ...read.node, span: broken.span }, problems: [found] };
}

const bracket = (tokenType: IToken["tokenType"], image: string, startOffset: number): IToken => ({
  tokenType,
  tokenTypeIdx: tokenType.tokenTypeIdx ?? 0,
  image,
  startOffset,
});

function headOf(tokens: readonly IToken[], body: BodyKind): BrokenSyntax["head"] {
  const [first, second] = tokens;
  if (first?.tokenType !== t.Name) return null;
  const head = wordOf(first);
  if (body !== "steps" || !isVerbStart(first.image) || second?.tokenType !== t.Name) return head;
  const phrase = `${first.image} ${second.image}`;
  return isVerbPhrase(phrase) ? { text: phrase, span: { start: head.span.start, end: spanOf(second).end } } : head;
}
