export type ComparisonOperator = "<" | "<=" | ">" | ">=" | "==" | "!=";

/** What must hold of measured figures: `p95 < 20ms and errors < 0.1%`, as plain data. */
export type FigureCondition =
  | FigureComparison
  | { readonly kind: "all" | "any"; readonly of: readonly FigureCondition[] }
  | { readonly kind: "not"; readonly of: FigureCondition };

/** constant + Σ coefficient × figure, compared with 0; durations in ms, rates in 1/s, sizes in bytes, shares 0..1. */
export interface FigureComparison {
  readonly kind: "compare";
  readonly terms: readonly { readonly figure: string; readonly coefficient: number }[];
  readonly constant: number;
  readonly operator: ComparisonOperator;
  /** As written, in canonical form. */
  readonly source: string;
}

/** Measured values by the names of their figures. */
export type Figures = Readonly<Record<string, number>>;

/** Whether a condition holds of figures; undefined where that hangs on a figure that was not measured. */
export function conditionHolds(condition: FigureCondition, figures: Figures): boolean | undefined {
  switch (condition.kind) {
    case "compare":
      return comparisonHolds(condition, figures);
    case "not": {
      const inner = conditionHolds(condition.of, figures);
      return inner === undefined ? undefined : !inner;
    }
    case "all":
    case "any": {
      const decisive = condition.kind === "any";
      const parts = condition.of.map((part) => conditionHolds(part, figures));
      if (parts.includes(decisive)) return decisive;
      return parts.includes(undefined) ? undefined : !decisive;
    }
  }
}

/** The comparisons in a condition, in the order in which they were written. */
export function comparisonsIn(condition: FigureCondition): readonly FigureComparison[] {
  if (condition.kind === "compare") return [condition];
  return condition.kind === "not" ? comparisonsIn(condition.of) : condition.of.flatMap(comparisonsIn);
}

function comparisonHolds({ terms, constant, operator }: FigureComparison, figures: Figures): boolean | undefined {
  const parts = [constant, ...terms.map(({ figure, coefficient }) => coefficient * (figures[figure] ?? Number.NaN))];
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (Number.isNaN(total)) return undefined;
  // What rounding leaves of equal sides: 0.85 - 0.05 is not quite 0.8.
  const rounding = 1e-14 * parts.reduce((size, part) => size + Math.abs(part), 0);
  const sum = Math.abs(total) <= rounding ? 0 : total;
  switch (operator) {
    case "<":
      return sum < 0;
    case "<=":
      return sum <= 0;
    case ">":
      return sum > 0;
    case ">=":
      return sum >= 0;
    case "==":
      return sum === 0;
    case "!=":
      return sum !== 0;
  }
}
