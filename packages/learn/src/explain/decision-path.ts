/**
 * The features met on the way down a tree (the `m` of Lundberg, Erion and Lee 2018, algorithm 2), each once: the share of
 * the training rows that goes the row's way when the feature is unknown (`zeros`), whether the row itself goes it (`ones`,
 * 0 or 1), and by size of a set of known features, what part of all orders of the features leads here (`weights`).
 * A path of depth d lies from `d (d + 1) / 2` on, so that a branch works on a copy of its parent's.
 */
export interface DecisionPath {
  readonly features: Int32Array;
  readonly zeros: Float64Array;
  readonly ones: Float64Array;
  readonly weights: Float64Array;
}

/** Room for the paths of a tree of this depth. */
export function createPath(depth: number): DecisionPath {
  const cells = ((depth + 2) * (depth + 3)) / 2;
  return {
    features: new Int32Array(cells),
    zeros: new Float64Array(cells),
    ones: new Float64Array(cells),
    weights: new Float64Array(cells),
  };
}

/** Copies `length` entries from one depth's place to another's. */
export function copyPath(
  { features, zeros, ones, weights }: DecisionPath,
  from: number,
  to: number,
  length: number,
): void {
  features.copyWithin(to, from, from + length);
  zeros.copyWithin(to, from, from + length);
  ones.copyWithin(to, from, from + length);
  weights.copyWithin(to, from, from + length);
}

/** Adds a feature to the `length` entries at `at`. */
export function extendPath(
  path: DecisionPath,
  at: number,
  length: number,
  zero: number,
  one: number,
  feature: number,
): void {
  const { features, zeros, ones, weights } = path;
  features[at + length] = feature;
  zeros[at + length] = zero;
  ones[at + length] = one;
  weights[at + length] = length === 0 ? 1 : 0;
  for (let index = length - 1; index >= 0; index--) {
    weights[at + index + 1]! += (one * weights[at + index]! * (index + 1)) / (length + 1);
    weights[at + index] = (zero * weights[at + index]! * (length - index)) / (length + 1);
  }
}

/** Takes entry `entry` of `length` out again, as if it had never been added. */
export function unwindPath(path: DecisionPath, at: number, length: number, entry: number): void {
  const { features, zeros, ones, weights } = path;
  const zero = zeros[at + entry]!;
  const one = ones[at + entry]!;
  const last = length - 1;
  let next = weights[at + last]!;
  for (let index = last - 1; index >= 0; index--) {
    const kept = weights[at + index]!;
    if (one === 0) weights[at + index] = (kept * length) / (zero * (last - index));
    else {
      weights[at + index] = (next * length) / ((index + 1) * one);
      next = kept - (weights[at + index]! * zero * (last - index)) / length;
    }
  }
  for (let index = entry; index < last; index++) {
    features[at + index] = features[at + index + 1]!;
    zeros[at + index] = zeros[at + index + 1]!;
    ones[at + index] = ones[at + index + 1]!;
  }
}

/** The sum of the weights that {@link unwindPath} would leave, without changing the path. */
export function unwoundSum({ zeros, ones, weights }: DecisionPath, at: number, length: number, entry: number): number {
  const zero = zeros[at + entry]!;
  const one = ones[at + entry]!;
  const last = length - 1;
  let next = weights[at + last]!;
  let sum = 0;
  for (let index = last - 1; index >= 0; index--) {
    if (one === 0) sum += (weights[at + index]! * length) / (zero * (last - index));
    else {
      const weight = (next * length) / ((index + 1) * one);
      sum += weight;
      next = weights[at + index]! - (weight * zero * (last - index)) / length;
    }
  }
  return sum;
}
