import type { BinnedTable } from "../bins/binning.ts";
import { columnCells } from "../kernel/histogram.ts";
import { histogramBuilder } from "../kernel/histogram-builder.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { kernelSplit } from "../kernel/kernel-split.ts";
import { splitBounded } from "../splits/split-bounded.ts";
import { type SplitScore, splitCategory } from "../splits/split-category.ts";
import type { PackedRules } from "../splits/split-rules.ts";
import { boundedScore, isUnbounded, type ValueBounds } from "../splits/value-bounds.ts";
import { drawColumn } from "./column-draw.ts";
import { exchangeBest } from "./exchange-best.ts";
import type { Candidate, SplitFinder, TreeRows } from "./split-finder.ts";

/** At most 256 MB of histograms wait for their node to be split; nodes beyond that are summed anew. */
const keptNumbers = 32_000_000;

/**
 * Looks at every column for gradients, or at `columnsPerSplit` of them drawn anew for each node; the larger child's histogram is the parent's less the smaller child's. The threads
 * of a team share the columns out.
 */
export function allColumnsFinder(table: BinnedTable, kernel: Kernel, columnsPerSplit?: number): SplitFinder {
  const { features, binCounts } = table;
  const wanted = new Uint8Array(features.length).fill(1);
  const columns = Int32Array.from(features, (_, column) => column);
  const builder = histogramBuilder(table, kernel);
  const [firstColumn, endColumn] = builder.ownColumns;
  const numbers = kernelSplit(kernel, binCounts);
  const exchange = exchangeBest(kernel);
  const mostKept = Math.max(2, Math.floor(keptNumbers / Math.max(1, builder.size)));
  let kept = 0;
  let tree: TreeRows;

  return {
    start(next) {
      tree = next;
      columns.sort();
    },
    root(root) {
      build(root);
      find([root]);
    },
    children(parent, smaller, larger) {
      build(smaller);
      if (parent.histogram !== null) {
        builder.subtract(parent.histogram, smaller.histogram!);
        larger.histogram = parent.histogram;
      } else if (larger.open) build(larger);
      find([smaller, larger].filter(({ open }) => open));
      for (const child of [smaller, larger]) {
        if (child.best.column >= 0 && kept <= mostKept) continue;
        release(child);
      }
    },
    release,
  };

  function build(candidate: Candidate): void {
    candidate.histogram = builder.build(candidate.node, tree.packed);
    kept++;
  }

  function find(candidates: readonly Candidate[]): void {
    for (const candidate of candidates) findIn(candidate);
    exchange(candidates);
  }

  function findIn(candidate: Candidate): void {
    const { node, best, bounds, histogram } = candidate;
    numbers.start(node, tree.rules, best);
    if (columnsPerSplit !== undefined && columnsPerSplit < columns.length) drawColumns(columnsPerSplit);
    for (let column = firstColumn; column < endColumn; column++) {
      if (wanted[column] === 0) continue;
      if (isFreeNumber(column, bounds)) {
        let end = column + 1;
        while (end < endColumn && wanted[end] === 1 && isFreeNumber(end, bounds)) end++;
        numbers.split(histogram!, column, end, best);
        column = end - 1;
      } else if (splitByRules(table, column, candidate, tree.rules)) numbers.raise(best.score);
    }
  }

  function isFreeNumber(column: number, bounds: ValueBounds | null): boolean {
    return features[column]!.kind === "number" && isFree(bounds, directionOf(tree.rules, column));
  }

  /** All threads draw the same. */
  function drawColumns(count: number): void {
    wanted.fill(0);
    for (let place = 0; place < count; place++) {
      drawColumn(columns, place, tree.random);
      wanted[columns[place]!] = 1;
    }
  }

  function release(candidate: Candidate): void {
    if (candidate.histogram === null) return;
    builder.release(candidate.histogram);
    candidate.histogram = null;
    kept--;
  }
}

const directionOf = ({ directions }: PackedRules, column: number): number => directions?.[column] ?? 0;

/** Not held to anything. */
const isFree = (bounds: ValueBounds | null, direction: number): boolean =>
  bounds === null || (direction === 0 && isUnbounded(bounds));

/** Looks for a better split by a category, or by a number that is held to bounds. */
function splitByRules(
  { features, binCounts }: BinnedTable,
  column: number,
  { node, best, bounds, histogram }: Candidate,
  rules: PackedRules,
): boolean {
  const from = { cells: histogram!, at: column * columnCells * 2, bins: binCounts[column]!, column };
  const direction = directionOf(rules, column);
  if (features[column]!.kind === "number") return splitBounded(from, node.totals, rules, bounds!, direction, best);
  return splitCategory(from, node.totals, rules, best, isFree(bounds, direction) ? undefined : boundedScoring(bounds!));
}

const boundedScoring =
  (bounds: ValueBounds): SplitScore =>
  (left, totals, rules) =>
    boundedScore(left, totals, rules, bounds);
