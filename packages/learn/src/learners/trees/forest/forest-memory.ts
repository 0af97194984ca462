import type { BinnedTable } from "../bins/binning.ts";
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
  const perRow = width === 2 ? 2 : 1;
  const leaves = Math.max(1, Math.min(Math.floor(rows / minSamplesLeaf), 2 ** maxDepth));
  const nodes = 2 * leaves - 1;
  const setWords = features.some(({ kind }) => kind === "category") ? 8 * leaves : 0;
  const rowMemory = [
    ...[kernel.doubles(rows), kernel.doubles(rows * perRow), kernel.words(rows), kernel.words(rows)],
    ...[kernel.doubles(rows * perRow), kernel.integers(perRow === 1 ? rows : 0), kernel.doubles(columnCells * width)],
  ];
  const drawn = kernel.integers(features.length);
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
  const small = kernel.bytes(smallBytes + 3 * 8 * width);
  const stack = kernel.doubles(2 * leaves);
  const [cut, runs, foundSets] = [kernel.integers(nodes), kernel.integers(2 * nodes), kernel.integers(setWords)];
  const { feature, threshold, left, missingLeft, covers, values, sets, gains } = memory;
  return {
    memory,
    tell() {
      kernel.describeMemory(...addresses<11>([...rowMemory, drawn, gains, small, stack]));
      const nodeMemory = [feature, threshold, left, missingLeft, covers, cut, runs, values, foundSets, sets];
      kernel.describeTree(...addresses<10>(nodeMemory));
    },
  };
}

/** What `places.ts` of the kernel has places for, sums by class apart. */
const smallBytes = 4096;

type Addresses<Count extends number, Found extends number[] = []> = Found["length"] extends Count
  ? Found
  : Addresses<Count, [...Found, number]>;

/** As many as a function takes. */
const addresses = <Count extends number>(arrays: readonly ArrayBufferView[]): Addresses<Count> =>
  arrays.map(({ byteOffset }) => byteOffset) as Addresses<Count>;
