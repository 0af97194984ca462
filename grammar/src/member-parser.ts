import { codes } from "@mlopsc/diagnostics";
import {
  EmbeddedActionsParser,
  EOF,
  type IParserErrorMessageProvider,
  type IRecognitionException,
  type ISerializedGast,
  type IToken,
  type TokenType,
} from "chevrotain";
import { endOf } from "./lexer.ts";
import { readInstant } from "./literals/civil-instant.ts";
import { readNumber } from "./literals/read-number.ts";
import { type Quoting, readText } from "./literals/read-text.ts";
import { group, type Operand } from "./precedence.ts";
import { problem } from "./problem.ts";
import type {
  ArgumentSyntax,
  AssignmentSyntax,
  AttributeSyntax,
  CheckSyntax,
  ClauseSyntax,
  ConditionSyntax,
  DimensionSyntax,
  ExpressionSyntax,
  FieldSyntax,
  StepSyntax,
  SyntaxProblem,
  ValueSyntax,
  Word,
} from "./syntax-tree.ts";
import { shown, spanOf, startsOperand, textOfName, wordOf } from "./token-words.ts";
import * as t from "./tokens.ts";
import { clauseWords, flagClauses, isVerbPhrase, verbEntry } from "./words.ts";

/** A member without what the layout adds. */
export type Bare<M> = Omit<M, "span" | "trivia">;
export interface ParameterSyntax {
  readonly name: Word;
  readonly type: Word | null;
  readonly value: ValueSyntax | null;
}

/** Deeper trees than this are not built: what walks them later may recurse without fear. */
export const deepest = 64;
const longestChain = 400;

/** The message of a parser error is only what was expected; {@link describeError} makes the sentence. */
const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => expected.LABEL ?? expected.name,
  buildNotAllInputParsedMessage: () => "the end of the line",
  buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
  buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
};

/** Reads one member out of the tokens of its line. One instance serves all: Chevrotain analyses the rules once. */
class MemberParser extends EmbeddedActionsParser {
  /** What literals are wrong in themselves. */
  literalProblems: SyntaxProblem[] = [];
  /** The first thing that is missing; the tree stands all the same. */
  softProblem: SyntaxProblem | null = null;
  private end = 0;

  constructor() {
    super(t.tokenTypes, {
      maxLookahead: 2,
      recoveryEnabled: false,
      errorMessageProvider: expectations,
      skipValidations: false,
    });
    this.performSelfAnalysis();
  }

  start(tokens: IToken[]): void {
    this.literalProblems = [];
    this.softProblem = null;
    const last = tokens.at(-1);
    this.end = last ? endOf(last) : 0;
    this.input = tokens;
  }

  private soft(found: SyntaxProblem): void {
    this.softProblem ??= found;
  }
  private atEnd(): boolean {
    return !this.RECORDING_PHASE && this.LA(1).tokenType === EOF;
  }
  /** The end of what has been read so far. */
  private reached(): number {
    const before = this.LA(0) as IToken | undefined;
    return before?.image === undefined || Number.isNaN(before.startOffset) ? this.end : endOf(before);
  }
  private isWord(text: string): boolean {
    return this.LA(1).image === text;
  }

  // ——— members ———

  public attribute = this.RULE("attribute", (): Bare<AttributeSyntax> => {
    const name = this.CONSUME(t.Name);
    this.CONSUME(t.Assign);
    const value = this.SUBRULE(this.value);
    return { node: "attribute", name: wordOf(name), value };
  });

  public parameter = this.RULE("parameter", (): ParameterSyntax => {
    let type: Word | null = null;
    let value: ValueSyntax | null = null;
    this.CONSUME(t.Name);
    const name = this.CONSUME2(t.Name);
    this.OPTION(() => {
      this.CONSUME(t.Colon);
      type = wordOf(this.CONSUME3(t.Name));
    });
    this.OPTION2(() => {
      this.CONSUME(t.Assign);
      value = this.SUBRULE(this.value);
    });
    return { name: wordOf(name), type, value };
  });

  public step = this.RULE("step", (): Bare<StepSyntax> => {
    const assignments: AssignmentSyntax[] = [];
    const operands: ExpressionSyntax[] = [];
    const clauses: ClauseSyntax[] = [];
    const verb = this.SUBRULE(this.verb);
    this.OPTION({
      GATE: () => this.startsOperand(verb.text),
      DEF: () => {
        this.SUBRULE(this.entry, { ARGS: [operands, assignments] });
        this.MANY(() => {
          this.CONSUME(t.Comma);
          this.SUBRULE2(this.entry, { ARGS: [operands, assignments] });
        });
      },
    });
    this.MANY2(() => clauses.push(this.SUBRULE(this.clause)));
    this.OPTION2(() => {
      this.CONSUME(t.Colon);
      assignments.push(this.SUBRULE(this.assignment));
      this.MANY3(() => {
        this.CONSUME2(t.Comma);
        assignments.push(this.SUBRULE2(this.assignment));
      });
      this.MANY4(() => clauses.push(this.SUBRULE2(this.clause)));
    });
    return { node: "step", verb, operands, assignments, clauses };
  });

