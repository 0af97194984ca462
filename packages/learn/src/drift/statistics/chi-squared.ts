import { chiSquaredSurvival } from "../distributions/chi-squared-survival.ts";
import { fisherExact } from "./fisher-exact.ts";
import type { TestResult } from "./test-result.ts";

export interface ChiSquaredResult extends TestResult {
  readonly freedom: number;
  /** Categories that were too rare to count alone, and were counted as one. */
  readonly pooled: number;
}

/** A category of which fewer are expected in either sample is pooled (Cochran 1954). */
const leastExpected = 5;

/**
 * Pearson's chi-squared test that two samples share their categories alike, from the counts of the same categories in both.
 * Equals scipy's `chi2_contingency(table, correction=False)` where nothing is pooled.
 *
 * Categories of which fewer than five are expected in the smaller sample are counted as one; when those together are still
 * fewer, they join the rarest of the others. Where that leaves two of which one is still rare, the p-value is that of
 * Fisher's exact test. Missing values are a category where the caller counts them as one. Null where a sample is empty;
 * statistic 0 and p-value 1 where there is one category.
 */
export function chiSquared(reference: readonly number[], current: readonly number[]): ChiSquaredResult | null {
  const [before, after] = [total(reference), total(current)];
  if (before === 0 || after === 0) return null;
  const smaller = Math.min(before, after) / (before + after);
  const { rows, pooled } = pool(
    reference.map((count, at) => [count, current[at]!] as const).filter(([a, b]) => a + b > 0),
    leastExpected / smaller,
  );
  let statistic = 0;
  for (const [a, b] of rows) {
    const [expectedBefore, expectedAfter] = [
      ((a + b) * before) / (before + after),
      ((a + b) * after) / (before + after),
    ];
    statistic += (a - expectedBefore) ** 2 / expectedBefore + (b - expectedAfter) ** 2 / expectedAfter;
  }
  const freedom = rows.length - 1;
  const [first, second] = rows;
  const isRare = freedom === 1 && rows.some((row) => sumOf(row) * smaller < leastExpected);
  const pValue = isRare ? fisherExact(...first!, ...second!) : chiSquaredSurvival(statistic, freedom);
  return { statistic, freedom, pooled, pValue: freedom === 0 ? 1 : pValue };
}

type Pair = readonly [number, number];

function pool(rows: readonly Pair[], least: number): { readonly rows: readonly Pair[]; readonly pooled: number } {
  const rare = rows.filter(([a, b]) => a + b < least);
  if (rare.length === 0) return { rows, pooled: 0 };
  const kept = rows.filter(([a, b]) => a + b >= least).sort((one, other) => sumOf(other) - sumOf(one));
  let together = rare.reduce<Pair>(added, [0, 0]);
  let pooled = rare.length;
  if (sumOf(together) < least && kept.length > 1) {
    together = added(together, kept.pop()!);
    pooled++;
  }
  return { rows: [...kept, together], pooled };
}

const sumOf = ([a, b]: Pair): number => a + b;
const added = ([a, b]: Pair, [c, d]: Pair): Pair => [a + c, b + d];
const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
