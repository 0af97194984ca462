import type { Random } from "../../random/seeded-random.ts";
import type { BinnedTable } from "./binning.ts";
import type { RowStatistics } from "./histogram.ts";
import { type NodeStatistics, nodeStatistics } from "./node-statistics.ts";
import { partitionRows } from "./partition.ts";
import { allColumnsFinder, drawnColumnsFinder, type NodeHistogram, type SplitFinder } from "./split-finder.ts";
import { type BestSplit, nodeScore, type SplitRules } from "./splitting.ts";

export interface GrowRules extends SplitRules {
  /** Infinity: not limited. */
  readonly maxDepth: number;
  readonly maxLeaves: number;
  /** By how much a split must raise the score; negative infinity grows until the leaves are pure. */
  readonly minGain: number;
  /** best_first takes the leaf of highest gain (Shi 2007), depth_first the newest. */
  readonly order: "best_first" | "depth_first";
  /** Columns drawn for each split; null: all, with histograms kept for subtraction. */
  readonly columnsPerSplit: number | null;
}

/** A tree over bins. Node 0 is the root; the right child of a node is `left + 1`. */
export interface GrownTree {
  /** -1 in a leaf. */
  readonly feature: number[];
  readonly bin: number[];
  readonly missingLeft: boolean[];
  readonly sets: (Int32Array | null)[];
  readonly left: number[];
  readonly totals: NodeStatistics[];
  /** The rows of node i are `rows[start[i]] … rows[end[i] - 1]`. */
  readonly start: number[];
  readonly end: number[];
  readonly rows: Int32Array;
  /** Summed over the splits of each column. */
  readonly gains: Float64Array;
}

/** Grows trees on one table. Reuses its buffers from tree to tree; not to be used by two callers in turn. */
export interface Grower {
  /** `rows` is put in the order of the leaves, in place. `random` draws the columns. */
  grow(statistics: RowStatistics, rows: Int32Array, random: Random): GrownTree;
}

interface OpenNode {
  readonly node: number;
  readonly depth: number;
  readonly split: BestSplit;
  readonly gain: number;
  readonly histogram: NodeHistogram | null;
}

export function createGrower(table: BinnedTable, outputs: number, rules: GrowRules): Grower {
  const scratch = new Int32Array(table.rows);
  const finder = rules.columnsPerSplit === null ? allColumnsFinder(table, outputs, rules) : null;
  return {
    grow(statistics, rows, random) {
      const find = finder ?? drawnColumnsFinder(table, outputs, rules, rules.columnsPerSplit ?? 1, random);
      return growTree(table, statistics, rows, rules, find, scratch);
    },
  };
}

function growTree(
  table: BinnedTable,
  statistics: RowStatistics,
  rows: Int32Array,
  rules: GrowRules,
  finder: SplitFinder,
  scratch: Int32Array,
): GrownTree {
  const tree = emptyTree(rows, table.features.length);
  addNode(tree, statistics, 0, rows.length);
  const frontier = createFrontier(rules.order);
  openNode(tree, 0, 0, null);
  let leaves = 1;
  for (let open = frontier.take(); open !== undefined && leaves < rules.maxLeaves; open = frontier.take()) {
    splitNode(open);
    leaves++;
  }
  return tree;

  function splitNode({ node, depth, split, gain, histogram }: OpenNode): void {
    const start = tree.start[node]!;
    const end = tree.end[node]!;
    const middle = partitionRows(table, split, rows, start, end, scratch);
    const left = tree.feature.length;
    tree.feature[node] = split.column;
    tree.bin[node] = split.bin;
    tree.missingLeft[node] = split.missingLeft;
    tree.sets[node] = split.set;
    tree.left[node] = left;
    tree.gains[split.column]! += gain;
    addNode(tree, statistics, start, middle);
    addNode(tree, statistics, middle, end);
    // The last split's children stay leaves: they need no histograms.
    if (leaves + 1 >= rules.maxLeaves) return;
    const smaller = middle - start <= end - middle ? left : left + 1;
    const larger = smaller === left ? left + 1 : left;
    if (!canSplit(smaller, depth + 1) && !canSplit(larger, depth + 1)) {
      finder.release(histogram);
      return;
    }
    const [small, large] = finder.childHistograms(histogram, nodeRows(smaller), nodeRows(larger), statistics);
    openNode(tree, smaller, depth + 1, small);
    openNode(tree, larger, depth + 1, large);
  }

  function openNode(grown: GrownTree, node: number, depth: number, given: NodeHistogram | null): void {
    if (!canSplit(node, depth)) {
      finder.release(given);
      return;
    }
    const totals = grown.totals[node]!;
    const histogram = given ?? finder.rootHistogram(nodeRows(node), statistics);
    const floor = nodeScore(totals.sums, totals.weight, rules.l2);
    const best: BestSplit = { score: floor + rules.minGain, column: -1, bin: -1, missingLeft: false, set: null };
    finder.find(histogram, nodeRows(node), totals, statistics, best);
    if (best.column < 0) finder.release(histogram);
    else {
      const gain = Math.max(0, best.score - floor);
      frontier.add({ node, depth, split: best, gain, histogram: finder.keep(histogram) });
    }
  }

  function canSplit(node: number, depth: number): boolean {
    const totals = tree.totals[node]!;
    return depth < rules.maxDepth && totals.count >= 2 * rules.minSamplesLeaf && totals.count > 1 && !totals.pure;
  }

  function nodeRows(node: number): { rows: Int32Array; start: number; end: number } {
    return { rows, start: tree.start[node]!, end: tree.end[node]! };
  }
}

const emptyTree = (rows: Int32Array, columns: number): GrownTree => ({
  feature: [],
  bin: [],
  missingLeft: [],
  sets: [],
  left: [],
  totals: [],
  start: [],
  end: [],
  rows,
  gains: new Float64Array(columns),
});

function addNode(tree: GrownTree, statistics: RowStatistics, start: number, end: number): void {
  tree.feature.push(-1);
  tree.bin.push(-1);
  tree.missingLeft.push(false);
  tree.sets.push(null);
  tree.left.push(-1);
  tree.start.push(start);
  tree.end.push(end);
  tree.totals.push(nodeStatistics(statistics, tree.rows, start, end));
}

/** A stack, or a binary heap on the gain whose ties go to the older node. */
function createFrontier(order: GrowRules["order"]): { add(open: OpenNode): void; take(): OpenNode | undefined } {
  const open: OpenNode[] = [];
  if (order === "depth_first") return { add: (node) => void open.push(node), take: () => open.pop() };
  const before = (a: OpenNode, b: OpenNode): boolean => a.gain > b.gain || (a.gain === b.gain && a.node < b.node);
  const swap = (a: number, b: number): void => {
    const kept = open[a]!;
    open[a] = open[b]!;
    open[b] = kept;
  };
  return {
    add(node) {
      let at = open.push(node) - 1;
      for (let up = (at - 1) >> 1; at > 0 && before(open[at]!, open[up]!); up = (at - 1) >> 1) {
        swap(at, up);
        at = up;
      }
    },
    take() {
      if (open.length <= 1) return open.pop();
      swap(0, open.length - 1);
      const top = open.pop();
      for (let at = 0; ; ) {
        let down = 2 * at + 1;
        if (down >= open.length) break;
        if (down + 1 < open.length && before(open[down + 1]!, open[down]!)) down++;
        if (!before(open[down]!, open[at]!)) break;
        swap(at, down);
        at = down;
      }
      return top;
    },
  };
}
