import { codes } from "@mlopsc/diagnostics";
import type { FigureCondition } from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import type { ConditionAnalysis } from "./alert-condition.ts";
import type { CheckContext } from "./check-context.ts";
import { syntaxText } from "./syntax-text.ts";

/** An incident that could begin and end at once would go back and forth: `when` and `until` must not hold together. */
export function checkUntil(
  when: ConditionAnalysis,
  until: ConditionAnalysis,
  alert: Declaration,
  { reporter }: CheckContext,
): void {
  const [begins, ends] = [rangeOf(when.condition), rangeOf(until.condition)];
  const [syntax] = until.comparisons;
  if (begins === null || ends === null || begins.figure !== ends.figure || syntax === undefined) return;
  const low = Math.max(begins.low, ends.low);
  const high = Math.min(begins.high, ends.high);
  const touches = low === high && begins.closed && ends.closed;
  if (low > high || (low === high && !touches)) return;
  const source = when.comparisons.map((comparison) => syntaxText(comparison.syntax)).join(" and ");
  reporter.report(alert, syntax.syntax.span, codes.untilOverlaps, { until: syntaxText(syntax.syntax), when: source });
}

/** The values of the one figure with which a comparison holds; null where it is not about one figure alone. */
function rangeOf(condition: FigureCondition): {
  readonly figure: string;
  readonly low: number;
  readonly high: number;
  readonly closed: boolean;
} | null {
  if (condition.kind !== "compare" || condition.operator === "==" || condition.operator === "!=") return null;
  const [term, ...more] = condition.terms;
  if (term === undefined || more.length > 0 || term.coefficient === 0) return null;
  const bound = -condition.constant / term.coefficient;
  const above = condition.operator.startsWith(">") === term.coefficient > 0;
  return {
    figure: term.figure,
    low: above ? bound : Number.NEGATIVE_INFINITY,
    high: above ? Number.POSITIVE_INFINITY : bound,
    closed: condition.operator.endsWith("="),
  };
}
