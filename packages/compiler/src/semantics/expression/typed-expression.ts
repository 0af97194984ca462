import type { Span } from "@mlopsc/diagnostics";
import type { ExpressionSyntax } from "@mlopsc/grammar";
import type { ColumnType, Expression, LiteralValue, ScalarKind } from "@mlopsc/vocabulary";
import type { Declaration, Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import type { TableSchema } from "../table-schema.ts";

/** What `analyseExpression(syntax, scope): TypedExpression | null` needs to know. */
export interface ExpressionScope {
  readonly program: Program;
  /** The block in which the expression stands: its spans count from there. */
  readonly declaration: Declaration;
  readonly reporter: Reporter;
  readonly schema: TableSchema;
  /** Names that are not columns, with their types: `rows` of an expectation, `p95` of a check. */
  readonly names?: ReadonlyMap<string, ColumnType>;
  /** Words that mean something at this place alone, and may be what a misspelt name or function stands for. */
  readonly words?: { readonly names: readonly string[]; readonly functions: readonly string[] };
}

/** An expression over columns, lowered and typed. */
export interface TypedExpression {
  readonly expression: Expression;
  readonly type: ColumnType;
  /** The value, where it is written as such (or is a param's). */
  readonly constant?: LiteralValue;
  /** Of a condition that types and ranges decide: what it is in every row where it is not missing. */
  readonly outcome?: boolean;
}

/** An expression beside the syntax that it was made from. */
export interface Operand extends TypedExpression {
  readonly syntax: ExpressionSyntax;
}

/** Where the typed parts of an expression are looked at, and found wrong. */
export type OperandScope = Pick<ExpressionScope, "declaration" | "reporter">;

/** Whether it is the literal `none`. */
export const isNone = ({ expression }: TypedExpression): boolean =>
  expression.kind === "literal" && expression.value === null;

/** The text from which it was made. */
export const sourceOf = ({ declaration }: OperandScope, { span }: { readonly span: Span }): string =>
  declaration.block.text.slice(span.start, span.end);

const kindNames: Readonly<Record<ScalarKind, string>> = {
  bool: "a bool",
  int: "an int",
  number: "a number",
  text: "text",
  category: "a category",
  id: "an id",
  date: "a date",
  timestamp: "a timestamp",
  duration: "a duration",
};

/** For messages: "an int", "text". */
export const kindName = (kind: ScalarKind): string => kindNames[kind];

/** For messages and hovers, as a schema writes it: `int?`, `category`. */
export const typeName = (type: ColumnType): string => `${type.kind}${type.nullable ? "?" : ""}`;
