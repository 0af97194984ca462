import { codes } from "@mlopsc/diagnostics";
import type { IToken, TokenType } from "chevrotain";
import { endOf } from "./lexer.ts";
import { problem } from "./problem.ts";
import type { SyntaxProblem } from "./syntax-tree.ts";
import { shown, spanOf } from "./token-words.ts";
import * as t from "./tokens.ts";

const meant: ReadonlyMap<TokenType, { readonly type: TokenType; readonly image: string }> = new Map([
  [t.WrongEquals, { type: t.Equals, image: "==" }],
  [t.WrongNotEquals, { type: t.NotEquals, image: "!=" }],
  [t.WrongAtLeast, { type: t.AtLeast, image: ">=" }],
  [t.WrongAtMost, { type: t.AtMost, image: "<=" }],
  [t.WrongAnd, { type: t.And, image: "and" }],
  [t.WrongOr, { type: t.Or, image: "or" }],
  [t.WrongNot, { type: t.Not, image: "not" }],
  [t.WrongPower, { type: t.Power, image: "^" }],
]);
const wordsMeant: Readonly<Record<string, { readonly type: TokenType; readonly image: string }>> = {
  null: { type: t.None, image: "none" },
  AND: { type: t.And, image: "and" },
  OR: { type: t.Or, image: "or" },
  NOT: { type: t.Not, image: "not" },
};

/** Makes a token another, in place: tokens belong to the parse that made them. */
export function retype(token: IToken, type: TokenType, image: string = token.image): IToken {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx ?? 0;
  token.image = image;
  return token;
}

/** Reads what belongs to another language, or lacks its end, as what is meant, and says so. */
export function normalise(token: IToken, problems: SyntaxProblem[]): IToken {
  const type = token.tokenType;
  if (type === t.Name)
    return Object.hasOwn(wordsMeant, token.image) ? replaced(token, wordsMeant[token.image], problems) : token;
  if (type === t.QuotedName) return retype(token, t.Name);
  if (type === t.UnclosedName) return unclosedName(token, problems);
  if (type === t.UnclosedText) return unclosedText(token, problems);
  if (type === t.UnclosedTripleText) return unclosedTripleText(token, problems);
  if (type === t.WrongText) return wrongText(token, problems);
  if (type === t.Stray) {
    const fix = { title: "Remove it", span: spanOf(token), newText: "" };
    problems.push(problem(codes.strayCharacter, { character: shown(token.image) }, spanOf(token), fix));
    return token;
  }
  return replaced(token, meant.get(type), problems);
}

function replaced(
  token: IToken,
  instead: { type: TokenType; image: string } | undefined,
  problems: SyntaxProblem[],
): IToken {
  if (!instead) return token;
  const span = spanOf(token);
  const newText = /^[a-z]/.test(instead.image) && !/^\w/.test(token.image) ? `${instead.image} ` : instead.image;
  const fix = { title: `Write ${instead.image}`, span, newText };
  problems.push(problem(codes.wrongOperator, { found: token.image, instead: instead.image }, span, fix));
  return retype(token, instead.type, instead.image);
}

function unclosedName(token: IToken, problems: SyntaxProblem[]): IToken {
  const at = { start: endOf(token), end: endOf(token) };
  problems.push(problem(codes.unclosedName, {}, spanOf(token), { title: "Close the name", span: at, newText: "`" }));
  return retype(token, t.Name);
}

function unclosedText(token: IToken, problems: SyntaxProblem[]): IToken {
  // What closes the line belongs to it more likely than to the text: csv("a.csv)
  const rest = /[\s)\]},]*$/.exec(token.image.slice(1).slice(-40))?.[0].length ?? 0;
  const at = endOf(token) - rest;
  const fix = { title: 'Close with "', span: { start: at, end: at }, newText: '"' };
  problems.push(problem(codes.unclosedText, { quote: '`"`' }, spanOf(token), fix));
  token.payload = { close: 0 };
  return retype(token, t.Text);
}

function unclosedTripleText(token: IToken, problems: SyntaxProblem[]): IToken {
  const span = { start: token.startOffset, end: token.startOffset + 3 };
  problems.push(problem(codes.unclosedText, { quote: '`"""`' }, span));
  token.payload = { close: 0 };
  return retype(token, t.TripleText);
}

function wrongText(token: IToken, problems: SyntaxProblem[]): IToken {
  const closed = token.image.length > 1 && /[“”»"'‘’]$/.test(token.image);
  const inner = token.image.slice(1, closed ? -1 : undefined);
  const fix = { title: 'Write "', span: spanOf(token), newText: `"${inner.replaceAll('"', '\\"')}"` };
  const found = closed ? `\`${token.image[0]}${token.image.at(-1)}\`` : `\`${token.image[0]}\``;
  problems.push(problem(codes.wrongQuotes, { found }, spanOf(token), fix));
  token.payload = { close: closed ? 1 : 0 };
  return retype(token, t.Text);
}
