import type { ExpressionSyntax } from "@mlopsc/grammar";
import type { FigureCondition } from "@mlopsc/vocabulary";
import { type AlertScope, alertFigure } from "./alert-figures.ts";
import { type Comparison, comparisonsOf, figureCondition } from "./comparison.ts";

/** A condition as a monitor evaluates it, and its comparisons as they were written, for further checks. */
export interface ConditionAnalysis {
  readonly condition: FigureCondition;
  readonly comparisons: readonly Comparison[];
}

/** `drift.auc > 0.75 and not errors > 1%`; null where some part is wrong, which is reported. */
export function alertCondition(syntax: ExpressionSyntax, scope: AlertScope): ConditionAnalysis | null {
  const comparisons = comparisonsOf(syntax, {
    declaration: scope.alert,
    reporter: scope.context.reporter,
    figure: (figure) => alertFigure(figure, scope),
  });
  return comparisons && { condition: figureCondition(syntax, comparisons), comparisons };
}
