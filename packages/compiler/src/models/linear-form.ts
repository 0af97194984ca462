import { codes, type Span } from "@mlopsc/diagnostics";
import type { ExpressionSyntax, NumberSyntax } from "@mlopsc/grammar";
import type { Declaration } from "../semantics/program.ts";
import type { Reporter } from "../semantics/reporter.ts";
import { describeSyntax } from "../semantics/values/describe-syntax.ts";
import { numberValue } from "../semantics/values/number-value.ts";
import { bare, syntaxText } from "./syntax-text.ts";

/** Shares are numbers; the other units only go with themselves. */
export type FormUnit = "number" | "duration" | "rate" | "bytes";

/** A figure that a condition asks for, with all the values that it can take. */
export interface Figure {
  readonly key: string;
  readonly unit: FormUnit;
  readonly low: number;
  readonly high: number;
  readonly better?: "higher" | "lower";
}

/** constant + Σ coefficient × figure. */
export interface LinearForm {
  readonly unit: FormUnit;
  readonly constant: number;
  readonly terms: readonly { readonly figure: Figure; readonly coefficient: number; readonly span: Span }[];
}

export interface FormScope {
  readonly declaration: Declaration;
  readonly reporter: Reporter;
  /** The figure that a name, member or call stands for; null where it is none, which it reports. */
  readonly figure: (syntax: ExpressionSyntax) => Figure | null;
}

/** The form that an expression over figures means; null where it has none, which is reported. */
export function linearForm(syntax: ExpressionSyntax, scope: FormScope): LinearForm | null {
  switch (syntax.node) {
    case "number":
      return constantForm(syntax);
    case "group":
      return linearForm(syntax.inner, scope);
    case "name":
    case "member":
    case "call": {
      const figure = scope.figure(syntax);
      return figure && { unit: figure.unit, constant: 0, terms: [{ figure, coefficient: 1, span: syntax.span }] };
    }
    case "unary": {
      const operand = syntax.operator === "-" ? linearForm(syntax.operand, scope) : null;
      return operand ? scaled(operand, -1) : uncalculable(syntax, scope);
    }
    case "binary":
      return binaryForm(syntax, scope);
    case "absent":
      return null;
    default:
      return uncalculable(syntax, scope);
  }
}

/** left ± right; a bare number beside a unit is reported with the unit that it lacks. */
export function combined(
  left: LinearForm,
  right: LinearForm,
  sign: 1 | -1,
  sides: { readonly left: ExpressionSyntax; readonly right: ExpressionSyntax },
  scope: FormScope,
): LinearForm | null {
  if (left.unit !== right.unit) {
    reportUnits(left, right, sides, scope);
    return null;
  }
  const other = scaled(right, sign);
  return { unit: left.unit, constant: left.constant + other.constant, terms: [...left.terms, ...other.terms] };
}

/** All values that a form can take, taking its figures as independent. */
export function boundsOf({ constant, terms }: LinearForm): { readonly low: number; readonly high: number } {
  let [low, high] = [constant, constant];
  for (const { figure, coefficient } of terms) {
    if (coefficient === 0) continue;
    low += coefficient * (coefficient > 0 ? figure.low : figure.high);
    high += coefficient * (coefficient > 0 ? figure.high : figure.low);
  }
  return { low, high };
}

const scaled = ({ unit, constant, terms }: LinearForm, factor: number): LinearForm => ({
  unit,
  constant: constant * factor,
  terms: terms.map((term) => ({ ...term, coefficient: term.coefficient * factor })),
});

function constantForm(syntax: NumberSyntax): LinearForm {
  const { kind, value } = numberValue(syntax);
  return { unit: kind === "int" || kind === "percent" ? "number" : kind, constant: value, terms: [] };
}

function binaryForm(syntax: Extract<ExpressionSyntax, { node: "binary" }>, scope: FormScope): LinearForm | null {
  const { operator } = syntax;
  if (operator !== "+" && operator !== "-" && operator !== "*" && operator !== "/") return uncalculable(syntax, scope);
  const left = linearForm(syntax.left, scope);
  const right = linearForm(syntax.right, scope);
  if (left === null || right === null) return null;
  if (operator === "+" || operator === "-") return combined(left, right, operator === "+" ? 1 : -1, syntax, scope);
  const isFactor = (form: LinearForm): boolean => form.terms.length === 0 && form.unit === "number";
  if (operator === "*" && isFactor(left)) return scaled(right, left.constant);
  if (operator === "*" && isFactor(right)) return scaled(left, right.constant);
  if (operator === "/" && isFactor(right) && right.constant !== 0) return scaled(left, 1 / right.constant);
  return uncalculable(syntax, scope);
}

function uncalculable(syntax: ExpressionSyntax, { declaration, reporter }: FormScope): null {
  reporter.report(declaration, syntax.span, codes.figureCalculation, { source: syntaxText(syntax) });
  return null;
}

const units: Readonly<Record<FormUnit, { readonly wanted: string; readonly suffix: string }>> = {
  number: { wanted: "a number", suffix: "" },
  duration: { wanted: "a duration", suffix: "ms" },
  rate: { wanted: "a rate", suffix: "/s" },
  bytes: { wanted: "a size", suffix: "MB" },
};

function reportUnits(
  left: LinearForm,
  right: LinearForm,
  sides: { readonly left: ExpressionSyntax; readonly right: ExpressionSyntax },
  { declaration, reporter }: FormScope,
): void {
  const [number, form, other] =
    left.unit === "number" ? [bare(sides.left), right, sides.right] : [bare(sides.right), left, sides.left];
  const { wanted, suffix } = units[form.unit];
  if (number.node === "number" && number.unit === "" && form.unit !== "number") {
    const suggestion = `${number.text}${suffix}`;
    const fixes = [{ title: `Replace with \`${suggestion}\``, edits: [{ span: number.span, newText: suggestion }] }];
    const what = syntaxText(other);
    reporter.report(declaration, number.span, codes.missingUnit, { what, wanted, suggestion }, { fixes });
    return;
  }
  const named = (side: ExpressionSyntax, { unit }: LinearForm): string =>
    bare(side).node === "number" ? describeSyntax(bare(side)) : `\`${syntaxText(side)}\` (${units[unit].wanted})`;
  const parameters = { left: named(sides.left, left), right: named(sides.right, right) };
  reporter.report(declaration, sides.right.span, codes.figureUnits, parameters);
}
