import type { Random } from "../../../random/seeded-random.ts";
import type { BoostingLoss } from "../boosting/losses/boosting-loss.ts";
import type { TreeRows } from "../finders/split-finder.ts";
import { gradientPacking } from "../splits/packed-rows.ts";
import { packedRules, type SplitRules } from "../splits/split-rules.ts";
import { share } from "../team/team.ts";
import type { Kernel } from "./kernel.ts";

/** Makes the gradients of one output ready for a tree on some rows. */
export type GradientPacker = (
  raw: Float64Array,
  output: number,
  rows: Int32Array,
  random: Random,
) => { readonly tree: TreeRows; readonly totals: Float64Array };

/** `weights`: how much each row counts, null where all count alike. */
export function createGradientPacker(
  loss: BoostingLoss,
  weights: Float64Array | null,
  tableRows: number,
  rules: SplitRules,
  kernel: Kernel,
): GradientPacker {
  const { team } = kernel;
  const packed = kernel.doubles(2 * tableRows);
  const counts = weights === null ? null : kernel.doubles(tableRows);
  counts?.set(weights!);
  const sumsOf = Array.from({ length: team.size }, () => kernel.doubles(2))[team.rank]!;
  const pairOfAll = createPairs(kernel);
  const [from, to] = share(team, 0, tableRows);
  const heaviest = weights === null ? 1 : weights.reduce((most, weight) => Math.max(most, weight), Number.MIN_VALUE);
  return (raw, output, rows, random) => {
    const [sum, weight] = pairOfAll(loss.largest(raw, from, to), Math.max);
    const packing = gradientPacking(tableRows, (sum || 1) * heaviest, (weight || 1) * heaviest);
    loss.gradients(raw, output, from, to, packed);
    const { sumScale, weightScale, countUnit } = packing;
    const pairsAt = packed.byteOffset + 16 * from;
    const by = counts === null ? 0 : counts.byteOffset + 8 * from;
    kernel.packPairs(pairsAt, from, to - from, by, sumScale, weightScale, countUnit, sumsOf.byteOffset);
    // The tree's rows, of which each thread has written its share, are complete now too.
    team.meet();
    const own = rows.length === tableRows ? sumsOf : totalsOf(packed, rows, ...share(team, 0, rows.length));
    const totals = pairOfAll(own, (a, b) => a + b);
    return { tree: { packed, rules: packedRules(rules, packing), random }, totals };
  };
}

function totalsOf(packed: Float64Array, rows: Int32Array, first: number, last: number): [number, number] {
  let sum = 0;
  let weight = 0;
  for (let index = first; index < last; index++) {
    sum += packed[2 * rows[index]!]!;
    weight += packed[2 * rows[index]! + 1]!;
  }
  return [sum, weight];
}

/** Joins a pair of numbers of each thread to one that all get. */
function createPairs(
  kernel: Kernel,
): (own: ArrayLike<number>, join: (a: number, b: number) => number) => Float64Array & { 0: number; 1: number } {
  const { team } = kernel;
  // Two areas in turns: a slow thread may still read the one while a fast one writes the other.
  const areas = [0, 1].map(() => kernel.doubles(2 * team.size));
  let turn = 0;
  return (own, join) => {
    const area = areas[turn++ & 1]!;
    area.set(own, 2 * team.rank);
    team.meet();
    const joined = Float64Array.from(area.subarray(0, 2));
    for (let rank = 1; rank < team.size; rank++) {
      joined[0] = join(joined[0]!, area[2 * rank]!);
      joined[1] = join(joined[1]!, area[2 * rank + 1]!);
    }
    return joined as Float64Array & { 0: number; 1: number };
  };
}
