import type { BinnedTable } from "../bins/binning.ts";
import { addresses } from "../kernel/addresses.ts";
import { columnCells } from "../kernel/histogram.ts";
import { type Kernel, mostKernelBytes } from "../kernel/kernel.ts";

/** What a thread grows a tree in, as far as JavaScript reads it. */
export interface ForestMemory {
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly missingLeft: Uint8Array;
  readonly covers: Float64Array;
  readonly values: Float64Array;
  readonly sets: Int32Array;
  readonly gains: Float64Array;
}

interface Sizes {
  readonly maxDepth: number;
  readonly minSamplesLeaf: number;
  readonly classCount: number;
  readonly outputs: number;
}

/**
 * Takes memory for as many threads as there is room for, `growers` of them, and tells the kernel of this thread's, which
 * is null where there was no room for it. There is some for one thread at least, or the kernel throws.
 */
export function forestMemory(
  table: BinnedTable,
  sizes: Sizes,
  kernel: Kernel,
): { readonly growers: number; readonly own: ForestMemory | null } {
  const { rank, size } = kernel.team;
  const before = kernel.taken();
  let own = takeMemory(table, sizes, kernel);
  const bytes = kernel.taken() - before;
  const growers = Math.min(size, Math.max(1, Math.floor((mostKernelBytes - before) / bytes)));
  for (let other = 1; other < growers; other++) {
    const taken = takeMemory(table, sizes, kernel);
    if (other === rank) own = taken;
  }
  if (rank >= growers) return { growers, own: null };
  own.tell();
  return { growers, own: own.memory };
}

function takeMemory(
  { rows, features }: BinnedTable,
  { maxDepth, minSamplesLeaf, classCount, outputs }: Sizes,
  kernel: Kernel,
): { readonly memory: ForestMemory; tell(): void } {
  const width = classCount === 0 ? 2 : classCount;
  // Rows are pairs of doubles, or a double and a class.
  const hasPairs = width === 2;
  const rowNumbers = hasPairs ? 2 * rows : rows;
  const leaves = Math.max(1, Math.min(Math.floor(rows / minSamplesLeaf), 2 ** maxDepth));
  const nodes = 2 * leaves - 1;
  const setWords = features.some(({ kind }) => kind === "category") ? 8 * leaves : 0;
  const memory = {
    feature: kernel.integers(nodes),
    threshold: kernel.doubles(nodes),
    left: kernel.integers(nodes),
    missingLeft: kernel.bytes(nodes),
    covers: kernel.doubles(nodes),
    values: kernel.doubles(leaves * outputs),
    sets: kernel.integers(setWords),
    gains: kernel.doubles(features.length),
  };
  const job = addresses({
    ...memory,
    weights: kernel.doubles(rows),
    packed: kernel.doubles(rowNumbers),
    gathered: kernel.doubles(rowNumbers),
    gatheredClasses: kernel.integers(hasPairs ? 0 : rows),
    order: kernel.words(rows),
    scratch: kernel.words(rows),
    drawn: kernel.integers(features.length),
    cells: kernel.doubles(columnCells * width),
    small: kernel.bytes(smallBytes + 3 * 8 * width),
    stack: kernel.doubles(2 * leaves),
    cut: kernel.integers(nodes),
    runs: kernel.integers(2 * nodes),
    foundSets: kernel.integers(setWords),
  });
  return { memory, tell: () => kernel.describe(job) };
}

/** What `places.ts` of the kernel has places for, sums by class apart. */
const smallBytes = 4096;
