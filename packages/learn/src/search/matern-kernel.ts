import type { Points } from "./encode-space.ts";

const rootFive = Math.sqrt(5);

/** Matérn 5/2 at a squared distance in length scales (Rasmussen and Williams 2006, 4.17): 1 at 0. */
export function matern(squared: number): number {
  const ratio = rootFive * Math.sqrt(squared);
  return (1 + ratio + (ratio * ratio) / 3) * Math.exp(-ratio);
}

/** How fast it falls: minus twice its derivative by the squared distance. */
export function maternFall(squared: number): number {
  const ratio = rootFive * Math.sqrt(squared);
  return (5 / 3) * (1 + ratio) * Math.exp(-ratio);
}

/** Squared differences by group, of each pair i > j: groups × (n (n - 1) / 2), group after group. */
export function pairDistances({ size, width, coordinates, groups, groupCount }: Points): Float64Array {
  const pairs = (size * (size - 1)) / 2;
  const distances = new Float64Array(groupCount * pairs);
  let pair = 0;
  for (let row = 1; row < size; row++) {
    for (let other = 0; other < row; other++, pair++) {
      for (let at = 0; at < width; at++) {
        const difference = coordinates[row * width + at]! - coordinates[other * width + at]!;
        distances[groups[at]! * pairs + pair]! += difference * difference;
      }
    }
  }
  return distances;
}
