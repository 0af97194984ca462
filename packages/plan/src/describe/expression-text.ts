import type { Expression, LiteralValue, ScalarKind } from "@mlopsc/vocabulary";
import { type FunctionEntry, functions } from "@mlopsc/vocabulary";
import { durationText, instantText, nameText } from "./value-text.ts";

/** An expression as it would be written in a spec, with no more parentheses than it needs. */
export function expressionText(expression: Expression): string {
  return write(expression, 0);
}

const precedence: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  not: 3,
  equal: 4,
  not_equal: 4,
  less: 4,
  less_or_equal: 4,
  greater: 4,
  greater_or_equal: 4,
  in: 4,
  between: 4,
  add: 5,
  subtract: 5,
  multiply: 6,
  divide: 6,
  modulo: 6,
  negate: 7,
  power: 8,
};

function write(expression: Expression, outer: number): string {
  if (expression.kind === "column") return nameText(expression.name);
  if (expression.kind === "literal") return literalText(expression.type, expression.value);
  const own = precedence[expression.function];
  const text = callText(expression.function, expression.arguments, own ?? 0);
  return own !== undefined && own < outer ? `(${text})` : text;
}

function callText(name: string, parts: readonly Expression[], own: number): string {
  const part = (index: number, outer: number): string => {
    const argument = parts[index];
    return argument ? write(argument, outer) : "";
  };
  const sign = (functions as Readonly<Record<string, FunctionEntry>>)[name]?.operator;
  if (name === "in") {
    const values = parts.slice(1).map((value) => write(value, 0));
    return `${part(0, own + 1)} in [${values.join(", ")}]`;
  }
  if (name === "between") return `${part(0, own + 1)} in ${part(1, 7)}..${part(2, 7)}`;
  if (name === "not") return `not ${part(0, own)}`;
  if (name === "negate") return `-${part(0, own)}`;
  if (sign === undefined) return `${name}(${parts.map((value) => write(value, 0)).join(", ")})`;
  return `${part(0, own)} ${sign} ${part(1, own + 1)}`;
}

function literalText(type: ScalarKind, value: LiteralValue): string {
  if (value === null) return "none";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (type === "date" || type === "timestamp") return instantText(type, value);
  if (type === "duration") return durationText(value);
  if (type === "bool") return String(value !== 0);
  return String(value);
}
