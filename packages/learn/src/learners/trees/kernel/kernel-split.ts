import type { NodeHistogram, NodeRows } from "../finders/split-finder.ts";
import type { BestSplit, PackedRules } from "../splits/split-rules.ts";
import { columnCells } from "./histogram.ts";
import type { Kernel } from "./kernel.ts";

/** Splits numeric columns of a node by the kernel. */
export interface KernelSplit {
  start(node: NodeRows, rules: PackedRules, best: BestSplit): void;
  /** The columns from `from` to before `to`. */
  split(cells: NodeHistogram, from: number, to: number, best: BestSplit): void;
  /** A better score was found elsewhere. */
  raise(score: number): void;
}

export function kernelSplit(kernel: Kernel, binCounts: Int32Array): KernelSplit {
  const { rank, size } = kernel.team;
  const node = Array.from({ length: size }, () => kernel.doubles(7))[rank]!;
  const found = Array.from({ length: size }, () => kernel.doubles(5))[rank]!;
  const bins = kernel.integers(binCounts.length);
  bins.set(binCounts);
  return {
    start({ totals, start, end }, { countUnit, minSamplesLeaf, minWeight, l2 }, best) {
      node[0] = totals[0]!;
      node[1] = Math.floor(totals[1]! / countUnit);
      node[2] = end - start;
      node[3] = countUnit;
      node[4] = minSamplesLeaf;
      node[5] = minWeight;
      node[6] = l2;
      found[0] = best.score;
    },
    split(cells, from, to, best) {
      const at = cells.byteOffset + from * columnCells * 16;
      const place = kernel.splitColumns(at, bins.byteOffset + 4 * from, to - from, node.byteOffset, found.byteOffset);
      if (place < 0) return;
      best.score = found[0]!;
      best.column = from + place;
      best.bin = found[1]!;
      best.left[0] = found[2]!;
      best.left[1] = found[3]!;
      best.missingLeft = found[4] === 1;
      best.set = null;
    },
    raise(score) {
      found[0] = score;
    },
  };
}
