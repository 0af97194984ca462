import { type Adjustment, adjustPValues } from "../statistics/adjust-p-values.ts";
import type { ColumnSample } from "./column-sample.ts";
import { type ColumnComparison, compareColumn } from "./compare-column.ts";

/** One column of two samples, judged together with the others. */
export interface JudgedColumn extends ColumnComparison {
  /** The p-value that counts how many columns were tested: comparable with the level. */
  readonly adjustedPValue: number | null;
  readonly verdict: "drifted" | "same" | "not_judged";
}

export interface JudgeOptions {
  /** The chance of a false alarm for all columns together; 0.05 when not given. */
  readonly level?: number;
  readonly adjustment?: Adjustment;
  /** What is too little to matter, however certain; 0.1 where neither the column nor `every` says. */
  readonly leastEffect?: { readonly every?: number; readonly columns?: Readonly<Record<string, number>> };
}

/**
 * Compares columns of the same names and judges each: drifted is what chance does not explain (the adjusted p-value is at most
 * the level) and is large enough to matter (its effect, or that of its missing values, is at least the least). A threshold of one column
 * changes no other's verdict.
 */
export function compareColumns(
  reference: readonly ColumnSample[],
  current: readonly ColumnSample[],
  { level = 0.05, adjustment = "benjamini_hochberg", leastEffect = {} }: JudgeOptions = {},
): readonly JudgedColumn[] {
  const compared = reference.flatMap((before) => {
    const after = current.find(({ name }) => name === before.name);
    return after === undefined ? [] : [compareColumn(before, after)];
  });
  const adjusted = adjustPValues(
    compared.map(({ pValue }) => pValue),
    adjustment,
  );
  return compared.map((column, at) => {
    const pValue = adjusted[at]!;
    const least = leastEffect.columns?.[column.column] ?? leastEffect.every ?? defaultLeastEffect;
    const effect = Math.max(column.effect ?? 0, column.missingEffect ?? 0);
    const verdict = pValue === null ? "not_judged" : pValue <= level && effect >= least ? "drifted" : "same";
    return { ...column, adjustedPValue: pValue, verdict };
  });
}

const defaultLeastEffect = 0.1;
