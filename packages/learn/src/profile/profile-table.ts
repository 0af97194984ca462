import type { ScalarKind } from "@mlopsc/vocabulary";
import { levelCounts, mostFrequentFirst } from "../pipeline/levels.ts";
import { meanAndDeviation, quantile, sortedValues } from "../pipeline/statistics.ts";
import { isText, type NumericColumn, type Table, type TableColumn, type TextColumn } from "../table/table.ts";

/** What a column holds, as plain data. Numbers are in the column's own representation (dates in days, times in ms). */
export interface ColumnProfile {
  readonly name: string;
  readonly kind: ScalarKind;
  /** Rows, with and without a value. */
  readonly count: number;
  readonly missing: number;
  /** Distinct values, missing not counted. */
  readonly distinct: number;
  /** Absent of text, category and id, and where no row has a value. */
  readonly numbers?: NumberProfile;
  /** The most frequent values of text, category, id and bool: 20 at most. */
  readonly categories?: readonly { readonly value: string; readonly count: number }[];
}

export interface NumberProfile {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Population standard deviation. */
  readonly deviation: number;
  /** Linear interpolation, as NumPy's default. */
  readonly quantiles: readonly { readonly share: number; readonly value: number }[];
  /** Bins of equal width, 20 at most; the last holds its upper end. */
  readonly histogram: readonly { readonly low: number; readonly high: number; readonly count: number }[];
}

const shares = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
const mostBins = 20;
const mostCategories = 20;

/** The profile of each column, in order. Of the columns in `concealed` (personal data) no single value is shown. */
export function profileTable(table: Table, concealed: readonly string[] = []): readonly ColumnProfile[] {
  return table.columns.map((column) => {
    const profile = isText(column) ? profileText(column) : profileNumbers(column);
    return concealed.includes(column.name) ? withoutValues(profile) : profile;
  });
}

function profileText(column: TextColumn): ColumnProfile {
  const levels = levelCounts(column);
  const present = levels.reduce((sum, { count }) => sum + count, 0);
  return {
    ...heading(column, column.codes.length, present, levels.length),
    categories: mostFrequentFirst(levels)
      .slice(0, mostCategories)
      .map(({ level, count }) => ({ value: level, count })),
  };
}

function profileNumbers(column: NumericColumn): ColumnProfile {
  const size = column.values.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);
  if (size > mostSquared) return enlarged(profileNumbers({ ...column, values: column.values.map((x) => x / shrink) }));
  const sorted = sortedValues(column.values);
  let distinct = 0;
  for (let at = 0; at < sorted.length; at++) if (at === 0 || sorted[at] !== sorted[at - 1]) distinct++;
  const top = heading(column, column.values.length, sorted.length, distinct);
  if (sorted.length === 0) return top;
  const ones = sorted.reduce((sum, value) => sum + value, 0);
  const flags = [
    { value: "true", count: ones },
    { value: "false", count: sorted.length - ones },
  ];
  return {
    ...top,
    numbers: {
      min: sorted[0]! + 0,
      max: sorted[sorted.length - 1]! + 0,
      ...meanAndDeviation(column.values),
      quantiles: shares.map((share) => ({ share, value: quantile(sorted, share) })),
      histogram: histogramOf(sorted, Math.min(mostBins, distinct)),
    },
    ...(column.kind === "bool" ? { categories: flags.filter(({ count }) => count > 0) } : {}),
  };
}

/** Squares and sums of larger numbers are beyond a double: such a column is profiled as shares of 2^600, which is exact. */
export const mostSquared: number = 2 ** 450;
export const shrink: number = 2 ** 600;

/** The profile of a column from that of its values divided by {@link shrink}. */
export function enlarged({ numbers, ...profile }: ColumnProfile): ColumnProfile {
  if (numbers === undefined) return profile;
  const { min, max, mean, deviation } = numbers;
  return {
    ...profile,
    numbers: {
      ...{ min: min * shrink, max: max * shrink, mean: mean * shrink, deviation: deviation * shrink },
      quantiles: numbers.quantiles.map(({ share, value }) => ({ share, value: value * shrink })),
      histogram: numbers.histogram.map(({ low, high, count }) => ({ low: low * shrink, high: high * shrink, count })),
    },
  };
}

function histogramOf(sorted: Float64Array, bins: number): NumberProfile["histogram"] {
  const low = sorted[0]! + 0;
  const high = sorted[sorted.length - 1]! + 0;
  const edge = (at: number): number => (at === bins ? high : low + ((high - low) / bins) * at);
  const counts = new Array<number>(bins).fill(0);
  let bin = 0;
  for (const value of sorted) {
    while (bin < bins - 1 && value >= edge(bin + 1)) bin++;
    counts[bin]!++;
  }
  return counts.map((count, at) => ({ low: edge(at), high: edge(at + 1), count }));
}

const heading = (column: TableColumn, count: number, present: number, distinct: number): ColumnProfile => ({
  name: column.name,
  kind: column.kind,
  count,
  missing: count - present,
  distinct,
});

const withoutValues = ({ name, kind, count, missing, distinct }: ColumnProfile): ColumnProfile => ({
  name,
  kind,
  count,
  missing,
  distinct,
});
