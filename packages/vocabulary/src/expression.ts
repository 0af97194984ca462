import type { ScalarKind } from "./column-type.ts";
import type { FunctionName } from "./functions.ts";

/**
 * An expression over the columns of one row, as plain data. It has one meaning, whoever runs it: the engine renders it
 * as SQL, `learn` evaluates it over columns, and a property test holds the two together.
 *
 * Meaning: a missing argument gives a missing result, except where the function's entry says otherwise
 * (`and`, `or` follow Kleene's logic; `coalesce`, `missing`, `if` look at what is there).
 * Arithmetic is on IEEE doubles, and a result that is not finite is missing.
 */
export type Expression =
  | { readonly kind: "literal"; readonly type: ScalarKind; readonly value: LiteralValue }
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "call"; readonly function: FunctionName; readonly arguments: readonly Expression[] };

/** In the representation of {@link ColumnType}: dates in days, timestamps and durations in milliseconds; null is missing. */
export type LiteralValue = number | string | boolean | null;

/** The names of the columns that an expression reads, without repetition, in order of first use. */
export function columnsOf(expression: Expression): readonly string[] {
  const names = new Set<string>();
  const visit = (node: Expression): void => {
    if (node.kind === "column") names.add(node.name);
    if (node.kind === "call") node.arguments.forEach(visit);
  };
  visit(expression);
  return [...names];
}
