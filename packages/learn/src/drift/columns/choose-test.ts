import type { ScalarKind } from "@mlopsc/vocabulary";

/** What a choice depends on. */
export interface TestedColumn {
  readonly kind: ScalarKind;
  /** Distinct values of both samples together, counted up to {@link mostCounted} + 1. */
  readonly distinct: number;
  /** Rows of both samples, with and without a value. */
  readonly reference: number;
  readonly current: number;
}

/** How a column is compared, or why it is not. */
export type TestChoice =
  | { readonly test: "kolmogorov_smirnov"; readonly method: "exact" | "asymptotic"; readonly effect: "wasserstein" }
  | { readonly test: "chi_squared"; readonly effect: "jensen_shannon" }
  | { readonly test: null; readonly reason: NotCompared };

export type NotCompared = "few_rows" | "free_text";

/** Numbers with no more distinct values than these are compared as categories. */
export const mostCounted = 20;
/** Fewer rows in either sample are not judged. */
export const leastRows = 30;
const mostExact = 1000;

/**
 * The test of a column, by its type and the samples' sizes:
 *
 * 1. Fewer than 30 rows on either side: not judged.
 * 2. Text and ids, of which nearly every value is its own: not compared.
 * 3. Categories and bools, and numbers of at most 20 distinct values: chi-squared; the effect is the Jensen–Shannon distance.
 * 4. Other numbers, dates and times: Kolmogorov–Smirnov, exact up to 1 000 rows and asymptotic beyond (where p-values below 0.05 agree
 *    to a thousandth); the effect is the Wasserstein distance in standard deviations of the reference.
 */
export function chooseTest({ kind, distinct, reference, current }: TestedColumn): TestChoice {
  if (Math.min(reference, current) < leastRows) return { test: null, reason: "few_rows" };
  if (kind === "text" || kind === "id") return { test: null, reason: "free_text" };
  if (kind === "category" || kind === "bool" || distinct <= mostCounted) {
    return { test: "chi_squared", effect: "jensen_shannon" };
  }
  const method = Math.max(reference, current) <= mostExact ? "exact" : "asymptotic";
  return { test: "kolmogorov_smirnov", method, effect: "wasserstein" };
}
