import { codes } from "@mlopsc/diagnostics";
import {
  EmbeddedActionsParser,
  EOF,
  type IParserErrorMessageProvider,
  type IToken,
  type ParserMethod,
  type TokenType,
} from "chevrotain";
import { endOf } from "./lexer.ts";
import { readInstant } from "./literals/civil-instant.ts";
import { readNumber } from "./literals/read-number.ts";
import { type Quoting, readText } from "./literals/read-text.ts";
import { group, type Operand } from "./precedence.ts";
import { type ProblemEdit, problem } from "./problem.ts";
import type {
  ArgumentSyntax,
  AssignmentSyntax,
  ClauseSyntax,
  ExpressionSyntax,
  SyntaxProblem,
  ValueSyntax,
  Word,
} from "./syntax-tree.ts";
import { shown, spanOf, startsOperand, textOfName, wordOf } from "./token-words.ts";
import * as t from "./tokens.ts";
import { unchained } from "./unchained.ts";
import { clauseWords, flagClauses } from "./words.ts";

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

/** The rules for values, expressions and clauses. Members build on them. */
export class ExpressionParser extends EmbeddedActionsParser {
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
  private reached(): number {
    const before = this.LA(0) as IToken | undefined;
    return before?.image === undefined || Number.isNaN(before.startOffset) ? this.end : endOf(before);
  }
  protected isWord(text: string): boolean {
    return this.LA(1).image === text;
  }

  /** An operand or an assignment of a step. */
  protected entry: ParserMethod<[ExpressionSyntax[], AssignmentSyntax[]], void> = this.RULE(
    "entry",
    (operands: ExpressionSyntax[], assignments: AssignmentSyntax[]) => {
      this.OR([
        { ALT: () => this.keep(assignments, this.SUBRULE(this.assignment)) },
        { ALT: () => this.keep(operands, this.SUBRULE(this.expression)) },
      ]);
    },
  );
  private keep<T>(list: T[], item: T): void {
    if (!this.RECORDING_PHASE) list.push(item);
  }

  protected assignment: ParserMethod<[], AssignmentSyntax> = this.RULE("assignment", (): AssignmentSyntax => {
    const name = this.CONSUME(t.Name);
    this.CONSUME(t.Assign);
    const value = this.SUBRULE(this.expression);
    return { name: wordOf(name), value };
  });

  protected value: ParserMethod<[], ValueSyntax> = this.RULE("value", (): ValueSyntax => {
    const clauses: ClauseSyntax[] = [];
    const expression = this.SUBRULE(this.expression);
    this.MANY(() => clauses.push(this.SUBRULE(this.clause)));
    return { expression, clauses, span: { start: expression?.span?.start ?? 0, end: this.reached() } };
  });

  /** In a call's parentheses a comma ends the clause. */
  private argument = this.RULE("argument", (): ArgumentSyntax => {
    let name: Word | null = null;
    const clauses: ClauseSyntax[] = [];
    this.OPTION(() => {
      name = wordOf(this.CONSUME(t.Name));
      this.CONSUME(t.Colon);
    });
    const expression = this.SUBRULE(this.expression);
    this.MANY(() => {
      const word = this.CONSUME2(t.Name);
      const values: ExpressionSyntax[] = [];
      this.OPTION2({
        GATE: () => !flagClauses.has(word.image),
        DEF: () => values.push(this.SUBRULE2(this.expression)),
      });
      if (!this.RECORDING_PHASE) clauses.push(this.clauseOf(word, null, values, []));
    });
    return { name, value: { expression, clauses, span: { start: expression?.span?.start ?? 0, end: this.reached() } } };
  });

  protected clause: ParserMethod<[], ClauseSyntax> = this.RULE("clause", (): ClauseSyntax => {
    const values: ExpressionSyntax[] = [];
    const assignments: AssignmentSyntax[] = [];
    let second: IToken | null = null;
    const word = this.CONSUME(t.Name);
    this.OPTION({
      GATE: () => word.image === "by" && this.isWord("time") && startsOperand(this.LA(2)),
      DEF: () => {
        second = this.CONSUME2(t.Name);
      },
    });
    this.OPTION2({
      GATE: () => !flagClauses.has(word.image),
      DEF: () => {
        this.SUBRULE(this.entry, { ARGS: [values, assignments] });
        this.MANY(() => {
          this.CONSUME(t.Comma);
          this.SUBRULE2(this.entry, { ARGS: [values, assignments] });
        });
      },
    });
    return this.RECORDING_PHASE ? (undefined as never) : this.clauseOf(word, second, values, assignments);
  });

