import type { BinnedTable } from "../bins/binning.ts";
import type { NodeHistogram, NodeRows } from "../finders/split-finder.ts";
import { share } from "../team/team.ts";
import { columnCells, wordColumns, wordTable } from "./histogram.ts";
import type { Kernel } from "./kernel.ts";

/** Nodes of fewer rows are summed by columns, each thread all rows of its own; larger ones by rows. */
const worthMerging = 8192;

/** Pairs and words of a block of rows, as the kernel gathers them: 512 × (16 + 4) bytes. */
const gatheredNumbers = 3 * 512;

const columnNumbers = columnCells * 2;

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
  const size = quads * wordColumns * columnNumbers;
  // Threads take columns two by two.
  const twos = Math.ceil(table.features.length / 2);
  const [firstColumn, endColumn] = share(team, 0, twos).map((two) => 2 * two) as [number, number];
  const ownBytes = (endColumn - firstColumn) * columnNumbers * 8;
  const ownOffset = firstColumn * columnNumbers * 8;
  const partials = team.size === 1 ? [] : Array.from({ length: team.size }, () => kernel.doubles(size));
  const gathered = Array.from({ length: team.size }, () => kernel.doubles(gatheredNumbers))[team.rank]!;
  const free: NodeHistogram[] = [];
  return {
    ownColumns: [firstColumn, Math.min(table.features.length, endColumn)],
    size,
    build({ rows, start, end }, packed) {
      const cells = free.pop() ?? kernel.doubles(size);
      const own = cells.byteOffset + ownOffset;
      if (team.size === 1 || end - start < worthMerging) {
        sumRows(cells, firstColumn, endColumn, rows, start, end, packed);
        return cells;
      }
      sumRows(partials[team.rank]!, 0, 2 * twos, rows, ...share(team, start, end), packed);
      team.meet();
      kernel.clearCells(own, ownBytes);
      for (const part of partials) kernel.addCells(own, part.byteOffset + ownOffset, ownBytes);
      return cells;
    },
    subtract: (parent, child) =>
      kernel.subtractCells(parent.byteOffset + ownOffset, child.byteOffset + ownOffset, ownBytes),
    release: (histogram) => void free.push(histogram),
  };

  function sumRows(
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
    kernel.sumRows(cells.byteOffset, first, end, ...at);
  }
}
