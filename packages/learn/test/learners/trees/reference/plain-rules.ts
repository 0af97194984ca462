import type { BestSplit, PackedRules } from "../../../../src/learners/trees/splits/split-rules.ts";
import type { Random } from "../../../../src/random/seeded-random.ts";

/** Rules for either sort of statistics: pairs of gradients, or a number for each class (Gini impurity). */
export interface PlainRules extends PackedRules {
  readonly kind: "gradient" | "classes";
  /** Numbers a cell. */
  readonly width: number;
}

/** What a tree is grown on. */
export interface PlainRows {
  /** Pairs (gradients) or single numbers (classes) by row. */
  readonly packed: Float64Array;
  /** By row; empty for gradients. */
  readonly classes: Int32Array;
  /** Rows that agree here want the same, so that no split parts them to any use; unused for classes. */
  readonly wanted: ArrayLike<number>;
  readonly rules: PlainRules;
  readonly random: Random;
}

export const noPlainSplit = (width: number, score: number): BestSplit => ({
  score,
  column: -1,
  bin: -1,
  missingLeft: false,
  set: null,
  left: new Float64Array(width),
});

/** The count of rows in packed totals. */
export function rowsIn(totals: Float64Array, { kind, countUnit }: PlainRules): number {
  if (kind === "gradient") return totals[1]! % countUnit;
  return totals.reduce((sum, value) => sum + value, 0) % countUnit;
}

/** The packed weight in packed totals. */
export function weightIn(totals: Float64Array, { kind, countUnit }: PlainRules): number {
  if (kind === "gradient") return Math.floor(totals[1]! / countUnit);
  return totals.reduce((sum, value) => sum + Math.floor(value / countUnit), 0);
}

/** sum² / (weight + l2), or Σ class weight² / weight. */
export function plainScore(totals: Float64Array, rules: PlainRules): number {
  const weight = weightIn(totals, rules);
  if (rules.kind === "gradient") return weight + rules.l2 > 0 ? (totals[0]! * totals[0]!) / (weight + rules.l2) : 0;
  const squares = totals.reduce((sum, value) => sum + Math.floor(value / rules.countUnit) ** 2, 0);
  return weight > 0 ? squares / weight : 0;
}
