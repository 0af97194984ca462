import type { Diagnostic, Span } from "@mlopsc/diagnostics";

/**
 * A file as written, broken or not. A block knows nothing of where it stands: every span inside it counts from the
 * block's first character (its documentation comment included), so that an unchanged block is the same value wherever
 * an edit above has moved it, and everything computed from it can be kept.
 */
export interface FileSyntax {
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly PlacedBlock[];
  /** What stands between blocks and is neither a block nor a comment; places are absolute. Blocks' own are in the blocks. */
  readonly problems: readonly SyntaxProblem[];
}

export interface PlacedBlock {
  /** Offset in the file of the block's first character. */
  readonly offset: number;
  readonly block: BlockSyntax;
}

/** A diagnostic that does not know its file yet. */
export interface SyntaxProblem {
  readonly span: Span;
  readonly diagnostic: Omit<Diagnostic, "place" | "fixes">;
  readonly fixes: readonly {
    readonly title: string;
    readonly edits: readonly { readonly span: Span; readonly newText: string }[];
  }[];
}

export interface BlockSyntax {
  readonly text: string;
  /** The block's word as written; it need not be a known one. */
  readonly kind: Word;
  readonly name: Word | null;
  /** `param data : text = "data"` only. */
  readonly parameter: { readonly type: Word | null; readonly value: ValueSyntax | null } | null;
  /** The text of the `##` lines before it. */
  readonly documentation: string | null;
  readonly members: readonly Member[];
  readonly trivia: Trivia;
  readonly problems: readonly SyntaxProblem[];
}

/** A name or keyword. `text` is without backticks. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

export type Member =
  | AttributeSyntax
  | SectionSyntax
  | StepSyntax
  | FieldSyntax
  | ConditionSyntax
  | CheckSyntax
  | DimensionSyntax
  | BrokenSyntax;

interface MemberBase {
  readonly span: Span;
  readonly trivia: Trivia;
}

/** What formatting must keep: whole comment lines before, one at the end of the line, an empty line before. */
export interface Trivia {
  /** With their `#`; an empty string stands for an empty line between comments. */
  readonly leading: readonly string[];
  readonly trailing: string | null;
  readonly blankBefore: boolean;
  /** The comment after the opening brace, on its line (blocks and sections). */
  readonly opening?: string;
  /** Comment lines after the last member, before the closing brace (blocks and sections). */
  readonly dangling?: readonly string[];
}

/** `name = value` */
export interface AttributeSyntax extends MemberBase {
  readonly node: "attribute";
  readonly name: Word;
  readonly value: ValueSyntax;
}

/** `schema { … }` inside a block. */
export interface SectionSyntax extends MemberBase {
  readonly node: "section";
  readonly name: Word;
  readonly members: readonly Member[];
}

/** One step of a transform: `join spend on customer_id`, `aggregate by id: n = count()`. */
export interface StepSyntax extends MemberBase {
  readonly node: "step";
  /** The whole verb: `join`, `inner join`, `clean names`, `split test`, `drop outliers`. */
  readonly verb: Word;
  readonly operands: readonly ExpressionSyntax[];
  readonly assignments: readonly AssignmentSyntax[];
  readonly clauses: readonly ClauseSyntax[];
}

export interface AssignmentSyntax {
  readonly name: Word;
  readonly value: ExpressionSyntax;
}

/**
 * `on a, b`, `with median`, `except c`, `else warn`, `for 2h`, `pii`. Of `by time at` the word is `by time` and the value
 * `at`. Which words a verb or attribute knows is the vocabulary's: any word that follows an expression is read as one.
 */
export interface ClauseSyntax {
  readonly word: Word;
  readonly values: readonly ExpressionSyntax[];
  /** `gives id = id, total = number` only. */
  readonly assignments?: readonly AssignmentSyntax[];
  readonly span: Span;
}

/** `age int? in 18..120 pii`: one column of a schema. */
export interface FieldSyntax extends MemberBase {
  readonly node: "field";
  readonly name: Word;
  readonly type: Word | null;
  readonly nullable: boolean;
  /** `pii`, `in RANGE`, `format "…"`. */
  readonly clauses: readonly ClauseSyntax[];
}

/** A line of `expect` or `gate`: a condition and clauses (`else drop`). */
export interface ConditionSyntax extends MemberBase {
  readonly node: "condition";
  readonly condition: ExpressionSyntax;
  readonly clauses: readonly ClauseSyntax[];
}

