import type { GrownTree } from "./grower.ts";
import type { Kernel } from "./kernel.ts";
import type { BoostingLoss } from "./losses/boosting-loss.ts";
import type { PackedRules } from "./split-rules.ts";
import { share, type Team } from "./team.ts";

/** What each leaf of a tree adds to the raw predictions of its rows; 0 for inner nodes. */
export type LeafSteps = (tree: GrownTree, rules: PackedRules, loss: BoostingLoss, raw: Float64Array) => Float64Array;

/** The Newton step sum / (weight + l2) of each leaf, or the loss's own. */
export function createLeafSteps(kernel: Kernel, mostNodes: number): LeafSteps {
  const { team } = kernel;
  const found = kernel.doubles(mostNodes);
  return (tree, rules, loss, raw) => {
    if (loss.leafStep === undefined) return newtonSteps(tree, rules);
    const nodes = tree.feature.length;
    for (let node = team.rank; node < nodes; node += team.size) {
      const isLeaf = tree.feature[node] === -1;
      found[node] = isLeaf ? loss.leafStep(raw, tree.rows, tree.start[node]!, tree.end[node]!) : 0;
    }
    team.meet();
    return found.slice(0, nodes);
  };
}

function newtonSteps(tree: GrownTree, { countUnit, sumScale, weightScale, l2 }: PackedRules): Float64Array {
  return Float64Array.from(tree.totals, (totals, node) => {
    if (tree.feature[node] !== -1 || totals[0] === 0) return 0;
    return (totals[0]! / (Math.floor(totals[1]! / countUnit) + l2)) * (weightScale / sumScale);
  });
}

/** For every leaf that has rows in this thread's share of the tree's: the run of them. */
export function forOwnRuns(tree: GrownTree, team: Team, visit: (leaf: number, from: number, to: number) => void): void {
  const [first, last] = share(team, 0, tree.rows.length);
  for (let node = 0; node < tree.feature.length; node++) {
    if (tree.feature[node] !== -1) continue;
    const from = Math.max(first, tree.start[node]!);
    const to = Math.min(last, tree.end[node]!);
    if (from < to) visit(node, from, to);
  }
}
