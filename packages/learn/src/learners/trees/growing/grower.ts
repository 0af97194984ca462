import type { BinnedTable } from "../bins/binning.ts";
import type { Candidate, NodeRows, SplitFinder, TreeRows } from "../finders/split-finder.ts";
import { countOf, nodeScore, noSplit, type PackedRules, type SplitRules } from "../splits/split-rules.ts";
import { boundedNodeScore, childBounds, unbounded, type ValueBounds } from "../splits/value-bounds.ts";
import { createFrontier, type GrowOrder, type Open } from "./frontier.ts";
import type { Partition } from "./partition.ts";

export interface GrowRules extends SplitRules {
  /** Infinity: not limited. */
  readonly maxDepth: number;
  readonly maxLeaves: number;
  /** By how much a split must raise the score, as a share of the node's own. */
  readonly minGain: number;
  readonly order: GrowOrder;
}

/** A tree over bins. Node 0 is the root; the right child of a node is `left + 1`. */
export interface GrownTree {
  /** -1 in a leaf. */
  readonly feature: number[];
  readonly bin: number[];
  readonly missingLeft: boolean[];
  readonly sets: (Int32Array | null)[];
  readonly left: number[];
  /** Packed totals of each node's rows. */
  readonly totals: Float64Array[];
  /** What values of each node lie between; null in a tree without directions. */
  readonly bounds: (ValueBounds | null)[];
  /** The rows of node i are `rows[start[i]] … rows[end[i] - 1]`. */
  readonly start: number[];
  readonly end: number[];
  readonly rows: Int32Array;
  /** Summed over the splits of each column. */
  readonly gains: Float64Array;
}

/** Grows trees on one table. Reuses its buffers from tree to tree; not to be used by two callers in turn. */
export interface Grower {
  /** `rows` is put in the order of the leaves, in place; `totals` are theirs. */
  grow(tree: TreeRows, rows: Int32Array, totals: Float64Array): GrownTree;
}

export function createGrower(table: BinnedTable, finder: SplitFinder, partition: Partition, rules: GrowRules): Grower {
  return {
    grow(tree, rows, totals) {
      finder.start(tree);
      return growTree(tree, emptyTree(rows, table.features.length), totals, rules, finder, partition);
    },
  };
}

interface OpenNode extends Open {
  readonly depth: number;
  readonly candidate: Candidate;
}

function growTree(
  treeRows: TreeRows,
  tree: GrownTree,
  totals: Float64Array,
  rules: GrowRules,
  finder: SplitFinder,
  partition: Partition,
): GrownTree {
  const packing = treeRows.rules;
  const frontier = createFrontier<OpenNode>(rules.order);
  const root = candidateOf(addNode(tree, 0, tree.rows.length, totals, rules.directions ? unbounded : null), 0);
  if (root.open) {
    finder.root(root);
    wait(0, 0, root);
  }
  let leaves = 1;
  for (let open = frontier.take(); open !== undefined && leaves < rules.maxLeaves; open = frontier.take()) {
    splitNode(open);
    leaves++;
  }
  for (let open = frontier.take(); open !== undefined; open = frontier.take()) finder.release(open.candidate);
  return tree;

  function splitNode({ node, depth, gain, candidate: split }: OpenNode): void {
    const { best } = split;
    const { rows, start, end, totals: all } = split.node;
    const middle = start + countOf(best.left, packing);
    partition(best, rows, start, middle, end);
    tree.feature[node] = best.column;
    tree.bin[node] = best.bin;
    tree.missingLeft[node] = best.missingLeft;
    tree.sets[node] = best.set;
    tree.gains[best.column]! += gain;
    const [leftBounds, rightBounds] = boundsBelow(split, packing);
    const left = addNode(tree, start, middle, best.left, leftBounds);
    tree.left[node] = left;
    addNode(
      tree,
      middle,
      end,
      all.map((total, part) => total - best.left[part]!),
      rightBounds,
    );
    // The last split's children stay leaves: they need no histograms.
    if (leaves + 1 >= rules.maxLeaves) {
      finder.release(split);
      return;
    }
    openChildren(left, depth + 1, split);
  }

  function openChildren(left: number, depth: number, parent: Candidate): void {
    const right = left + 1;
    const leftIsSmaller = tree.end[left]! - tree.start[left]! <= tree.end[right]! - tree.start[right]!;
    const [small, large] = leftIsSmaller ? [left, right] : [right, left];
    const smaller = candidateOf(small, depth);
    const larger = candidateOf(large, depth);
    if (!smaller.open && !larger.open) {
      finder.release(parent);
      return;
    }
    finder.children(parent, smaller, larger);
    wait(small, depth, smaller);
    wait(large, depth, larger);
  }

  function candidateOf(node: number, depth: number): Candidate {
    return candidate(tree, node, depth, treeRows, rules);
  }

  function wait(node: number, depth: number, waiting: Candidate): void {
    const { best } = waiting;
    if (best.column < 0) return;
    const gain = Math.max(0, best.score - scoreOf(waiting.node.totals, waiting.bounds, packing)) * packing.gainScale;
    frontier.add({ node, depth, gain, candidate: waiting });
  }
}

/** Not yet known to be split. */
function candidate(tree: GrownTree, node: number, depth: number, treeRows: TreeRows, rules: GrowRules): Candidate {
  const packing = treeRows.rules;
  const totals = tree.totals[node]!;
  const bounds = tree.bounds[node]!;
  const rows: NodeRows = { rows: tree.rows, start: tree.start[node]!, end: tree.end[node]!, totals };
  const floor = scoreOf(totals, bounds, packing) * (1 + rules.minGain);
  const count = rows.end - rows.start;
  const open = depth < rules.maxDepth && count >= 2 * rules.minSamplesLeaf && count > 1 && !isPure(rows, treeRows);
  return { node: rows, open, best: noSplit(floor), bounds, histogram: null };
}

const scoreOf = (totals: Float64Array, bounds: ValueBounds | null, packing: PackedRules): number =>
  bounds === null ? nodeScore(totals, packing) : boundedNodeScore(totals, packing, bounds);

function boundsBelow(
  { node, best, bounds }: Candidate,
  packing: PackedRules,
): readonly [ValueBounds | null, ValueBounds | null] {
  if (bounds === null) return [null, null];
  return childBounds(best.left, node.totals, packing, bounds, packing.directions?.[best.column] ?? 0);
}

/** All rows want the same, so that no split can help. */
function isPure({ rows, start, end }: NodeRows, { packed }: TreeRows): boolean {
  const first = packed[2 * rows[start]!]!;
  for (let index = start + 1; index < end; index++) if (packed[2 * rows[index]!] !== first) return false;
  return true;
}

const emptyTree = (rows: Int32Array, columns: number): GrownTree => ({
  feature: [],
  bin: [],
  missingLeft: [],
  sets: [],
  left: [],
  totals: [],
  bounds: [],
  start: [],
  end: [],
  rows,
  gains: new Float64Array(columns),
});

/** Gives its number. */
function addNode(
  tree: GrownTree,
  start: number,
  end: number,
  totals: Float64Array,
  bounds: ValueBounds | null,
): number {
  tree.bounds.push(bounds);
  tree.feature.push(-1);
  tree.bin.push(-1);
  tree.missingLeft.push(false);
  tree.sets.push(null);
  tree.left.push(-1);
  tree.start.push(start);
  tree.end.push(end);
  return tree.totals.push(totals) - 1;
}
