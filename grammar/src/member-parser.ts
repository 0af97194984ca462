import { codes } from "@mlopsc/diagnostics";
import { EOF, type IRecognitionException, type ISerializedGast, type IToken } from "chevrotain";
import { ClauseParser } from "./clause-parser.ts";
import { endOf } from "./lexer.ts";
import { problem } from "./problem.ts";
import type {
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
import { shown, spanOf, startsOperand, wordOf } from "./token-words.ts";
import * as t from "./tokens.ts";
import { flagClauses, isVerbPhrase, verbEntry } from "./words.ts";

/** A member without what the layout adds. */
export type Bare<M> = Omit<M, "span" | "trivia">;
export interface ParameterSyntax {
  readonly name: Word;
  readonly type: Word | null;
  readonly value: ValueSyntax | null;
}

/** The rules for whole lines. */
class MemberParser extends ClauseParser {
  constructor(validate = false) {
    super(validate);
    this.performSelfAnalysis();
  }

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
    if (!this.RECORDING_PHASE && this.LA(1).tokenType !== t.Colon) this.untyped(name);
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

  private untyped(name: IToken): void {
    const at = { start: endOf(name), end: endOf(name) };
    const found = this.LA(1).tokenType === EOF ? "the end of the line" : shown(this.LA(1).image);
    const fix = { title: "Add a type", span: at, newText: " : text" };
    this.soft(problem(codes.unexpectedText, { found, expected: "`:` and a type" }, spanOf(name), fix));
  }
}

const parser = new MemberParser();

/** Throws where rules are ambiguous, unreachable or left-recursive. */
export const validateRules = (): void => void new MemberParser(true);

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
export const serialisedRules = (): readonly SerialisedRule[] =>
  parser.getSerializedGastProductions() as SerialisedRule[];

export type SerialisedRule = ISerializedGast & { readonly name: string };

function describeFailure(failure: IRecognitionException, tokens: readonly IToken[]): SyntaxProblem {
  const token = failure.token;
  const last = tokens.at(-1);
  if (token.tokenType !== EOF || !last) {
    const word = /^`([a-z]+)`$/.exec(failure.message)?.[1];
    const span = spanOf(token);
    const fix =
      word && token.tokenType === t.Name ? { title: `Replace with \`${word}\``, span, newText: word } : undefined;
    return problem(codes.unexpectedText, { found: shown(token.image), expected: failure.message }, span, fix);
  }
  const end = endOf(last);
  return problem(
    codes.unexpectedText,
    { found: "the end of the line", expected: failure.message },
    { start: Math.max(last.startOffset, end - 1), end },
  );
}
