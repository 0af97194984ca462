import type { BinnedTable } from "../bins/binning.ts";
import type { NodeHistogram, NodeRows } from "../finders/split-finder.ts";
import { share } from "../team/team.ts";
import { columnCells, wordColumns, wordTable } from "./histogram.ts";
import type { Kernel } from "./kernel.ts";

/** Nodes of fewer rows are summed by columns, each thread all rows of its own; larger ones by rows. */
const worthMerging = 8192;

/** Pairs and words of a block of rows, as the kernel gathers them: 512 × (16 + 4) bytes. */
const gatheredNumbers = 3 * 512;

const quadNumbers = wordColumns * columnCells * 2;

/** Sums nodes into histograms; each thread of the team minds the cells of its own columns. */
export interface HistogramBuilder {
  /** From this thread's first column to before its last. */
  readonly ownColumns: readonly [number, number];
  /** Numbers a histogram. */
  readonly size: number;
  build(node: NodeRows, packed: Float64Array): NodeHistogram;
  /** Takes a child's cells from its parent's, in place: what is left is the other child's. */
  subtract(parent: NodeHistogram, child: NodeHistogram): void;
  /** Memory to be used again. */
  release(histogram: NodeHistogram): void;
}

export function histogramBuilder(table: BinnedTable, kernel: Kernel): HistogramBuilder {
  const { team } = kernel;
  const { words, quads } = wordTable(table, kernel);
  const size = quads * quadNumbers;
  const [firstQuad, endQuad] = share(team, 0, quads);
  const ownBytes = (endQuad - firstQuad) * quadNumbers * 8;
  const ownOffset = firstQuad * quadNumbers * 8;
  const partials = team.size === 1 ? [] : Array.from({ length: team.size }, () => kernel.doubles(size));
  const gathered = Array.from({ length: team.size }, () => kernel.doubles(gatheredNumbers))[team.rank]!;
  const free: NodeHistogram[] = [];
  return {
    ownColumns: [firstQuad * wordColumns, Math.min(table.features.length, endQuad * wordColumns)],
    size,
    build({ rows, start, end }, packed) {
      const cells = free.pop() ?? kernel.doubles(size);
      const own = cells.byteOffset + ownOffset;
      if (team.size === 1 || end - start < worthMerging) {
        kernel.clearCells(own, ownBytes);
        addRows(cells, firstQuad, endQuad, rows, start, end, packed);
        return cells;
      }
      const partial = partials[team.rank]!;
      kernel.clearCells(partial.byteOffset, size * 8);
      addRows(partial, 0, quads, rows, ...share(team, start, end), packed);
      team.meet();
      kernel.clearCells(own, ownBytes);
      for (const part of partials) kernel.addCells(own, part.byteOffset + ownOffset, ownBytes);
      return cells;
    },
    subtract: (parent, child) =>
      kernel.subtractCells(parent.byteOffset + ownOffset, child.byteOffset + ownOffset, ownBytes),
    release: (histogram) => void free.push(histogram),
  };

  function addRows(
    cells: Float64Array,
    first: number,
    end: number,
    rows: Int32Array,
    from: number,
    to: number,
    packed: Float64Array,
  ): void {
    const rowsAt = rows.byteOffset + 4 * from;
    const at = [words.byteOffset, quads, rowsAt, to - from, packed.byteOffset, gathered.byteOffset] as const;
    kernel.addRows(cells.byteOffset, first, end, ...at);
  }
}
