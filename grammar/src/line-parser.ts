import { codes } from "@mlopsc/diagnostics";
import { EmbeddedActionsParser, EOF, type IParserErrorMessageProvider, type IToken } from "chevrotain";
import { endOf } from "./lexer.ts";
import { problem } from "./problem.ts";
import type { ExpressionSyntax, SyntaxProblem } from "./syntax-tree.ts";
import { shown, spanOf } from "./token-words.ts";
import * as t from "./tokens.ts";

/** Deeper trees than this are not built: what walks them later may recurse without fear. */
export const deepest = 64;
/** The most operators of one line. */
const mostOperators = 1000;

/** The message of a parser error is only what was expected; whoever reports it makes the sentence. */
const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => expected.LABEL ?? expected.name,
  buildNotAllInputParsedMessage: () => "the end of the line",
  buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
  buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
};

/** Where a line has been read to, what is missing in it and what is wrong. The rules build on it. */
export class LineParser extends EmbeddedActionsParser {
  /** What literals are wrong in themselves. */
  literalProblems: SyntaxProblem[] = [];
  /** The first thing that is missing; the tree stands all the same. */
  softProblem: SyntaxProblem | null = null;
  private end = 0;
  /** Operators of this line so far. */
  private operators = 0;
  /** Brackets that are open here. */
  private open = 0;

  /** `validate` looks for ambiguities among the rules: slow, for the test that does. */
  constructor(validate = false) {
    super(t.tokenTypes, {
      maxLookahead: 2,
      recoveryEnabled: false,
      errorMessageProvider: expectations,
      skipValidations: !validate,
    });
  }

  start(tokens: IToken[]): void {
    this.literalProblems = [];
    this.softProblem = null;
    this.open = 0;
    this.operators = 0;
    const last = tokens.at(-1);
    this.end = last ? endOf(last) : 0;
    this.input = tokens;
  }

  protected soft(found: SyntaxProblem): void {
    this.softProblem ??= found;
  }
  protected atEnd(): boolean {
    return !this.RECORDING_PHASE && this.LA(1).tokenType === EOF;
  }
  /** The end of what has been read so far. */
  protected reached(): number {
    const before = this.LA(0) as IToken | undefined;
    return before?.image === undefined || Number.isNaN(before.startOffset) ? this.end : endOf(before);
  }
  protected isWord(text: string): boolean {
    return this.LA(1).image === text;
  }

  protected enter(): void {
    this.open += 1;
  }
  protected leave(): void {
    this.open -= 1;
  }
  /** Whether the line has more operators than are read. */
  protected hasTooMany(operators: number): boolean {
    this.operators += operators;
    return this.operators > mostOperators;
  }

  protected isAbsent(): boolean {
    if (this.RECORDING_PHASE) return false;
    const next = this.LA(1).tokenType;
    if (next === t.RightParenthesis || next === t.RightBracket) return this.open > 0;
    return next === EOF || next === t.Comma;
  }

  protected missing(): ExpressionSyntax {
    const end = this.reached();
    const before = this.LA(0) as IToken | undefined;
    const isToken = before?.image !== undefined && before.startOffset >= 0;
    const after = isToken ? shown(before.image) : "the start of the line";
    this.soft(problem(codes.missingValue, { after }, isToken ? spanOf(before) : { start: 0, end }));
    return { node: "absent", span: { start: end, end } };
  }

  protected unclosed(open: IToken, close: string): void {
    const at = { start: this.end, end: this.end };
    const fix = { title: `Close with ${close}`, span: at, newText: close };
    this.soft(problem(codes.unclosedBracket, { open: open.image, close }, spanOf(open), fix));
  }

  protected tooDeep(expression: ExpressionSyntax): ExpressionSyntax {
    this.soft(problem(codes.nestedTooDeep, { limit: deepest }, expression.span));
    return { node: "absent", span: expression.span };
  }
}