/** A line of `checks`: `load(rate: 200/s, for: 30s): p95 < 20ms and errors < 0.1%`. */
export interface CheckSyntax extends MemberBase {
  readonly node: "check";
  readonly call: ExpressionSyntax;
  readonly condition: ExpressionSyntax | null;
}

/** A line of `space`: `learning_rate in log(0.01..0.3) if algorithm == gradient_boosting`. */
export interface DimensionSyntax extends MemberBase {
  readonly node: "dimension";
  readonly name: Word;
  readonly values: ExpressionSyntax;
  readonly condition: ExpressionSyntax | null;
}

/** A line that could not be read; its problem is reported, its text kept. */
export interface BrokenSyntax extends MemberBase {
  readonly node: "broken";
  readonly text: string;
  /** The attribute name or verb, where the line got that far: completion wants to know. */
  readonly head: Word | null;
}

/** An expression and the clauses after it: `all except id`, `load where at in …`, `drift.auc > 0.75 for 2h`, `20% by day`. */
export interface ValueSyntax {
  readonly expression: ExpressionSyntax;
  readonly clauses: readonly ClauseSyntax[];
  readonly span: Span;
}

export type ExpressionSyntax =
  | NumberSyntax
  | TextSyntax
  | BooleanSyntax
  | NoneSyntax
  | InstantSyntax
  | NameSyntax
  | MemberAccessSyntax
  | CallSyntax
  | UnarySyntax
  | BinarySyntax
  | RangeSyntax
  | ListSyntax
  | GroupSyntax
  | AbsentSyntax;

interface ExpressionBase {
  readonly span: Span;
}

/** `42`, `80%`, `150ms`, `512MB`, `50/s`. `value` is the number as written: 80 for `80%`. */
export interface NumberSyntax extends ExpressionBase {
  readonly node: "number";
  readonly value: number;
  /** `%`, `ms` … `d`, `KB` … `TiB`, `/s` `/m` `/h` `/d`; empty for a bare number. */
  readonly unit: string;
  /** As written, for formatting: `1_000`. */
  readonly text: string;
}

/** Text with its `{parameter}` parts: `"{data}/customers.csv"`. */
export interface TextSyntax extends ExpressionBase {
  readonly node: "text";
  readonly parts: readonly (string | Word)[];
  /** As written, quotes and escapes included. */
  readonly text: string;
}

export interface BooleanSyntax extends ExpressionBase {
  readonly node: "boolean";
  readonly value: boolean;
}

export interface NoneSyntax extends ExpressionBase {
  readonly node: "none";
}

/** `2020-04-01` or `2020-04-01T12:30:00Z`. `value` is days, or milliseconds, since 1970-01-01 UTC. */
export interface InstantSyntax extends ExpressionBase {
  readonly node: "date" | "timestamp";
  readonly value: number;
  readonly text: string;
}

export interface NameSyntax extends ExpressionBase {
  readonly node: "name";
  readonly name: string;
}

/** `baseline.auc`, `latency.p95`. */
export interface MemberAccessSyntax extends ExpressionBase {
  readonly node: "member";
  readonly object: ExpressionSyntax;
  readonly member: Word;
}

export interface CallSyntax extends ExpressionBase {
  readonly node: "call";
  readonly callee: Word;
  readonly arguments: readonly ArgumentSyntax[];
}

/** Positional where `name` is null. Its value may carry clauses: `test: 20% by day`. */
export interface ArgumentSyntax {
  readonly name: Word | null;
  readonly value: ValueSyntax;
}

export interface UnarySyntax extends ExpressionBase {
  readonly node: "unary";
  readonly operator: "-" | "not";
  readonly operand: ExpressionSyntax;
}

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "^"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "and"
  | "or"
  | "in";

export interface BinarySyntax extends ExpressionBase {
  readonly node: "binary";
  readonly operator: BinaryOperator;
  readonly left: ExpressionSyntax;
  readonly right: ExpressionSyntax;
}

/** `18..120`, `2019-04-01..2019-04-30`; both ends included. */
export interface RangeSyntax extends ExpressionBase {
  readonly node: "range";
  readonly low: ExpressionSyntax;
  readonly high: ExpressionSyntax;
}

export interface ListSyntax extends ExpressionBase {
  readonly node: "list";
  readonly items: readonly ExpressionSyntax[];
}

/** Parentheses, kept so that formatting gives back what was written. */
export interface GroupSyntax extends ExpressionBase {
  readonly node: "group";
  readonly inner: ExpressionSyntax;
}

/** Nothing stands where an expression should; the problem is reported once, by the parser. */
export interface AbsentSyntax extends ExpressionBase {
  readonly node: "absent";
}
