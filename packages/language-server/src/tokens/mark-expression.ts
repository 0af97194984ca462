import type { Span } from "@mlopsc/diagnostics";
import type { ExpressionSyntax, ValueSyntax } from "@mlopsc/grammar";
import { alertFigures } from "@mlopsc/vocabulary";
import { type Mark, type Meaning, mentionOf } from "./meaning.ts";
import { columnScope, columnWords, type NameScope } from "./name-scope.ts";

export type Marks = Mark[];

export const mark = (marks: Marks, span: Span, meaning: Meaning, declares = false): void =>
  void marks.push({ span, meaning, declares });

/** The names of an expression. */
export function markExpression(expression: ExpressionSyntax, scope: NameScope, marks: Marks): void {
  switch (expression.node) {
    case "name":
      mark(marks, expression.span, scope.name(expression.name));
      return;
    case "text":
      for (const part of expression.parts) {
        if (typeof part !== "string") mark(marks, part.span, mentionOf(part.text));
      }
      return;
    case "member":
      markMember(expression, scope, marks);
      return;
    case "call": {
      const { callee, argumentName, argument } = scope.call(expression.callee.text);
      mark(marks, expression.callee.span, callee);
      for (const [position, { name, value }] of expression.arguments.entries()) {
        if (name !== null) mark(marks, name.span, argumentName);
        markValue(value, argument(name?.text ?? null, position), marks);
      }
      return;
    }
    case "unary":
      markExpression(expression.operand, scope, marks);
      return;
    case "binary":
      markExpression(expression.left, scope, marks);
      markExpression(expression.right, scope, marks);
      return;
    case "range":
      markExpression(expression.low, scope, marks);
      markExpression(expression.high, scope, marks);
      return;
    case "list":
      for (const item of expression.items) markExpression(item, scope, marks);
      return;
    case "group":
      markExpression(expression.inner, scope, marks);
      return;
    default:
      return;
  }
}

/** `drift.auc` is a figure as a whole; of `baseline.auc` and `live.auc` the first word says whose. */
function markMember(
  { object, member }: Extract<ExpressionSyntax, { node: "member" }>,
  scope: NameScope,
  marks: Marks,
): void {
  const isFigure = object.node === "name" && Object.hasOwn(alertFigures, `${object.name}.${member.text}`);
  if (object.node === "name") mark(marks, object.span, isFigure ? "metric" : "word");
  else markExpression(object, scope, marks);
  const meaning = scope.name(member.text);
  mark(marks, member.span, typeof meaning === "string" ? meaning : "metric");
}

/** An expression and the clauses behind it; what follows `where` is about rows. @param clause of a clause's values, where it has an entry */
export function markValue(
  { expression, clauses }: ValueSyntax,
  scope: NameScope,
  marks: Marks,
  clause: (word: string) => NameScope | null = () => null,
): void {
  markExpression(expression, scope, marks);
  for (const { word, values } of clauses) {
    mark(marks, word.span, "clause");
    for (const value of values) markExpression(value, clause(word.text) ?? columnScope(null, columnWords), marks);
  }
}