  protected expression: ParserMethod<[], ExpressionSyntax> = this.RULE("expression", (): ExpressionSyntax => {
    const operands: Operand[] = [];
    const operators: IToken[] = [];
    operands.push(this.SUBRULE(this.operand));
    this.MANY(() => {
      operators.push(this.CONSUME(t.BinaryOperator));
      operands.push(this.SUBRULE2(this.operand));
    });
    if (this.RECORDING_PHASE) return undefined as never;
    const only = operands[0] as Operand;
    if (operators.length === 0 && only.prefixes.length === 0) return only.expression;
    this.operators += operators.length;
    if (this.operators > mostOperators) return this.tooDeep(only.expression);
    return group(operands, operators, (left, operator, right) => {
      const isNegated = operands.some(({ prefixes }) => prefixes.some(({ image }) => image === "not"));
      this.chained(left, operator, right, isNegated ? undefined : unchained(left, operator));
    });
  });

  private operand = this.RULE("operand", (): Operand => {
    const prefixes: IToken[] = [];
    let expression: ExpressionSyntax | undefined;
    this.MANY(() => {
      this.OR([{ ALT: () => prefixes.push(this.CONSUME(t.Not)) }, { ALT: () => prefixes.push(this.CONSUME(t.Minus)) }]);
    });
    if (this.isAbsent()) return { prefixes: prefixes.slice(0, deepest), expression: this.missing() };
    this.OR2({
      DEF: [
        {
          ALT: () => {
            expression = this.SUBRULE(this.reference);
          },
        },
        {
          ALT: () => {
            expression = this.numberOf(this.CONSUME(t.NumberLiteral));
          },
        },
        {
          ALT: () => {
            expression = this.textOf(this.CONSUME(t.Text));
          },
        },
        {
          ALT: () => {
            expression = this.textOf(this.CONSUME(t.TripleText));
          },
        },
        {
          ALT: () => {
            expression = this.instantOf(this.CONSUME(t.Instant));
          },
        },
        {
          ALT: () => {
            expression = { node: "boolean", value: true, span: spanOf(this.CONSUME(t.True)) };
          },
        },
        {
          ALT: () => {
            expression = { node: "boolean", value: false, span: spanOf(this.CONSUME(t.False)) };
          },
        },
        {
          ALT: () => {
            expression = { node: "none", span: spanOf(this.CONSUME(t.None)) };
          },
        },
        {
          ALT: () => {
            expression = this.SUBRULE(this.list);
          },
        },
        {
          ALT: () => {
            expression = this.SUBRULE(this.group);
          },
        },
      ],
      ERR_MSG: "a value",
    });
    if (prefixes.length > deepest) return { prefixes: [], expression: this.tooDeep(expression as ExpressionSyntax) };
    return { prefixes, expression: expression as ExpressionSyntax };
  });

  /** `name`, `name(…)`, `name.member`. */
  private reference = this.RULE("reference", (): ExpressionSyntax => {
    const name = this.CONSUME(t.Name);
    let expression: ExpressionSyntax | undefined;
    let depth = 0;
    this.OPTION(() => {
      const items = this.SUBRULE(this.callArguments);
      if (!this.RECORDING_PHASE) {
        expression = {
          node: "call",
          callee: wordOf(name),
          arguments: items,
          span: { start: name.startOffset, end: this.reached() },
        };
      }
    });
    let whole: ExpressionSyntax = expression ?? { node: "name", name: textOfName(name), span: spanOf(name) };
    this.MANY(() => {
      this.CONSUME(t.Dot);
      const member = this.CONSUME2(t.Name);
      depth += 1;
      if (depth < deepest) {
        whole = {
          node: "member",
          object: whole,
          member: wordOf(member),
          span: { start: whole.span.start, end: endOf(member) },
        };
      }
    });
    return depth < deepest ? whole : this.tooDeep(whole);
  });

