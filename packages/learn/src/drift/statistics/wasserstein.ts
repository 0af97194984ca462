import { sortedValues } from "../../pipeline/statistics.ts";

/**
 * The Wasserstein-1 (earth mover's) distance of two samples: the area between their empirical distribution functions, in the
 * column's unit. Symmetric. Equals scipy's `wasserstein_distance`. Missing values (NaN) are left out of both; null where a
 * sample is empty.
 */
export const wasserstein = (reference: Float64Array, current: Float64Array): number | null =>
  wassersteinOfSorted(sortedValues(reference), sortedValues(current));

/** The same of samples that are sorted and hold no NaN. */
export function wassersteinOfSorted(a: Float64Array, b: Float64Array): number | null {
  if (a.length === 0 || b.length === 0) return null;
  let [i, j, area] = [0, 0, 0];
  let last = Math.min(a[0]!, b[0]!);
  while (i < a.length || j < b.length) {
    const value = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    area += Math.abs(i / a.length - j / b.length) * (value - last);
    last = value;
    while (i < a.length && a[i]! === value) i++;
    while (j < b.length && b[j]! === value) j++;
  }
  return area;
}