  public field = this.RULE("field", (): Bare<FieldSyntax> => {
    let type: Word | null = null;
    let nullable = false;
    const clauses: ClauseSyntax[] = [];
    const name = this.CONSUME(t.Name);
    if (this.atEnd()) this.missing();
    this.OPTION(() => {
      type = wordOf(this.CONSUME2(t.Name));
    });
    this.OPTION2(() => {
      this.CONSUME(t.Question);
      nullable = true;
    });
    this.MANY(() => clauses.push(this.SUBRULE(this.fieldClause)));
    return { node: "field", name: wordOf(name), type, nullable, clauses };
  });

  public condition = this.RULE("condition", (): Bare<ConditionSyntax> => {
    const clauses: ClauseSyntax[] = [];
    const condition = this.SUBRULE(this.expression);
    this.MANY(() => clauses.push(this.SUBRULE(this.clause)));
    return { node: "condition", condition, clauses };
  });

  public check = this.RULE("check", (): Bare<CheckSyntax> => {
    let condition: ExpressionSyntax | null = null;
    const call = this.SUBRULE(this.expression);
    this.OPTION(() => {
      this.CONSUME(t.Colon);
      condition = this.SUBRULE2(this.expression);
    });
    return { node: "check", call, condition };
  });

  public dimension = this.RULE("dimension", (): Bare<DimensionSyntax> => {
    let condition: ExpressionSyntax | null = null;
    const name = this.CONSUME(t.Name);
    this.CONSUME(t.In);
    const values = this.SUBRULE(this.expression);
    this.OPTION({
      GATE: () => this.isWord("if"),
      DEF: () => {
        this.CONSUME2(t.Name);
        condition = this.SUBRULE2(this.expression);
      },
    });
    return { node: "dimension", name: wordOf(name), values, condition };
  });

  // ——— parts ———

  private verb = this.RULE("verb", (): Word => {
    const first = this.CONSUME(t.Name);
    let verb = wordOf(first);
    this.OPTION({
      GATE: () => this.continuesVerb(first),
      DEF: () => {
        const second = this.CONSUME2(t.Name);
        verb = { text: `${first.image} ${second.image}`, span: { start: first.startOffset, end: endOf(second) } };
      },
    });
    return verb;
  });

  /** An operand or an assignment of a step. */
  private entry = this.RULE("entry", (operands: ExpressionSyntax[], assignments: AssignmentSyntax[]) => {
    this.OR([
      { ALT: () => this.ACTION2(assignments, this.SUBRULE(this.assignment)) },
      { ALT: () => this.ACTION2(operands, this.SUBRULE(this.expression)) },
    ]);
  });
  private ACTION2<T>(list: T[], item: T): void {
    if (!this.RECORDING_PHASE) list.push(item);
  }

  private assignment = this.RULE("assignment", (): AssignmentSyntax => {
    const name = this.CONSUME(t.Name);
    this.CONSUME(t.Assign);
    const value = this.SUBRULE(this.expression);
    return { name: wordOf(name), value };
  });

