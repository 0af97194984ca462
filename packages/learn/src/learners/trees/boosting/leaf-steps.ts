import type { GrownTree } from "../growing/grower.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { PackedRules } from "../splits/split-rules.ts";
import { boundedValue, boundsOfSides, unbounded, type ValueBounds } from "../splits/value-bounds.ts";
import type { BoostingLoss } from "./losses/boosting-loss.ts";

/** What each leaf of a tree adds to the raw predictions of its rows; 0 for inner nodes. */
export type LeafSteps = (tree: GrownTree, rules: PackedRules, loss: BoostingLoss, raw: Float64Array) => Float64Array;

/** The Newton step sum / (weight + l2) of each leaf, or the loss's own; held to the directions. */
export function createLeafSteps(kernel: Kernel, mostNodes: number): LeafSteps {
  const { team } = kernel;
  const found = kernel.doubles(mostNodes);
  return (tree, rules, loss, raw) => {
    if (loss.leafStep === undefined) return newtonSteps(tree, rules);
    const nodes = tree.feature.length;
    for (let node = team.rank; node < nodes; node += team.size) {
      const isLeaf = tree.feature[node] === -1;
      const isAsked = isLeaf || rules.directions !== undefined;
      found[node] = isAsked ? loss.leafStep(raw, tree.rows, tree.start[node]!, tree.end[node]!) : 0;
    }
    team.meet();
    const steps = found.slice(0, nodes);
    return rules.directions === undefined ? steps : heldSteps(tree, steps, rules.directions);
  };
}

function newtonSteps(tree: GrownTree, { countUnit, sumScale, weightScale, l2 }: PackedRules): Float64Array {
  return Float64Array.from(tree.totals, (totals, node) => {
    if (tree.feature[node] !== -1) return 0;
    const bounds = tree.bounds[node]!;
    const weight = Math.floor(totals[1]! / countUnit);
    if (bounds !== null) return boundedValue(totals[0]!, weight, l2, bounds) * (weightScale / sumScale);
    return totals[0] === 0 ? 0 : (totals[0]! / (weight + l2)) * (weightScale / sumScale);
  });
}

/**
 * Steps that are no Newton steps, held to the directions: from the root down, the two sides of a split along a held column
 * are kept on either side of the middle of what each would have on its own.
 */
function heldSteps({ feature, left }: GrownTree, steps: Float64Array, directions: Int8Array): Float64Array {
  const held = new Float64Array(feature.length);
  const bounds: ValueBounds[] = [unbounded];
  const heldStep = (node: number, { lower, upper }: ValueBounds): number =>
    Math.min(upper, Math.max(lower, steps[node]!));
  // Children have higher numbers than their parents.
  for (let node = 0; node < feature.length; node++) {
    const own = bounds[node]!;
    if (feature[node] === -1) {
      held[node] = heldStep(node, own);
      continue;
    }
    const child = left[node]!;
    const sides = boundsOfSides(heldStep(child, own), heldStep(child + 1, own), own, directions[feature[node]!]!);
    [bounds[child], bounds[child + 1]] = sides;
  }
  return held;
}

/**
 * For every leaf that has rows in this thread's share of the table's: the run of them in the tree's rows. Rows rise within
 * a leaf, so that each thread writes to a part of memory that no other writes to.
 */
export function forOwnRuns(
  tree: GrownTree,
  [firstRow, endRow]: readonly [number, number],
  visit: (leaf: number, from: number, to: number) => void,
): void {
  for (let node = 0; node < tree.feature.length; node++) {
    if (tree.feature[node] !== -1) continue;
    const from = firstPlace(tree.rows, firstRow, tree.start[node]!, tree.end[node]!);
    const to = firstPlace(tree.rows, endRow, from, tree.end[node]!);
    if (from < to) visit(node, from, to);
  }
}

/** The first place from `low` on whose row is not below `row`; `high` where there is none. */
function firstPlace(rows: Int32Array, row: number, low: number, high: number): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