  private callArguments = this.RULE("callArguments", (): ArgumentSyntax[] => {
    const items: ArgumentSyntax[] = [];
    const open = this.CONSUME(t.LeftParenthesis);
    this.open += 1;
    this.OPTION(() => {
      items.push(this.SUBRULE(this.argument));
      this.MANY({
        GATE: () => this.continuesList(t.RightParenthesis),
        DEF: () => {
          this.CONSUME(t.Comma);
          items.push(this.SUBRULE2(this.argument));
        },
      });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
    if (this.atEnd()) this.unclosed(open, ")");
    else this.CONSUME(t.RightParenthesis);
    this.open -= 1;
    return items;
  });

  private list = this.RULE("list", (): ExpressionSyntax => {
    const items: ExpressionSyntax[] = [];
    const open = this.CONSUME(t.LeftBracket);
    this.open += 1;
    this.OPTION(() => {
      items.push(this.SUBRULE(this.expression));
      this.MANY({
        GATE: () => this.continuesList(t.RightBracket),
        DEF: () => {
          this.CONSUME(t.Comma);
          items.push(this.SUBRULE2(this.expression));
        },
      });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
    if (this.atEnd()) this.unclosed(open, "]");
    else this.CONSUME(t.RightBracket);
    this.open -= 1;
    return { node: "list", items, span: { start: open.startOffset, end: this.reached() } };
  });

  private group = this.RULE("group", (): ExpressionSyntax => {
    const open = this.CONSUME(t.LeftParenthesis);
    this.open += 1;
    const inner = this.SUBRULE(this.expression);
    if (this.atEnd()) this.unclosed(open, ")");
    else this.CONSUME(t.RightParenthesis);
    this.open -= 1;
    return { node: "group", inner, span: { start: open.startOffset, end: this.reached() } };
  });

  private continuesList(close: TokenType): boolean {
    const after = this.LA(2).tokenType;
    return after !== close && after !== EOF;
  }

  private isAbsent(): boolean {
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

  private unclosed(open: IToken, close: string): void {
    const at = { start: this.end, end: this.end };
    const fix = { title: `Close with ${close}`, span: at, newText: close };
    this.soft(problem(codes.unclosedBracket, { open: open.image, close }, spanOf(open), fix));
  }

  private tooDeep(expression: ExpressionSyntax): ExpressionSyntax {
    this.soft(problem(codes.nestedTooDeep, { limit: deepest }, expression.span));
    return { node: "absent", span: expression.span };
  }

  private chained(left: ExpressionSyntax, operator: IToken, right: ExpressionSyntax, fix?: ProblemEdit): void {
    const span = { start: left.span.start, end: right.span.end };
    const suggestion = `a < b and b ${operator.image} c`;
    this.soft(problem(codes.chainedComparison, { suggestion }, span, fix));
  }

  protected clauseOf(
    word: IToken,
    second: IToken | null,
    values: ExpressionSyntax[],
    assignments: AssignmentSyntax[],
  ): ClauseSyntax {
    const last = second ?? word;
    const text = second ? `${textOfName(word)} ${second.image}` : textOfName(word);
    if (values.length + assignments.length === 0 && !flagClauses.has(text)) {
      const at = { start: word.startOffset, end: word.startOffset };
      if (clauseWords.has(text)) this.soft(problem(codes.missingValue, { after: `\`${text}\`` }, spanOf(word)));
      else {
        const fix = { title: "Write a comma", span: { start: at.start - 1, end: at.start }, newText: ", " };
        this.soft(problem(codes.missingComma, { before: `\`${text}\`` }, spanOf(word), fix));
      }
    }
    return {
      word: { text, span: { start: word.startOffset, end: endOf(last) } },
      values,
      ...(assignments.length > 0 ? { assignments } : {}),
      span: { start: word.startOffset, end: this.reached() },
    };
  }

  private numberOf(token: IToken): ExpressionSyntax | undefined {
    if (this.RECORDING_PHASE) return undefined;
    const before = this.literalProblems.length;
    const number = readNumber(token.image, token.startOffset, (found) => this.literalProblems.push(found));
    // Of a number in no unit nothing more can be said.
    return this.literalProblems.length > before ? { node: "absent", span: number.span } : number;
  }

  private textOf(token: IToken): ExpressionSyntax | undefined {
    if (this.RECORDING_PHASE) return undefined;
    const raw = token.tokenType === t.TripleText;
    const quoting = { open: raw ? 3 : 1, close: raw ? 3 : 1, ...(token.payload as Partial<Quoting>), raw };
    return readText(token.image, token.startOffset, quoting, (found) => this.literalProblems.push(found));
  }

  private instantOf(token: IToken): ExpressionSyntax | undefined {
    if (this.RECORDING_PHASE) return undefined;
    const instant = readInstant(token.image);
    if (!instant) this.literalProblems.push(problem(codes.impossibleInstant, { text: token.image }, spanOf(token)));
    return { node: instant?.node ?? "date", value: instant?.value ?? 0, text: token.image, span: spanOf(token) };
  }
}
