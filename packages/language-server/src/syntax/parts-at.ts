import type { Span } from "@mlopsc/diagnostics";
import type { ClauseSyntax, ExpressionSyntax, ValueSyntax } from "@mlopsc/grammar";

/** Whether an offset stands in a part of a text, or touches it. */
export const touches = ({ start, end }: Span, at: number): boolean => start <= at && at <= end;

/** The first of the parts that an offset touches. */
export const partAt = <Part extends { readonly span: Span }>(parts: readonly Part[], at: number): Part | undefined =>
  parts.find(({ span }) => touches(span, at));

/** The expressions that an offset stands in, the outermost first; empty where it stands beside all. */
export function expressionsAt(expression: ExpressionSyntax, at: number): readonly ExpressionSyntax[] {
  if (!touches(expression.span, at)) return [];
  const inner = childrenOf(expression)
    .map((child) => expressionsAt(child, at))
    .find((path) => path.length > 0);
  return [expression, ...(inner ?? [])];
}

/** The clause that an offset stands in: its word, or what follows it. */
export const clauseAt = (clauses: readonly ClauseSyntax[], at: number): ClauseSyntax | undefined => partAt(clauses, at);

function childrenOf(expression: ExpressionSyntax): readonly ExpressionSyntax[] {
  switch (expression.node) {
    case "member":
      return [expression.object];
    case "call":
      return expression.arguments.flatMap(({ value }) => expressionsOf(value));
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "range":
      return [expression.low, expression.high];
    case "list":
      return expression.items;
    case "group":
      return [expression.inner];
    default:
      return [];
  }
}

const expressionsOf = ({ expression, clauses }: ValueSyntax): readonly ExpressionSyntax[] => [
  expression,
  ...clauses.flatMap(({ values }) => values),
];
