import type { PackedRules } from "./split-rules.ts";

/**
 * What the value of a node, and of all below it, must lie between, in the unit of packed sums over packed weights: how
 * monotone constraints are kept, as in scikit-learn's histogram boosting.
 */
export interface ValueBounds {
  readonly lower: number;
  readonly upper: number;
}

export const unbounded: ValueBounds = { lower: -Infinity, upper: Infinity };

export const isUnbounded = ({ lower, upper }: ValueBounds): boolean => lower === -Infinity && upper === Infinity;

/** A node's Newton step, held within the bounds. */
export const boundedValue = (sum: number, weight: number, l2: number, { lower, upper }: ValueBounds): number =>
  weight + l2 > 0 ? Math.min(upper, Math.max(lower, sum / (weight + l2))) : Math.min(upper, Math.max(lower, 0));

/**
 * Twice the loss that this value saves: sum² / (weight + l2) where the value is sum / (weight + l2), and less elsewhere. As
 * LightGBM's; scikit-learn takes sum × value, which overrates values far from their bounds.
 */
export const valueScore = (sum: number, weight: number, l2: number, value: number): number =>
  value * (2 * sum - (weight + l2) * value);

/** The score of a node whose value is held within bounds. */
export function boundedNodeScore(totals: Float64Array, { countUnit, l2 }: PackedRules, bounds: ValueBounds): number {
  const weight = Math.floor(totals[1]! / countUnit);
  return valueScore(totals[0]!, weight, l2, boundedValue(totals[0]!, weight, l2, bounds));
}

/** The score of both sides of a split of categories, which have no direction; negative infinity where one is too small. */
export function boundedScore(
  left: Float64Array,
  totals: Float64Array,
  { countUnit, minSamplesLeaf, minWeight, l2 }: PackedRules,
  bounds: ValueBounds,
): number {
  const pair = left[1]!;
  const rest = totals[1]! - pair;
  const leftWeight = Math.floor(pair / countUnit);
  const rightWeight = Math.floor(rest / countUnit);
  if (pair - leftWeight * countUnit < minSamplesLeaf || rest - rightWeight * countUnit < minSamplesLeaf)
    return -Infinity;
  if (leftWeight < minWeight || rightWeight < minWeight) return -Infinity;
  const sum = left[0]!;
  const other = totals[0]! - sum;
  const leftValue = boundedValue(sum, leftWeight, l2, bounds);
  const rightValue = boundedValue(other, rightWeight, l2, bounds);
  return valueScore(sum, leftWeight, l2, leftValue) + valueScore(other, rightWeight, l2, rightValue);
}

/**
 * The bounds of both children. Split on a constrained column, they meet half way between the children's values: no leaf
 * below the one can then pass a leaf below the other.
 */
export function childBounds(
  left: Float64Array,
  totals: Float64Array,
  { countUnit, l2 }: PackedRules,
  bounds: ValueBounds,
  direction: number,
): readonly [ValueBounds, ValueBounds] {
  const leftWeight = Math.floor(left[1]! / countUnit);
  const rightWeight = Math.floor((totals[1]! - left[1]!) / countUnit);
  const leftValue = boundedValue(left[0]!, leftWeight, l2, bounds);
  const rightValue = boundedValue(totals[0]! - left[0]!, rightWeight, l2, bounds);
  return boundsOfSides(leftValue, rightValue, bounds, direction);
}

export function boundsOfSides(
  leftValue: number,
  rightValue: number,
  bounds: ValueBounds,
  direction: number,
): readonly [ValueBounds, ValueBounds] {
  if (direction === 0) return [bounds, bounds];
  const middle = leftValue + (rightValue - leftValue) / 2;
  const below = { lower: bounds.lower, upper: middle };
  const above = { lower: middle, upper: bounds.upper };
  return direction > 0 ? [below, above] : [above, below];
}
