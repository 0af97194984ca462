import { codes } from "@mlopsc/diagnostics";
import type { Expression } from "@mlopsc/vocabulary";
import { dayMilliseconds } from "../values/number-value.ts";
import { comparable, condition, decide, knownLevel } from "./comparison.ts";
import { familyOf } from "./kinds.ts";
import { isNone, type Operand, type OperandScope, sourceOf, type TypedExpression } from "./typed-expression.ts";

/** `x in [a, b]`; null where a value is of another sort, which was reported. */
export function isOneOf(x: Operand, values: readonly Operand[], scope: OperandScope): TypedExpression | null {
  let right = true;
  for (const value of values) {
    if (isNone(value)) {
      scope.reporter.report(scope.declaration, value.syntax.span, codes.orderedNone, { operator: "in" });
      right = false;
    } else if (!(comparable(x, value, scope) && knownLevel(x, value, scope))) right = false;
  }
  if (!right || isNone(x)) return null;
  const levels = x.type.levels;
  const written = new Set(values.map(({ constant }) => constant));
  const all = x.constant === undefined && levels?.every((level) => written.has(level)) === true;
  const outside = values.every((value) => decide("==", x.type, value.type) === false);
  return {
    expression: { kind: "call", function: "in", arguments: [x.expression, ...values.map((value) => value.expression)] },
    type: condition(x, ...values),
    ...(all ? { outcome: true } : outside ? { outcome: false } : {}),
  };
}

/** `x in low..high`; over a timestamp, dates stand for whole days. Null where the ends are of another sort (reported). */
export function isBetween(x: Operand, low: Operand, high: Operand, scope: OperandScope): TypedExpression | null {
  const missing = [low, high].find(isNone);
  if (missing !== undefined) {
    scope.reporter.report(scope.declaration, missing.syntax.span, codes.orderedNone, { operator: "in" });
    return null;
  }
  const right = [comparable(x, low, scope), comparable(x, high, scope)].every(Boolean);
  if (!right || isNone(x) || isEmptyRange(low, high, scope)) return null;
  const wholeDays = x.type.kind === "timestamp";
  const ends = wholeDays ? [startOfDay(low), endOfDay(high)] : [low.expression, high.expression];
  const outcome = wholeDays || familyOf(x.type.kind) === "text" ? undefined : outcomeOf(x, low, high);
  return {
    expression: { kind: "call", function: "between", arguments: [x.expression, ...ends] },
    type: condition(x, low, high),
    ...(outcome === undefined ? {} : { outcome }),
  };
}

/** Reports a range whose upper end lies below its lower one. */
export function isEmptyRange(low: Operand, high: Operand, scope: OperandScope): boolean {
  const empty =
    typeof low.constant === "string" && typeof high.constant === "string"
      ? high.constant < low.constant
      : decide("<=", low.type, high.type) === false;
  if (!empty) return false;
  const [first, last] = [sourceOf(scope, low.syntax), sourceOf(scope, high.syntax)];
  const span = { start: low.syntax.span.start, end: high.syntax.span.end };
  const fixes = [{ title: `Replace with ${last}..${first}`, edits: [{ span, newText: `${last}..${first}` }] }];
  scope.reporter.report(scope.declaration, span, codes.emptyRange, { low: first, high: last }, { fixes });
  return true;
}

function outcomeOf(x: Operand, low: Operand, high: Operand): boolean | undefined {
  const above = decide(">=", x.type, low.type);
  const below = decide("<=", x.type, high.type);
  if (above === false || below === false) return false;
  return above === true && below === true ? true : undefined;
}

function startOfDay({ expression, type, constant }: Operand): Expression {
  if (type.kind !== "date" || typeof constant !== "number") return expression;
  return { kind: "literal", type: "timestamp", value: constant * dayMilliseconds };
}

/** The last millisecond of a date; an instant stays as it is. */
function endOfDay({ expression, type, constant }: Operand): Expression {
  if (type.kind !== "date") return expression;
  if (typeof constant === "number") {
    return { kind: "literal", type: "timestamp", value: (constant + 1) * dayMilliseconds - 1 };
  }
  const rest: Expression = { kind: "literal", type: "duration", value: dayMilliseconds - 1 };
  return { kind: "call", function: "add", arguments: [expression, rest] };
}