  private value = this.RULE("value", (): ValueSyntax => {
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

  private clause = this.RULE("clause", (): ClauseSyntax => {
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

  private fieldClause = this.RULE("fieldClause", (): ClauseSyntax => {
    let word: IToken | undefined;
    const values: ExpressionSyntax[] = [];
    this.OR([
      {
        ALT: () => {
          word = this.CONSUME(t.In);
          values.push(this.SUBRULE(this.expression));
        },
      },
      {
        ALT: () => {
          word = this.CONSUME(t.Name);
          this.OPTION({
            GATE: () => !flagClauses.has(word?.image ?? ""),
            DEF: () => values.push(this.SUBRULE2(this.expression)),
          });
        },
      },
    ]);
    return this.RECORDING_PHASE ? (undefined as never) : this.clauseOf(word as IToken, null, values, []);
  });

  public expression = this.RULE("expression", (): ExpressionSyntax => {
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
    if (operators.length > longestChain) return this.tooDeep(only.expression);
    return group(operands, operators, (left, operator, right) => this.chained(left, operator, right));
  });

  private operand = this.RULE("operand", (): Operand => {
    const prefixes: IToken[] = [];
    let expression: ExpressionSyntax | undefined;
    this.MANY(() => {
      this.OR([{ ALT: () => prefixes.push(this.CONSUME(t.Not)) }, { ALT: () => prefixes.push(this.CONSUME(t.Minus)) }]);
    });
    if (this.isAbsent()) return { prefixes, expression: this.missing() };
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
    return items;
  });

  private list = this.RULE("list", (): ExpressionSyntax => {
    const items: ExpressionSyntax[] = [];
    const open = this.CONSUME(t.LeftBracket);
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
    return { node: "list", items, span: { start: open.startOffset, end: this.reached() } };
  });

  private group = this.RULE("group", (): ExpressionSyntax => {
    const open = this.CONSUME(t.LeftParenthesis);
    const inner = this.SUBRULE(this.expression);
    if (this.atEnd()) this.unclosed(open, ")");
    else this.CONSUME(t.RightParenthesis);
    return { node: "group", inner, span: { start: open.startOffset, end: this.reached() } };
  });

  // ——— decisions that need the vocabulary, and what is missing ———

  private continuesVerb(first: IToken): boolean {
    const [second, after] = [this.LA(1), this.LA(2)];
    const phrase = `${first.image} ${second.image}`;
    if (!isVerbPhrase(phrase)) return false;
    // `select features, age` and `drop outliers, age` name columns.
    return after.tokenType !== t.Comma;
  }

  private startsOperand(verb: string): boolean {
    const entry = verbEntry(verb);
    const next = this.LA(1);
    if (!entry || next.tokenType !== t.Name || !Object.hasOwn(entry.clauses, next.image))
      return entry?.operands !== "none" || next.tokenType !== t.Name;
    return entry.operands !== "none" && !startsOperand(this.LA(2));
  }

  private continuesList(close: TokenType): boolean {
    const after = this.LA(2).tokenType;
    return after !== close && after !== EOF;
  }

  private isAbsent(): boolean {
    if (this.RECORDING_PHASE) return false;
    const next = this.LA(1).tokenType;
    return next === EOF || next === t.RightParenthesis || next === t.RightBracket || next === t.Comma;
  }

  private missing(): ExpressionSyntax {
    const end = this.reached();
    const before = this.LA(0) as IToken | undefined;
    const span = { start: end, end };
    const after = before?.image === undefined ? "here" : `\`${before.image}\``;
    this.soft(problem(codes.missingValue, { after }, { start: Math.max(0, end - 1), end }));
    return { node: "absent", span };
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

  private chained(left: ExpressionSyntax, operator: IToken, right: ExpressionSyntax): void {
    const span = { start: left.span.start, end: right.span.end };
    this.soft(problem(codes.chainedComparison, { suggestion: `a < b and b ${operator.image} c` }, span));
  }

  private clauseOf(
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
    return readNumber(token.image, token.startOffset, (found) => this.literalProblems.push(found));
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

const parser = new MemberParser();

export type MemberRule = "attribute" | "step" | "field" | "condition" | "check" | "dimension" | "parameter";

export interface Read<T> {
  /** Null where the tokens cannot be read by the rule. */
  readonly node: T | null;
  /** At most one about the syntax, and what literals are wrong in themselves. */
  readonly problems: readonly SyntaxProblem[];
}

/** Reads the tokens of one line by a rule. One parser serves all: Chevrotain analyses the rules once. */
export function readMember<T>(rule: MemberRule, tokens: IToken[]): Read<T> {
  parser.start(tokens);
  const node = (parser[rule] as unknown as () => T)();
  const failure = parser.errors[0];
  if (failure) {
    const problems = parser.literalProblems.length > 0 ? parser.literalProblems : [describeFailure(failure, tokens)];
    return { node: null, problems };
  }
  const soft = parser.softProblem;
  return { node, problems: soft ? [...parser.literalProblems, soft] : parser.literalProblems };
}

/** The rules as data, for what is drawn from them. */
export const serialisedRules = (): ISerializedGast[] => parser.getSerializedGastProductions();

function describeFailure(failure: IRecognitionException, tokens: readonly IToken[]): SyntaxProblem {
  const token = failure.token;
  const last = tokens.at(-1);
  if (token.tokenType !== EOF || !last) {
    return problem(codes.unexpectedText, { found: shown(token.image), expected: failure.message }, spanOf(token));
  }
  const end = endOf(last);
  return problem(
    codes.unexpectedText,
    { found: "the end of the line", expected: failure.message },
    { start: Math.max(last.startOffset, end - 1), end },
  );
}
