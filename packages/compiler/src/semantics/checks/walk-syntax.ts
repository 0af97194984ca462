import type { AssignmentSyntax, ClauseSyntax, ExpressionSyntax, Member, ValueSyntax } from "@mlopsc/grammar";

/** Calls back with every expression of a line, inner ones too, and with every assignment's. */
export function walkMember(member: Member, visit: (expression: ExpressionSyntax) => void): void {
  switch (member.node) {
    case "attribute":
      walkValue(member.value, visit);
      return;
    case "section":
      for (const line of member.members) walkMember(line, visit);
      return;
    case "step":
      for (const operand of member.operands) walkExpression(operand, visit);
      walkAssignments(member.assignments, visit);
      walkClauses(member.clauses, visit);
      return;
    case "field":
      walkClauses(member.clauses, visit);
      return;
    case "condition":
      walkExpression(member.condition, visit);
      walkClauses(member.clauses, visit);
      return;
    case "check":
      walkExpression(member.call, visit);
      if (member.condition !== null) walkExpression(member.condition, visit);
      return;
    case "dimension":
      walkExpression(member.values, visit);
      if (member.condition !== null) walkExpression(member.condition, visit);
      return;
    case "broken":
      return;
  }
}

function walkValue({ expression, clauses }: ValueSyntax, visit: (expression: ExpressionSyntax) => void): void {
  walkExpression(expression, visit);
  walkClauses(clauses, visit);
}

function walkClauses(clauses: readonly ClauseSyntax[], visit: (expression: ExpressionSyntax) => void): void {
  for (const { values, assignments } of clauses) {
    for (const value of values) walkExpression(value, visit);
    walkAssignments(assignments ?? [], visit);
  }
}

function walkAssignments(
  assignments: readonly AssignmentSyntax[],
  visit: (expression: ExpressionSyntax) => void,
): void {
  for (const { value } of assignments) walkExpression(value, visit);
}

function walkExpression(expression: ExpressionSyntax, visit: (expression: ExpressionSyntax) => void): void {
  visit(expression);
  switch (expression.node) {
    case "member":
      walkExpression(expression.object, visit);
      return;
    case "call":
      for (const { value } of expression.arguments) walkValue(value, visit);
      return;
    case "unary":
      walkExpression(expression.operand, visit);
      return;
    case "binary":
      walkExpression(expression.left, visit);
      walkExpression(expression.right, visit);
      return;
    case "range":
      walkExpression(expression.low, visit);
      walkExpression(expression.high, visit);
      return;
    case "list":
      for (const item of expression.items) walkExpression(item, visit);
      return;
    case "group":
      walkExpression(expression.inner, visit);
      return;
    default:
      return;
  }
}
