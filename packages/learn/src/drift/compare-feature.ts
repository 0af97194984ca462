import { countHistogram } from "../metrics/count-histogram.ts";
import { requireColumn } from "../table/columns.ts";
import { isText, type Table, type TextColumn } from "../table/table.ts";

/** One feature in both samples. */
export interface FeatureComparison {
  readonly feature: string;
  readonly distribution: FeatureDistribution;
  readonly referenceMissing: number;
  readonly currentMissing: number;
  /** Of the values that are there; null for categories and where there are none. */
  readonly referenceMean: number | null;
  readonly currentMean: number | null;
  /** How much greater the current mean is, in per cent of the size of the reference mean; null where that is 0. */
  readonly meanDifferencePercent: number | null;
}

/** Counts of both samples on the same bins, or by level, the most frequent first. */
export type FeatureDistribution =
  | {
      readonly kind: "number";
      readonly edges: readonly number[];
      readonly reference: readonly number[];
      readonly current: readonly number[];
    }
  | {
      readonly kind: "category";
      readonly levels: readonly string[];
      readonly reference: readonly number[];
      readonly current: readonly number[];
      /** Rows of levels beyond those listed. */
      readonly otherReference: number;
      readonly otherCurrent: number;
    };

const histogramBins = 40;
const listedLevels = 40;

/** Throws where the column holds text in one table and numbers in the other. */
export function compareFeature(reference: Table, current: Table, feature: string): FeatureComparison {
  const before = requireColumn(reference, feature);
  const after = requireColumn(current, feature);
  if (isText(before) && isText(after)) return compareLevels(before, after);
  if (isText(before) || isText(after)) throw new Error(`column ${feature} differs in kind`);
  const { edges, counts } = countHistogram([before.values, after.values], histogramBins);
  const referenceMean = presentMean(before.values);
  const currentMean = presentMean(after.values);
  return {
    feature,
    distribution: { kind: "number", edges, reference: counts[0]!, current: counts[1]! },
    referenceMissing: missingCount(before.values),
    currentMissing: missingCount(after.values),
    referenceMean,
    currentMean,
    meanDifferencePercent:
      referenceMean === null || currentMean === null || referenceMean === 0
        ? null
        : (100 * (currentMean - referenceMean)) / Math.abs(referenceMean),
  };
}

function compareLevels(before: TextColumn, after: TextColumn): FeatureComparison {
  const reference = levelCounts(before);
  const current = levelCounts(after);
  const both = (level: string): number => (reference.get(level) ?? 0) + (current.get(level) ?? 0);
  const levels = [...new Set([...reference.keys(), ...current.keys()])].sort(
    (a, b) => both(b) - both(a) || (a < b ? -1 : 1),
  );
  const listed = levels.slice(0, listedLevels);
  const rest = levels.slice(listedLevels);
  const total = (counts: Map<string, number>): number => rest.reduce((sum, level) => sum + (counts.get(level) ?? 0), 0);
  return {
    feature: before.name,
    distribution: {
      kind: "category",
      levels: listed,
      reference: listed.map((level) => reference.get(level) ?? 0),
      current: listed.map((level) => current.get(level) ?? 0),
      otherReference: total(reference),
      otherCurrent: total(current),
    },
    referenceMissing: before.codes.reduce((sum, code) => sum + Number(code < 0), 0),
    currentMissing: after.codes.reduce((sum, code) => sum + Number(code < 0), 0),
    referenceMean: null,
    currentMean: null,
    meanDifferencePercent: null,
  };
}

function levelCounts(column: TextColumn): Map<string, number> {
  const counts = new Map<string, number>();
  for (const code of column.codes) {
    const level = column.dictionary[code];
    if (level !== undefined) counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  return counts;
}

function presentMean(values: Float64Array): number | null {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? null : sum / count;
}

const missingCount = (values: Float64Array): number =>
  values.reduce((count, value) => count + Number(Number.isNaN(value)), 0);
