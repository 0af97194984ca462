import { codes } from "@mlopsc/diagnostics";
import type { BinarySyntax, ExpressionSyntax } from "@mlopsc/grammar";
import type { ComparisonOperator, FigureCondition } from "@mlopsc/vocabulary";
import { describeSyntax } from "../semantics/values/describe-syntax.ts";
import { boundsOf, combined, type FormScope, type LinearForm, linearForm } from "./linear-form.ts";
import { bare, syntaxText } from "./syntax-text.ts";

export interface Comparison {
  readonly syntax: BinarySyntax;
  readonly operator: ComparisonOperator;
  /** left - right, compared with 0. */
  readonly difference: LinearForm;
}

const operators: readonly string[] = ["<", "<=", ">", ">=", "==", "!="];

/**
 * The comparisons of a condition (`and`, `or` and `not` join them), each held against what its figures can be: one that
 * can never or must always hold is reported. Null where some part is wrong, which was reported too.
 */
export function comparisonsOf(condition: ExpressionSyntax, scope: FormScope): readonly Comparison[] | null {
  switch (condition.node) {
    case "absent":
      return null;
    case "group":
      return comparisonsOf(condition.inner, scope);
    case "unary":
      return condition.operator === "not" ? comparisonsOf(condition.operand, scope) : notCondition(condition, scope);
    case "binary":
      break;
    default:
      return notCondition(condition, scope);
  }
  if (condition.operator === "and" || condition.operator === "or") {
    const left = comparisonsOf(condition.left, scope);
    const right = comparisonsOf(condition.right, scope);
    return left && right && [...left, ...right];
  }
  if (!operators.includes(condition.operator)) return notCondition(condition, scope);
  const comparison = comparisonOf(condition, scope);
  if (comparison === null) return null;
  return decided(comparison, scope) ? null : [comparison];
}

/** The condition as plain data, made of the comparisons that {@link comparisonsOf} gave for it. */
export function figureCondition(condition: ExpressionSyntax, comparisons: readonly Comparison[]): FigureCondition {
  const syntax = bare(condition);
  if (syntax.node === "unary") return { kind: "not", of: figureCondition(syntax.operand, comparisons) };
  const comparison = comparisons.find((each) => each.syntax === syntax);
  if (comparison !== undefined) return plainComparison(comparison);
  if (syntax.node !== "binary") throw new Error(`no comparison was made of ${syntaxText(syntax)}`);
  const of = [syntax.left, syntax.right].map((side) => figureCondition(side, comparisons));
  return { kind: syntax.operator === "or" ? "any" : "all", of };
}

const plainComparison = ({ syntax, operator, difference }: Comparison): FigureCondition => ({
  kind: "compare",
  terms: difference.terms.map(({ figure, coefficient }) => ({ figure: figure.key, coefficient })),
  constant: difference.constant,
  operator,
  source: syntaxText(syntax),
});

function comparisonOf(syntax: BinarySyntax, scope: FormScope): Comparison | null {
  const left = linearForm(syntax.left, scope);
  const right = linearForm(syntax.right, scope);
  const difference = left && right && combined(left, right, -1, syntax, scope);
  return difference && { syntax, operator: syntax.operator as ComparisonOperator, difference };
}

/** Reports a comparison whose outcome is known beforehand; true where it was. */
function decided({ syntax, operator, difference }: Comparison, { declaration, reporter }: FormScope): boolean {
  const outcome = outcomeOf(operator, boundsOf(difference));
  if (outcome === "open") return false;
  const source = syntaxText(syntax);
  const range = rangeText(difference);
  reporter.report(declaration, syntax.span, outcome === "never" ? codes.neverHolds : codes.alwaysHolds, {
    source,
    range,
  });
  return true;
}

/** What `x operator 0` is for every x in the range. */
function outcomeOf(
  operator: ComparisonOperator,
  { low, high }: { readonly low: number; readonly high: number },
): "always" | "never" | "open" {
  const holds = (always: boolean, never: boolean): "always" | "never" | "open" =>
    always ? "always" : never ? "never" : "open";
  switch (operator) {
    case "<":
      return holds(high < 0, low >= 0);
    case "<=":
      return holds(high <= 0, low > 0);
    case ">":
      return holds(low > 0, high <= 0);
    case ">=":
      return holds(low >= 0, high < 0);
    case "==":
      return holds(low === 0 && high === 0, low > 0 || high < 0);
    case "!=":
      return holds(low > 0 || high < 0, low === 0 && high === 0);
  }
}

function rangeText({ terms }: LinearForm): string {
  if (terms.length === 0) return "no figure stands in it";
  const ranges = terms.map(({ figure: { key, low, high } }) => {
    if (low === Number.NEGATIVE_INFINITY) return `\`${key}\` is at most ${high}`;
    return high === Number.POSITIVE_INFINITY ? `\`${key}\` is at least ${low}` : `\`${key}\` lies in ${low}..${high}`;
  });
  return [...new Set(ranges)].join(", ");
}

function notCondition(syntax: ExpressionSyntax, { declaration, reporter }: FormScope): null {
  const found = describeSyntax(syntax);
  reporter.report(declaration, syntax.span, codes.notCondition, { what: "This line", found });
  return null;
}
