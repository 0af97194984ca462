import type { SpaceDimension } from "@mlopsc/vocabulary";
import type { Random } from "../random/seeded-random.ts";
import { type Assignment, isActive, valueAt } from "./sample-space.ts";

const attempts = 20;

/**
 * So many assignments that lie evenly along each dimension (McKay et al. 1979): each of `size` equal parts of its length
 * is drawn from once. The one of a few such designs whose closest two are furthest apart.
 */
export function latinHypercube(space: readonly SpaceDimension[], size: number, random: Random): Assignment[] {
  const width = space.length;
  let best: { readonly distance: number; readonly shares: Float64Array } = {
    distance: -1,
    shares: new Float64Array(0),
  };
  for (let attempt = 0; attempt < attempts; attempt++) {
    const shares = drawShares(size, width, random);
    const distance = leastDistance(shares, size, width);
    if (distance > best.distance) best = { distance, shares };
  }
  return Array.from({ length: size }, (_, row) => {
    const assignment: Record<string, string | number | boolean> = {};
    space.forEach((dimension, at) => {
      if (isActive(dimension, assignment))
        assignment[dimension.name] = valueAt(dimension, best.shares[row * width + at]!);
    });
    return assignment;
  });
}

/** Size × width, each column a draw from each part. */
function drawShares(size: number, width: number, random: Random): Float64Array {
  const shares = new Float64Array(size * width);
  const order = Int32Array.from({ length: size }, (_, row) => row);
  for (let at = 0; at < width; at++) {
    random.shuffle(order);
    for (let row = 0; row < size; row++) shares[row * width + at] = (order[row]! + random.next()) / size;
  }
  return shares;
}

/** Squared. Of the first hundred alone: more are dense anyway. */
function leastDistance(shares: Float64Array, size: number, width: number): number {
  let least = Infinity;
  for (let row = 1; row < Math.min(size, 100); row++) {
    for (let other = 0; other < row; other++) {
      let squared = 0;
      for (let at = 0; at < width; at++) squared += (shares[row * width + at]! - shares[other * width + at]!) ** 2;
      if (squared < least) least = squared;
    }
  }
  return least;
}
