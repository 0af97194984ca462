import { codes } from "@mlopsc/diagnostics";
import type { NumberSyntax, TextSyntax } from "@mlopsc/grammar";
import type { LiteralValue, ScalarKind } from "@mlopsc/vocabulary";
import { interpolate } from "../values/interpolate.ts";
import { numberValue } from "../values/number-value.ts";
import { type ExpressionScope, sourceOf, type TypedExpression } from "./typed-expression.ts";

/** A value that is the same in every row; its type knows it. */
export function literal(kind: ScalarKind, value: LiteralValue): TypedExpression {
  const known =
    typeof value === "number"
      ? { range: { low: value, high: value } }
      : typeof value === "string"
        ? { levels: [value] }
        : {};
  return {
    expression: { kind: "literal", type: kind, value },
    type: { kind, nullable: value === null, ...known },
    constant: value,
    ...(typeof value === "boolean" ? { outcome: value } : {}),
  };
}

/** `none`: missing, of any kind. */
export const none: TypedExpression = literal("text", null);

export function numberLiteral(syntax: NumberSyntax, scope: ExpressionScope): TypedExpression | null {
  const { kind, value } = numberValue(syntax);
  if (kind === "bytes" || kind === "rate") {
    scope.reporter.report(scope.declaration, syntax.span, codes.wrongUnit, { source: sourceOf(scope, syntax) });
    return null;
  }
  return literal(kind === "percent" ? "number" : kind, value);
}

export function textLiteral(syntax: TextSyntax, scope: ExpressionScope): TypedExpression | null {
  const text = interpolate(syntax, scope.program.parameters, scope.declaration, scope.reporter);
  return text === null ? null : literal("text", text);
}
