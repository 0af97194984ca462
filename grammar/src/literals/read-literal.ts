import { codes } from "@mlopsc/diagnostics";
import type { IToken } from "chevrotain";
import { problem } from "../problem.ts";
import type { ExpressionSyntax, SyntaxProblem } from "../syntax-tree.ts";
import { spanOf } from "../token-words.ts";
import * as t from "../tokens.ts";
import { readInstant } from "./civil-instant.ts";
import { readNumber } from "./read-number.ts";
import { type Quoting, readText } from "./read-text.ts";

/** The number, text, day, time, bool or `none` of a token; what is wrong in itself is put with the problems. */
export function readLiteral(token: IToken, problems: SyntaxProblem[]): ExpressionSyntax {
  switch (token.tokenType) {
    case t.NumberLiteral:
      return numberOf(token, problems);
    case t.Text:
    case t.TripleText:
      return textOf(token, problems);
    case t.Instant:
      return instantOf(token, problems);
    case t.None:
      return { node: "none", span: spanOf(token) };
    default:
      return { node: "boolean", value: token.tokenType === t.True, span: spanOf(token) };
  }
}

function numberOf(token: IToken, problems: SyntaxProblem[]): ExpressionSyntax {
  const before = problems.length;
  const number = readNumber(token.image, token.startOffset, (found) => problems.push(found));
  // Of a number in no unit nothing more can be said.
  return problems.length > before ? { node: "absent", span: number.span } : number;
}

function textOf(token: IToken, problems: SyntaxProblem[]): ExpressionSyntax {
  const raw = token.tokenType === t.TripleText;
  const quoting = { open: raw ? 3 : 1, close: raw ? 3 : 1, ...(token.payload as Partial<Quoting>), raw };
  return readText(token.image, token.startOffset, quoting, (found) => problems.push(found));
}

function instantOf(token: IToken, problems: SyntaxProblem[]): ExpressionSyntax {
  const instant = readInstant(token.image);
  if (!instant) problems.push(problem(codes.impossibleInstant, { text: token.image }, spanOf(token)));
  return { node: instant?.node ?? "date", value: instant?.value ?? 0, text: token.image, span: spanOf(token) };
}
