import type { Expression, FunctionName, LiteralValue, ScalarKind } from "@mlopsc/vocabulary";
import { arithmeticSql } from "./arithmetic-sql.ts";
import { calendarSql } from "./calendar-sql.ts";
import { comparisonSql } from "./comparison-sql.ts";
import { conversionSql } from "./conversion-sql.ts";
import { doubleSql, type Fragment, isTextKind, numberSql, textSql } from "./fragment.ts";
import { logicSql } from "./logic-sql.ts";
import { mathematicsSql } from "./mathematics-sql.ts";
import { quoteIdentifier, quoteLiteral } from "./quote.ts";
import type { Rendering, SqlContext } from "./rendering.ts";
import { storedSql } from "./storage.ts";
import { textFunctionsSql } from "./text-functions-sql.ts";

/**
 * The expression as SQL, in the stored representation of its kind (or of the kind asked for). Its meaning is that of
 * the vocabulary, the same as `evaluate` of `learn`: a missing argument gives NULL, and so does a result that is not
 * finite; nothing raises an error. exp, log, power, sin and cos are the C library's, so the last bits may differ.
 */
export function sqlOf(expression: Expression, context: SqlContext, kind?: ScalarKind): string {
  const fragment = fragmentOf(expression, context);
  return storedSql(fragment, kind ?? fragment.kind);
}

/**
 * The expression as it is computed with: numbers, dates, times and flags as DOUBLE in the representation of
 * ColumnType, text as VARCHAR.
 */
export function valueSqlOf(expression: Expression, context: SqlContext): string {
  const fragment = fragmentOf(expression, context);
  return isTextKind(fragment.kind) ? textSql(fragment) : numberSql(fragment);
}

/** The expression with its kind, before it is put into its stored form. */
export function fragmentOf(expression: Expression, context: SqlContext): Fragment {
  switch (expression.kind) {
    case "literal":
      return literalFragment(expression.type, expression.value);
    case "column":
      return columnFragment(expression.name, context);
    case "call": {
      const fragments = expression.arguments.map((argument) => fragmentOf(argument, context));
      return renderings[expression.function](fragments, context);
    }
  }
}

const renderings: Readonly<Record<FunctionName, Rendering>> = {
  ...arithmeticSql,
  ...comparisonSql,
  ...logicSql,
  ...mathematicsSql,
  ...textFunctionsSql,
  ...conversionSql,
  ...calendarSql,
};

function literalFragment(kind: ScalarKind, value: LiteralValue): Fragment {
  if (value === null || (typeof value === "number" && !Number.isFinite(value))) {
    return { sql: "NULL", kind, none: true };
  }
  if (isTextKind(kind)) return { sql: quoteLiteral(String(value)), kind, literal: String(value) };
  if (kind === "bool") return { sql: value ? "true" : "false", kind, literal: Boolean(value) };
  return { sql: doubleSql(Number(value)), kind, literal: Number(value) };
}

/** A column with its kind. */
export function columnFragment(name: string, { kindOf, qualifier = "" }: SqlContext): Fragment {
  const kind = kindOf(name);
  const stored = `${qualifier}${quoteIdentifier(name)}`;
  const column = stored;
  switch (kind) {
    case "int":
      return { sql: `${stored}::DOUBLE`, kind, column };
    case "date":
      return { sql: `(${stored} - DATE '1970-01-01')::DOUBLE`, kind, column };
    case "timestamp":
      return { sql: `(epoch_us(${stored})::DOUBLE / 1000e0)`, kind, column };
    default:
      return { sql: stored, kind, column };
  }
}
