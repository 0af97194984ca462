import { isText, type NumericColumn, type Table, type TextColumn } from "../../../table/table.ts";
import { numberCoder } from "./number-coder.ts";
import { quantileThresholds } from "./quantile-thresholds.ts";

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

/**
 * Cuts every column into at most `maxBins` (2..65 535) bins of about equal weight; columns of few distinct values get
 * a bin each, cut half way between neighbours.
 */
export function binTable(
  { rows, columns }: Table,
  maxBins: number,
  memory: (bytes: number) => ArrayBufferLike = (bytes) => new ArrayBuffer(bytes),
): BinnedTable {
  const cells = rows * columns.length;
  const bins = maxBins > 255 ? new Uint16Array(memory(2 * cells)) : new Uint8Array(memory(cells));
  const features = columns.map((column, at) => {
    const feature = cutColumn(column, maxBins);
    fillBins(feature, column, bins.subarray(at * rows, (at + 1) * rows));
    return feature;
  });
  return { rows, features, bins, binCounts: Int32Array.from(features, binCount) };
}

/** The number of bins without that of missing values. */
export const binCount = (feature: FeatureBins): number =>
  feature.kind === "category" ? feature.levels.length : feature.thresholds.length + 1;

function cutColumn(column: NumericColumn | TextColumn, maxBins: number): FeatureBins {
  return isText(column)
    ? { kind: "category", name: column.name, levels: frequentLevels(column, Math.min(maxBins, maxLevels)) }
    : { kind: "number", name: column.name, thresholds: quantileThresholds(column.values, maxBins) };
}

function frequentLevels(column: TextColumn, limit: number): string[] {
  const counts = new Float64Array(column.dictionary.length);
  for (const code of column.codes) if (code >= 0) counts[code]! += 1;
  return column.dictionary
    .map((level, code) => ({ level, count: counts[code]! }))
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
      const code = text.codes[row]!;
      bins[row] = code < 0 ? feature.levels.length : binOf[code]!;
    }
    return;
  }
  const { values } = column as NumericColumn;
  const codeOf = numberCoder(Float64Array.from(feature.thresholds));
  for (let row = 0; row < bins.length; row++) bins[row] = codeOf(values[row]!);
}

/** For each entry of a dictionary its place among the levels, or `unknown`. */
export function levelCodes(levels: readonly string[], dictionary: readonly string[], unknown: number): Int32Array {
  const places = new Map(levels.map((level, place) => [level, place]));
  return Int32Array.from(dictionary, (entry) => places.get(entry) ?? unknown);
}
