import type { Packing } from "./packed-rows.ts";

/** What a split must leave on each side, and how it is scored. */
export interface SplitRules {
  readonly minSamplesLeaf: number;
  readonly minWeight: number;
  readonly l2: number;
  /**
   * Added to the weight of a category when categories are put in order, so that rare ones do not lead, and to that of
   * either side when the split is scored.
   */
  readonly categorySmoothing: number;
  /** By column: 1 where values must not fall as it rises, -1 where they must not rise, 0. Absent where none is held. */
  readonly directions?: Int8Array;
}

/** The same in the unit of packed numbers. */
export interface PackedRules extends SplitRules, Packing {
  /** True gain per gain of packed scores. */
  readonly gainScale: number;
}

/** True gain per gain of packed scores. */
export const gainScale = ({ weightScale, sumScale }: Packing): number => weightScale / sumScale / sumScale;

export function packedRules(rules: SplitRules, packing: Packing): PackedRules {
  const { weightScale } = packing;
  return {
    ...packing,
    minSamplesLeaf: rules.minSamplesLeaf,
    // Of a weight that rounds to nothing nothing can be told.
    minWeight: Math.max(1, rules.minWeight * weightScale),
    l2: rules.l2 * weightScale,
    categorySmoothing: rules.categorySmoothing * weightScale,
    ...(rules.directions ? { directions: rules.directions } : {}),
    gainScale: gainScale(packing),
  };
}

/** The part of a histogram that holds one column. */
export interface ColumnCells {
  readonly cells: Float64Array;
  readonly at: number;
  /** Without that of missing values, which follows them. */
  readonly bins: number;
  readonly column: number;
}

/** The best split so far; overwritten in place. */
export interface BestSplit {
  /** To be compared with the node's own. */
  score: number;
  /** -1 where there is none. */
  column: number;
  /** The last bin that goes left; unused for categories. */
  bin: number;
  missingLeft: boolean;
  /** For categories: bit b set when bin b goes left (that of missing values included). */
  set: Int32Array | null;
  /** The packed totals of the rows that go left. */
  readonly left: Float64Array;
}

export const noSplit = (score: number): BestSplit => ({
  score,
  column: -1,
  bin: -1,
  missingLeft: false,
  set: null,
  left: new Float64Array(2),
});

/** The count of rows in packed totals. */
export const countOf = (totals: Float64Array, { countUnit }: Packing): number => totals[1]! % countUnit;

/** The packed weight in packed totals. */
export const weightOf = (totals: Float64Array, { countUnit }: Packing): number => Math.floor(totals[1]! / countUnit);

/** sum² / (weight + l2): its gain over the parent's is the fall of the loss, up to a constant. */
export function nodeScore(totals: Float64Array, rules: PackedRules): number {
  const weight = weightOf(totals, rules);
  return weight + rules.l2 > 0 ? (totals[0]! * totals[0]!) / (weight + rules.l2) : 0;
}

/** True when the bin goes left. */
export const hasBit = (set: Int32Array, bin: number): boolean => ((set[bin >> 5]! >>> (bin & 31)) & 1) === 1;
