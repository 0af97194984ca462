import { sortedValues } from "../../pipeline/statistics.ts";
import { kolmogorovSurvival } from "../distributions/kolmogorov-survival.ts";
import { greatestDivisor, smirnovSurvival } from "../distributions/smirnov-survival.ts";
import type { TestResult } from "./test-result.ts";

/** `auto` is exact up to 10 000 values in the larger sample, as scipy's. */
export type SmirnovMethod = "exact" | "asymptotic" | "auto";

const longestExact = 10_000;

/**
 * The two-sample Kolmogorov–Smirnov test, two-sided: the largest distance of the two empirical distribution functions, from 0
 * to 1, and the chance of one at least as large between samples of one distribution. Equals scipy's `ks_2samp`.
 *
 * Missing values (NaN) are left out of both. Equal values are stepped over together; with many of them the p-value is too
 * large, never too small. The asymptotic p-value is that of one sample of round(m n / (m + n)) values. Null where a sample is empty.
 */
export function kolmogorovSmirnov(
  reference: Float64Array,
  current: Float64Array,
  method: SmirnovMethod = "auto",
): TestResult | null {
  return smirnovOfSorted(sortedValues(reference), sortedValues(current), method);
}

/** The same of samples that are sorted and hold no NaN. */
export function smirnovOfSorted(
  reference: Float64Array,
  current: Float64Array,
  method: SmirnovMethod = "auto",
): TestResult | null {
  const [m, n] = [reference.length, current.length];
  if (m === 0 || n === 0) return null;
  const statistic = largestDistance(reference, current);
  const common = (m / greatestDivisor(m, n)) * n;
  const exact = method === "auto" ? Math.max(m, n) <= longestExact : method === "exact" && common < 2 ** 31;
  const effective = Math.max(1, roundHalfEven((m * n) / (m + n)));
  return {
    statistic,
    pValue: exact ? smirnovSurvival(m, n, statistic) : kolmogorovSurvival(effective, statistic),
  };
}

function largestDistance(a: Float64Array, b: Float64Array): number {
  let [i, j, largest] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i]! === value) i++;
    while (j < b.length && b[j]! === value) j++;
    largest = Math.max(largest, Math.abs(i * b.length - j * a.length));
  }
  return largest / (a.length * b.length);
}

function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return value % 1 === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}
