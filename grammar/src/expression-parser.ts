import { codes } from "@mlopsc/diagnostics";
import { EOF, type IToken, type ParserMethod, type TokenType } from "chevrotain";
import { endOf } from "./lexer.ts";
import { deepest, LineParser } from "./line-parser.ts";
import { readLiteral } from "./literals/read-literal.ts";
import { group, type Operand } from "./precedence.ts";
import { type ProblemEdit, problem } from "./problem.ts";
import type { ArgumentSyntax, AssignmentSyntax, ClauseSyntax, ExpressionSyntax, Word } from "./syntax-tree.ts";
import { spanOf, textOfName, wordOf } from "./token-words.ts";
import * as t from "./tokens.ts";
import { unchained } from "./unchained.ts";
import { clauseWords, flagClauses } from "./words.ts";

/** The rules for expressions, down to names, calls, lists and literals. */
export class ExpressionParser extends LineParser {
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
    if (this.hasTooMany(operators.length)) return this.tooDeep(only.expression);
    return group(operands, operators, (left, operator, right) => {
      const isNegated = operands.some(({ prefixes }) => prefixes.some(({ image }) => image === "not"));
      this.chained(left, operator, right, isNegated ? undefined : unchained(left, operator));
    });
  });

  private operand = this.RULE("operand", (): Operand => {
    const prefixes: IToken[] = [];
    this.MANY(() => {
      this.OR([{ ALT: () => prefixes.push(this.CONSUME(t.Not)) }, { ALT: () => prefixes.push(this.CONSUME(t.Minus)) }]);
    });
    if (this.isAbsent()) return { prefixes: prefixes.slice(0, deepest), expression: this.missing() };
    const expression = this.OR2<ExpressionSyntax>({
      DEF: [
        { ALT: () => this.SUBRULE(this.reference) },
        { ALT: () => this.literal(this.CONSUME(t.NumberLiteral)) },
        { ALT: () => this.literal(this.CONSUME(t.Text)) },
        { ALT: () => this.literal(this.CONSUME(t.TripleText)) },
        { ALT: () => this.literal(this.CONSUME(t.Instant)) },
        { ALT: () => this.literal(this.CONSUME(t.True)) },
        { ALT: () => this.literal(this.CONSUME(t.False)) },
        { ALT: () => this.literal(this.CONSUME(t.None)) },
        { ALT: () => this.SUBRULE(this.list) },
        { ALT: () => this.SUBRULE(this.group) },
      ],
      ERR_MSG: "a value",
    });
    if (prefixes.length > deepest) return { prefixes: [], expression: this.tooDeep(expression) };
    return { prefixes, expression };
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
    this.enter();
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
    this.leave();
    return items;
  });

  private list = this.RULE("list", (): ExpressionSyntax => {
    const items: ExpressionSyntax[] = [];
    const open = this.CONSUME(t.LeftBracket);
    this.enter();
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
    this.leave();
    return { node: "list", items, span: { start: open.startOffset, end: this.reached() } };
  });

  private group = this.RULE("group", (): ExpressionSyntax => {
    const open = this.CONSUME(t.LeftParenthesis);
    this.enter();
    const inner = this.SUBRULE(this.expression);
    if (this.atEnd()) this.unclosed(open, ")");
    else this.CONSUME(t.RightParenthesis);
    this.leave();
    return { node: "group", inner, span: { start: open.startOffset, end: this.reached() } };
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

  private continuesList(close: TokenType): boolean {
    const after = this.LA(2).tokenType;
    return after !== close && after !== EOF;
  }

  private literal(token: IToken): ExpressionSyntax {
    return this.RECORDING_PHASE ? (undefined as never) : readLiteral(token, this.literalProblems);
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
}
