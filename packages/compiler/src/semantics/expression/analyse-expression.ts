import { codes } from "@mlopsc/diagnostics";
import type { BinarySyntax, CallSyntax, ExpressionSyntax } from "@mlopsc/grammar";
import { functionEntry } from "@mlopsc/vocabulary";
import { arithmetic, negation } from "./arithmetic.ts";
import { arrangeArguments } from "./arrange-arguments.ts";
import { findFunction, functionCall } from "./call.ts";
import { nameReference } from "./column-reference.ts";
import { comparison } from "./comparison.ts";
import { literal, none, numberLiteral, textLiteral } from "./literals.ts";
import { conjunction, opposite } from "./logic.ts";
import { isBetween, isOneOf } from "./membership.ts";
import { type ExpressionScope, type Operand, sourceOf, type TypedExpression } from "./typed-expression.ts";

/**
 * The expression over columns that the syntax means. Null where it is wrong, which was reported, or where it reads a
 * column of unknown type, which was reported before: say nothing more then.
 */
export function analyseExpression(syntax: ExpressionSyntax, scope: ExpressionScope): TypedExpression | null {
  switch (syntax.node) {
    case "number":
      return numberLiteral(syntax, scope);
    case "text":
      return textLiteral(syntax, scope);
    case "boolean":
      return literal("bool", syntax.value);
    case "none":
      return none;
    case "date":
    case "timestamp":
      return literal(syntax.node, syntax.value);
    case "name":
      return nameReference({ text: syntax.name, span: syntax.span }, scope);
    case "group":
      return analyseExpression(syntax.inner, scope);
    case "call":
      return call(syntax, scope);
    case "unary": {
      const operand = operandOf(syntax.operand, scope);
      if (operand === null) return null;
      return syntax.operator === "-" ? negation(operand, scope) : opposite(operand, scope);
    }
    case "binary":
      return binary(syntax, scope);
    case "member":
      scope.reporter.report(scope.declaration, syntax.span, codes.memberOfRow, { source: sourceOf(scope, syntax) });
      return null;
    case "list":
    case "range":
      scope.reporter.report(scope.declaration, syntax.span, codes.misplacedList, {
        what: syntax.node === "list" ? "A list" : "A range",
      });
      return null;
    case "absent":
      return null;
  }
}

/** The same, with the syntax beside it. */
export function operandOf(syntax: ExpressionSyntax, scope: ExpressionScope): Operand | null {
  const typed = analyseExpression(syntax, scope);
  return typed === null ? null : { ...typed, syntax };
}

function binary(syntax: BinarySyntax, scope: ExpressionScope): TypedExpression | null {
  const { operator } = syntax;
  if (operator === "in") return membership(syntax, scope);
  const left = operandOf(syntax.left, scope);
  const right = operandOf(syntax.right, scope);
  if (left === null || right === null) return null;
  switch (operator) {
    case "and":
    case "or":
      return conjunction(operator, left, right, scope);
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
    case "^":
      return arithmetic(operator, left, right, syntax, scope);
    default:
      return comparison(operator, left, right, syntax, scope);
  }
}

function membership(syntax: BinarySyntax, scope: ExpressionScope): TypedExpression | null {
  const x = operandOf(syntax.left, scope);
  const range = syntax.right.node === "group" ? syntax.right.inner : syntax.right;
  if (range.node === "range") {
    const low = operandOf(range.low, scope);
    const high = operandOf(range.high, scope);
    return x === null || low === null || high === null ? null : isBetween(x, low, high, scope);
  }
  if (range.node !== "list") {
    if (range.node === "absent") return null;
    const parameters = { what: "in", wanted: "a list or a range", found: `\`${sourceOf(scope, range)}\`` };
    scope.reporter.report(scope.declaration, range.span, codes.wrongValue, parameters);
    return null;
  }
  const values = range.items.map((item) => operandOf(item, scope));
  if (x === null || values.includes(null)) return null;
  return isOneOf(
    x,
    values.filter((value) => value !== null),
    scope,
  );
}

function call(syntax: CallSyntax, scope: ExpressionScope): TypedExpression | null {
  const name = findFunction(syntax.callee, scope);
  if (name === null) {
    // What stands in the parentheses may be wrong as well.
    for (const { value } of syntax.arguments) analyseExpression(value.expression, scope);
    return null;
  }
  const ordered = arrangeArguments(syntax, functionEntry(name), scope);
  const operands = (ordered ?? []).map((argument) => operandOf(argument, scope));
  if (ordered === null || operands.includes(null)) return null;
  return functionCall(
    name,
    operands.filter((operand) => operand !== null),
    syntax,
    scope,
  );
}
