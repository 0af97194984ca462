import { codes } from "@mlopsc/diagnostics";
import { condition } from "./comparison.ts";
import { isNone, kindName, type Operand, type OperandScope, type TypedExpression } from "./typed-expression.ts";

/** Kleene's `and` or `or`; null where a side is no condition, which was reported. */
export function conjunction(
  operator: "and" | "or",
  left: Operand,
  right: Operand,
  scope: OperandScope,
): TypedExpression | null {
  const conditions = [isCondition(left, operator, scope), isCondition(right, operator, scope)];
  if (!conditions.every(Boolean)) return null;
  const decisive = operator === "or";
  const outcomes = [left.outcome, right.outcome];
  const outcome = outcomes.includes(decisive)
    ? decisive
    : outcomes.every((side) => side === !decisive)
      ? !decisive
      : undefined;
  return {
    expression: { kind: "call", function: operator, arguments: [left.expression, right.expression] },
    type: condition(left, right),
    ...(outcome === undefined ? {} : { outcome }),
  };
}

export function opposite(operand: Operand, scope: OperandScope): TypedExpression | null {
  if (!isCondition(operand, "not", scope)) return null;
  return {
    expression: { kind: "call", function: "not", arguments: [operand.expression] },
    type: condition(operand),
    ...(operand.outcome === undefined ? {} : { outcome: !operand.outcome }),
  };
}

/** Whether it is true or false; reports where it is something else. */
export function isCondition(operand: Operand, what: string, { declaration, reporter }: OperandScope): boolean {
  if (operand.type.kind === "bool" && !isNone(operand)) return true;
  const found = isNone(operand) ? "none" : kindName(operand.type.kind);
  reporter.report(declaration, operand.syntax.span, codes.notCondition, { what: `\`${what}\``, found });
  return false;
}
