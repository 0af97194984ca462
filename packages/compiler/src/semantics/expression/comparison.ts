import { codes } from "@mlopsc/diagnostics";
import type { ExpressionSyntax } from "@mlopsc/grammar";
import type { ColumnType, FunctionName } from "@mlopsc/vocabulary";
import { nearestName } from "../names/nearest-name.ts";
import { replaceName } from "../names/report-unknown.ts";
import type { LocalFix } from "../reporter.ts";
import { familyOf, intervalOf } from "./kinds.ts";
import {
  isNone,
  kindName,
  type Operand,
  type OperandScope,
  sourceOf,
  type TypedExpression,
} from "./typed-expression.ts";

export type ComparisonOperator = "==" | "!=" | "<" | "<=" | ">" | ">=";

const names: Readonly<Record<ComparisonOperator, FunctionName>> = {
  "==": "equal",
  "!=": "not_equal",
  "<": "less",
  "<=": "less_or_equal",
  ">": "greater",
  ">=": "greater_or_equal",
};

/** A comparison; null where the operands are of different sorts, which was reported. */
export function comparison(
  operator: ComparisonOperator,
  left: Operand,
  right: Operand,
  syntax: ExpressionSyntax,
  scope: OperandScope,
): TypedExpression | null {
  const expression = {
    kind: "call",
    function: names[operator],
    arguments: [left.expression, right.expression],
  } as const;
  if (isNone(left) || isNone(right)) {
    if (operator !== "==" && operator !== "!=") {
      scope.reporter.report(scope.declaration, syntax.span, codes.orderedNone, { operator });
      return null;
    }
    const asked = isNone(left) ? right : left;
    const decided = !asked.type.nullable || isNone(asked);
    const missing = isNone(asked);
    return {
      expression,
      type: { kind: "bool", nullable: false },
      ...(decided ? { outcome: (operator === "==") === missing } : {}),
    };
  }
  if (!comparable(left, right, scope)) return null;
  const ordered = operator !== "==" && operator !== "!=";
  if (ordered && left.type.kind === "bool") {
    reportIncomparable(left, right, "true and false have no order: use `==`.", [], scope);
    return null;
  }
  if (!ordered && !(knownLevel(left, right, scope) && knownLevel(right, left, scope))) return null;
  const outcome = decide(operator, left.type, right.type);
  return { expression, type: condition(left, right), ...(outcome === undefined ? {} : { outcome }) };
}

/** Whether two values are of one sort; reports where not. */
export function comparable(left: Operand, right: Operand, scope: OperandScope): boolean {
  if (isNone(left) || isNone(right) || familyOf(left.type.kind) === familyOf(right.type.kind)) return true;
  const { advice, fixes } = adviceFor(left, right, scope) ?? adviceFor(right, left, scope) ?? noAdvice;
  reportIncomparable(left, right, advice, fixes, scope);
  return false;
}

/** Whether a text that is written is among the values that the other side was declared to have; reports where not. */
export function knownLevel(column: Operand, value: Operand, { declaration, reporter }: OperandScope): boolean {
  const { levels } = column.type;
  const text = value.constant;
  if (levels === undefined || column.constant !== undefined || typeof text !== "string" || levels.includes(text)) {
    return true;
  }
  const name = column.expression.kind === "column" ? column.expression.name : "this";
  const suggestion = nearestName(text, levels);
  const fixes =
    suggestion === null ? [] : [replaceName(value.syntax.span, `"${suggestion}"`, JSON.stringify(suggestion))];
  reporter.report(
    declaration,
    value.syntax.span,
    codes.unknownLevel,
    { column: name, value: text, suggestion },
    { fixes },
  );
  return false;
}

/** The type of a condition on these operands. */
export const condition = (...operands: readonly TypedExpression[]): ColumnType => ({
  kind: "bool",
  nullable: operands.some(({ type }) => type.nullable),
  ...(operands.some(({ type }) => type.pii) ? { pii: true } : {}),
});

/** What the ranges say of it; undefined where they leave it open. */
export function decide(operator: ComparisonOperator, left: ColumnType, right: ColumnType): boolean | undefined {
  const family = familyOf(left.kind);
  if (family === "text" || family === "bool") return undefined;
  const [a, b] = [intervalOf(left), intervalOf(right)];
  switch (operator) {
    case "<":
      return a.high < b.low ? true : a.low >= b.high ? false : undefined;
    case "<=":
      return a.high <= b.low ? true : a.low > b.high ? false : undefined;
    case ">":
      return a.low > b.high ? true : a.high <= b.low ? false : undefined;
    case ">=":
      return a.low >= b.high ? true : a.high < b.low ? false : undefined;
    case "==":
    case "!=": {
      const apart = a.high < b.low || a.low > b.high;
      const same = a.low === a.high && b.low === b.high && a.low === b.low;
      return apart || same ? same === (operator === "==") : undefined;
    }
  }
}

interface Advice {
  readonly advice: string;
  readonly fixes: readonly LocalFix[];
}

const noAdvice: Advice = { advice: "Compare it with a value of its own sort.", fixes: [] };

/** How a literal would have to be written to be comparable with the other side. */
function adviceFor(other: Operand, value: Operand, scope: OperandScope): Advice | null {
  if (value.constant === undefined) return null;
  const family = familyOf(other.type.kind);
  const rewritten = rewrite(family, value);
  if (rewritten !== null) {
    return { advice: `Write \`${rewritten}\`.`, fixes: [replaceName(value.syntax.span, rewritten, rewritten)] };
  }
  if (family === "duration" && familyOf(value.type.kind) === "number") {
    return { advice: `Give the number a unit: \`${sourceOf(scope, value.syntax)}d\`.`, fixes: [] };
  }
  return null;
}

function rewrite(family: ReturnType<typeof familyOf>, { constant, syntax }: Operand): string | null {
  if (typeof constant === "string") {
    if (family === "number" && /^-?\d+(\.\d+)?$/.test(constant)) return constant;
    if (family === "time" && /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/.test(constant)) return constant;
    const lower = constant.toLowerCase();
    if (family === "bool" && (lower === "true" || lower === "false")) return lower;
  }
  if (typeof constant === "number" && family === "text" && syntax.node === "number") return `"${constant}"`;
  if (typeof constant === "number" && family === "bool" && (constant === 0 || constant === 1)) {
    return constant === 1 ? "true" : "false";
  }
  return typeof constant === "boolean" && family === "number" ? String(Number(constant)) : null;
}

function reportIncomparable(
  left: Operand,
  right: Operand,
  advice: string,
  fixes: readonly LocalFix[],
  scope: OperandScope,
): void {
  const span = { start: left.syntax.span.start, end: right.syntax.span.end };
  const parameters = { left: described(left, scope), right: described(right, scope), advice };
  scope.reporter.report(scope.declaration, span, codes.incomparable, parameters, { fixes });
}

const described = ({ syntax, type }: Operand, scope: OperandScope): string =>
  `\`${sourceOf(scope, syntax)}\` (${kindName(type.kind)})`;
