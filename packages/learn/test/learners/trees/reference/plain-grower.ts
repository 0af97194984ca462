import type { BinnedTable } from "../../../../src/learners/trees/bins/binning.ts";
import type { NodeRows } from "../../../../src/learners/trees/finders/split-finder.ts";
import type { GrownTree } from "../../../../src/learners/trees/growing/grower.ts";
import type { BestSplit } from "../../../../src/learners/trees/splits/split-rules.ts";
import type { PlainFinder } from "./plain-finder.ts";
import { plainPartition } from "./plain-partition.ts";
import { noPlainSplit, type PlainRows, plainScore, rowsIn } from "./plain-rules.ts";

export interface PlainLimits {
  /** Infinity: not limited. */
  readonly maxDepth: number;
  /** By how much a split must raise the score, as a share of the node's own; negative infinity grows until the leaves are pure. */
  readonly minGain: number;
}

interface OpenNode {
  readonly node: number;
  readonly depth: number;
  readonly best: BestSplit;
}

/** Splits the newest node first. `rows` is put in the order of the leaves, in place. */
export function growPlain(
  table: BinnedTable,
  finder: PlainFinder,
  from: PlainRows,
  rows: Int32Array,
  totals: Float64Array,
  { maxDepth, minGain }: PlainLimits,
): GrownTree {
  const { rules } = from;
  const partition = plainPartition(table);
  const tree = emptyTree(rows, table.features.length);
  const open: OpenNode[] = [];
  finder.start(from);
  addNode(tree, 0, rows.length, totals);
  look(0, 0);
  for (let next = open.pop(); next !== undefined; next = open.pop()) split(next);
  return tree;

  function look(node: number, depth: number): void {
    const run = { rows, start: tree.start[node]!, end: tree.end[node]!, totals: tree.totals[node]! };
    const count = run.end - run.start;
    if (depth >= maxDepth || count < 2 || count < 2 * rules.minSamplesLeaf || isPure(run, from)) return;
    const floor = minGain === -Infinity ? -Infinity : plainScore(run.totals, rules) * (1 + minGain);
    const best = noPlainSplit(rules.width, floor);
    finder.find(run, best);
    if (best.column >= 0) open.push({ node, depth, best });
  }

  function split({ node, depth, best }: OpenNode): void {
    const start = tree.start[node]!;
    const end = tree.end[node]!;
    const middle = start + rowsIn(best.left, rules);
    partition(best, rows, start, middle, end);
    const own = tree.totals[node]!;
    tree.feature[node] = best.column;
    tree.bin[node] = best.bin;
    tree.missingLeft[node] = best.missingLeft;
    tree.sets[node] = best.set;
    tree.gains[best.column]! += Math.max(0, best.score - plainScore(own, rules)) * rules.gainScale;
    const left = addNode(tree, start, middle, best.left);
    addNode(
      tree,
      middle,
      end,
      own.map((total, part) => total - best.left[part]!),
    );
    tree.left[node] = left;
    // The smaller first, as the kernel does: what is drawn for it is drawn first.
    const order = middle - start <= end - middle ? [left, left + 1] : [left + 1, left];
    for (const child of order) look(child, depth + 1);
  }
}

/** All rows want the same, so that no split can help. */
function isPure({ rows, start, end, totals }: NodeRows, { wanted, rules }: PlainRows): boolean {
  if (rules.kind === "classes") return totals.filter((total) => total > 0).length <= 1;
  const first = wanted[rows[start]!];
  return rows.subarray(start, end).every((row) => wanted[row] === first);
}

const emptyTree = (rows: Int32Array, columns: number): GrownTree => ({
  ...{ feature: [], bin: [], missingLeft: [], sets: [], left: [], totals: [], bounds: [], start: [], end: [] },
  ...{ rows, gains: new Float64Array(columns) },
});

/** A leaf for the time being; gives its number. */
function addNode(tree: GrownTree, start: number, end: number, totals: Float64Array): number {
  tree.feature.push(-1);
  tree.bin.push(-1);
  tree.missingLeft.push(false);
  tree.sets.push(null);
  tree.left.push(-1);
  tree.bounds.push(null);
  tree.start.push(start);
  tree.end.push(end);
  return tree.totals.push(totals) - 1;
}
