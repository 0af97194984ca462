import { codes } from "@mlopsc/diagnostics";
import type { ColumnType, FunctionName, ScalarKind } from "@mlopsc/vocabulary";
import { familyOf, type Interval, intervalOf, rangeOf } from "./kinds.ts";
import { isNone, kindName, type Operand, type OperandScope, type TypedExpression } from "./typed-expression.ts";

type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "^";

const names: Readonly<Record<ArithmeticOperator, FunctionName>> = {
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "%": "modulo",
  "^": "power",
};

/** A calculation with two operands; null where their kinds do not go together, which was reported. */
export function arithmetic(
  operator: ArithmeticOperator,
  left: Operand,
  right: Operand,
  syntax: Operand["syntax"],
  scope: OperandScope,
): TypedExpression | null {
  const kind = isNone(left) || isNone(right) ? null : resultKind(operator, left.type.kind, right.type.kind);
  const { declaration, reporter } = scope;
  if (kind === null) {
    reporter.report(declaration, syntax.span, codes.arithmeticKinds, {
      operator,
      left: isNone(left) ? "none" : kindName(left.type.kind),
      right: isNone(right) ? "none" : kindName(right.type.kind),
      advice: advice(operator, left, right),
    });
    return null;
  }
  if ((operator === "/" || operator === "%") && right.constant === 0) {
    reporter.report(declaration, syntax.span, codes.dividesByZero, { operator });
  }
  const interval = familyOf(kind) === "time" ? unbounded : resultInterval(operator, left.type, right.type);
  const personal = left.type.pii || right.type.pii ? { pii: true as const } : {};
  const nullable = left.type.nullable || right.type.nullable || mayFail(operator, left.type, right.type);
  return {
    expression: { kind: "call", function: names[operator], arguments: [left.expression, right.expression] },
    type: { kind, nullable, ...rangeOf(interval), ...personal },
  };
}

/** `-x` of a number or duration; a literal takes the sign itself. */
export function negation(operand: Operand, scope: OperandScope): TypedExpression | null {
  const { kind, nullable, pii } = operand.type;
  const family = familyOf(kind);
  if (isNone(operand) || (family !== "number" && family !== "duration")) {
    const found = isNone(operand) ? "none" : kindName(kind);
    const wanted = "a number";
    scope.reporter.report(scope.declaration, operand.syntax.span, codes.argumentKind, {
      callee: "-",
      parameter: "x",
      wanted,
      found,
    });
    return null;
  }
  const { low, high } = intervalOf(operand.type);
  const type: ColumnType = { kind, nullable, ...rangeOf({ low: -high, high: -low }), ...(pii ? { pii } : {}) };
  if (operand.expression.kind === "literal" && typeof operand.constant === "number") {
    const value = 0 - operand.constant;
    return { expression: { kind: "literal", type: kind, value }, type, constant: value };
  }
  return { expression: { kind: "call", function: "negate", arguments: [operand.expression] }, type };
}

function resultKind(operator: ArithmeticOperator, left: ScalarKind, right: ScalarKind): ScalarKind | null {
  const [a, b] = [familyOf(left), familyOf(right)];
  if (a === "number" && b === "number") {
    const whole = left === "int" && right === "int" && (operator === "+" || operator === "-");
    return whole ? "int" : "number";
  }
  if (operator === "+") {
    if (a === "duration" && b === "duration") return "duration";
    return (a === "time" && b === "duration") || (a === "duration" && b === "time") ? "timestamp" : null;
  }
  if (operator !== "-") return null;
  if ((a === "duration" && b === "duration") || (a === "time" && b === "time")) return "duration";
  return a === "time" && b === "duration" ? "timestamp" : null;
}

function advice(operator: ArithmeticOperator, left: Operand, right: Operand): string {
  const sides = [familyOf(left.type.kind), familyOf(right.type.kind)];
  if (isNone(left) || isNone(right)) return "Fill in a value with `coalesce(x, …)`.";
  if (sides.includes("time") && sides.includes("number")) return "Give the number a unit: `3d`, `12h`.";
  if (sides.includes("duration"))
    return "Turn the duration into a number with `days`, `hours`, `minutes` or `seconds`.";
  if (sides[0] === "text" && sides[1] === "text" && operator === "+") return "Join texts with `concat(a, b)`.";
  if (sides.includes("bool")) return "Turn the condition into a number with `int(x)`.";
  return "Turn the text into a number with `number(x)`.";
}

const unbounded: Interval = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** Sums and products round monotonically, so that the ends bound every result. */
function resultInterval(operator: ArithmeticOperator, left: ColumnType, right: ColumnType): Interval {
  if (familyOf(left.kind) === "time") return unbounded;
  const [a, b] = [intervalOf(left), intervalOf(right)];
  switch (operator) {
    case "+":
      return { low: a.low + b.low, high: a.high + b.high };
    case "-":
      return { low: a.low - b.high, high: a.high - b.low };
    case "*": {
      const ends = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
      return ends.some(Number.isNaN) ? unbounded : { low: Math.min(...ends), high: Math.max(...ends) };
    }
    default:
      return unbounded;
  }
}

/** Whether the result may be missing though both operands are there. Overflow of sums and products is not reckoned with. */
function mayFail(operator: ArithmeticOperator, left: ColumnType, right: ColumnType): boolean {
  const { low, high } = intervalOf(right);
  if (operator === "/" || operator === "%") return low <= 0 && high >= 0;
  if (operator !== "^") return false;
  const whole = low === high && Number.isInteger(low) && low >= 0;
  return !(whole || (intervalOf(left).low > 0 && Number.isFinite(low) && Number.isFinite(high)));
}
