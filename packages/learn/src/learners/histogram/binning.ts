import { isText, type NumericColumn, type Table, type TextColumn } from "../../table/table.ts";

/** How one column became bins; part of a fitted learner, so plain data. */
export type FeatureBins =
  /** Value v is in bin b when `thresholds[b-1] < v <= thresholds[b]`; ascending. */
  | { readonly kind: "number"; readonly name: string; readonly thresholds: readonly number[] }
  /** Bin b is `levels[b]`, the most frequent first; rarer levels than fit count as missing. */
  | { readonly kind: "category"; readonly name: string; readonly levels: readonly string[] };

/**
 * A table as small whole numbers: `bins[column * rows + row]`; the bin of a missing value is `binCounts[column]`.
 * Bytes for up to 255 bins.
 */
export interface BinnedTable {
  readonly rows: number;
  readonly features: readonly FeatureBins[];
  readonly bins: Bins;
  readonly binCounts: Int32Array;
}

export type Bins = Uint8Array | Uint16Array;

/** The most levels of a category that are told apart. */
const maxLevels = 255;

/** Quantiles are read off at most so many rows, evenly spaced. */
const quantileRows = 200_000;

/**
 * Cuts every column into at most `maxBins` (2..65 535) bins of about equal weight; columns of few distinct values get
 * a bin each, cut half way between neighbours.
 */
export function binTable(table: Table, maxBins: number): BinnedTable {
  const features = table.columns.map(
    (column): FeatureBins =>
      isText(column)
        ? { kind: "category", name: column.name, levels: frequentLevels(column, Math.min(maxBins, maxLevels)) }
        : { kind: "number", name: column.name, thresholds: quantileThresholds(column.values, maxBins) },
  );
  const cells = table.rows * features.length;
  const bins = maxBins > 255 ? new Uint16Array(cells) : new Uint8Array(cells);
  features.forEach((feature, index) => {
    const column = table.columns[index] as NumericColumn | TextColumn;
    fillBins(feature, column, bins.subarray(index * table.rows, (index + 1) * table.rows));
  });
  return { rows: table.rows, features, bins, binCounts: Int32Array.from(features, binCount) };
}

/** The number of bins without that of missing values. */
export const binCount = (feature: FeatureBins): number =>
  feature.kind === "category" ? feature.levels.length : feature.thresholds.length + 1;

/** Ascending cuts between quantiles of the values that are there. */
export function quantileThresholds(values: Float64Array, maxBins: number): number[] {
  const sorted = presentSorted(values);
  const distinct = distinctUpTo(sorted, maxBins);
  if (distinct !== undefined) return distinct.slice(1).map((value, index) => between(distinct[index] as number, value));
  const thresholds: number[] = [];
  let position = 0;
  for (let cut = 1; cut < maxBins; cut++) {
    position = Math.max(position, Math.floor((cut * sorted.length) / maxBins));
    const value = sorted[position - 1] as number;
    while (position < sorted.length && sorted[position] === value) position++;
    if (position === sorted.length) break;
    const threshold = between(value, sorted[position] as number);
    if (threshold !== thresholds.at(-1)) thresholds.push(threshold);
  }
  return thresholds;
}

function presentSorted(values: Float64Array): Float64Array {
  const step = Math.max(1, values.length / quantileRows);
  const taken = new Float64Array(Math.min(values.length, quantileRows));
  let count = 0;
  for (let index = 0; index < taken.length; index++) {
    const value = values[Math.floor(index * step)] as number;
    if (!Number.isNaN(value)) taken[count++] = value;
  }
  return taken.subarray(0, count).sort();
}

function distinctUpTo(sorted: Float64Array, limit: number): number[] | undefined {
  const distinct: number[] = [];
  for (const value of sorted) {
    if (value === distinct.at(-1)) continue;
    if (distinct.length === limit) return undefined;
    distinct.push(value);
  }
  return distinct;
}

/** Half way, such that `low <= result < high` also where doubles run out. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle >= low && middle < high ? middle : low;
}

function frequentLevels(column: TextColumn, limit: number): string[] {
  const counts = new Float64Array(column.dictionary.length);
  for (const code of column.codes) if (code >= 0) counts[code] = (counts[code] as number) + 1;
  return column.dictionary
    .map((level, code) => ({ level, count: counts[code] as number }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.level < b.level ? -1 : 1))
    .slice(0, limit)
    .map(({ level }) => level);
}

function fillBins(feature: FeatureBins, column: NumericColumn | TextColumn, bins: Bins): void {
  if (feature.kind === "category") {
    const text = column as TextColumn;
    const binOf = levelCodes(feature.levels, text.dictionary, feature.levels.length);
    for (let row = 0; row < bins.length; row++) {
      const code = text.codes[row] as number;
      bins[row] = code < 0 ? feature.levels.length : (binOf[code] as number);
    }
    return;
  }
  const { values } = column as NumericColumn;
  const thresholds = Float64Array.from(feature.thresholds);
  for (let row = 0; row < bins.length; row++) bins[row] = binOfValue(values[row] as number, thresholds);
}

/** For each entry of a dictionary its place among the levels, or `unknown`. */
export function levelCodes(levels: readonly string[], dictionary: readonly string[], unknown: number): Int32Array {
  const places = new Map(levels.map((level, place) => [level, place]));
  return Int32Array.from(dictionary, (entry) => places.get(entry) ?? unknown);
}

function binOfValue(value: number, thresholds: Float64Array): number {
  if (Number.isNaN(value)) return thresholds.length + 1;
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= (thresholds[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
