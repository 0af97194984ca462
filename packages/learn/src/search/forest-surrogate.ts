import { type Random, seededRandom } from "../random/seeded-random.ts";
import type { Points } from "./encode-space.ts";
import type { Surrogate } from "./surrogate.ts";

const trees = 40;
/** A node of fewer values is a leaf. */
const fewestSplit = 3;
/** The share of the coordinates looked at for a split. */
const columnShare = 5 / 6;

/** Nodes as flat arrays; the right child follows the left. */
interface Tree {
  /** -1 in a leaf. */
  readonly column: number[];
  readonly threshold: number[];
  readonly left: number[];
  readonly mean: number[];
  readonly variance: number[];
}

/**
 * A forest of regression trees (Hutter et al. 2011): each on bootstrapped values, its thresholds drawn between
 * neighbours, so that the trees disagree where nothing was measured. The deviation is that of the mixture of leaves.
 */
export function fitForestSurrogate(points: Points, values: Float64Array, seed: number): Surrogate {
  const forest = Array.from({ length: trees }, (_, tree) => {
    const random = seededRandom(seed, `surrogate tree ${tree}`);
    const rows = Int32Array.from({ length: points.size }, () => random.integer(points.size));
    return growTree(points, values, rows, random);
  });
  return {
    expect: (point) => {
      let sum = 0;
      let squares = 0;
      for (const tree of forest) {
        const leaf = leafOf(tree, point);
        sum += tree.mean[leaf]!;
        squares += tree.mean[leaf]! ** 2 + tree.variance[leaf]!;
      }
      const mean = sum / trees;
      return { mean, deviation: Math.sqrt(Math.max(0, squares / trees - mean * mean)) };
    },
    given: (others, otherValues) => fitForestSurrogate(others, otherValues, seed),
  };
}

function leafOf({ column, threshold, left }: Tree, point: ArrayLike<number>): number {
  let node = 0;
  while (column[node]! >= 0) node = left[node]! + Number(point[column[node]!]! > threshold[node]!);
  return node;
}

function growTree(points: Points, values: Float64Array, rows: Int32Array, random: Random): Tree {
  const tree: Tree = { column: [-1], threshold: [0], left: [0], mean: [0], variance: [0] };
  const waiting: { readonly node: number; readonly rows: Int32Array }[] = [{ node: 0, rows }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, rows: inside } = next;
    const { mean, variance } = momentsOf(values, inside);
    tree.mean[node] = mean;
    tree.variance[node] = variance;
    const split =
      inside.length < fewestSplit || variance < 1e-20 ? undefined : bestSplit(points, values, inside, random);
    if (split === undefined) continue;
    const { column, threshold } = split;
    const isLeft = (row: number): boolean => points.coordinates[row * points.width + column]! <= threshold;
    const left = tree.column.push(-1, -1) - 2;
    tree.column[node] = column;
    tree.threshold[node] = threshold;
    tree.left[node] = left;
    waiting.push(
      { node: left, rows: inside.filter(isLeft) },
      { node: left + 1, rows: inside.filter((row) => !isLeft(row)) },
    );
  }
  return tree;
}

interface Split {
  readonly column: number;
  readonly threshold: number;
}

/** The split of the least squares among some coordinates; undefined where all values of them are equal. */
function bestSplit(points: Points, values: Float64Array, rows: Int32Array, random: Random): Split | undefined {
  const { width, coordinates } = points;
  const columns = random.shuffle(Int32Array.from({ length: width }, (_, at) => at));
  const looked = Math.max(1, Math.ceil(columnShare * width));
  let best: { readonly gain: number; readonly column: number; readonly low: number; readonly high: number } | undefined;
  for (let at = 0; at < width && (at < looked || best === undefined); at++) {
    const column = columns[at]!;
    const place = (row: number): number => coordinates[row * width + column]!;
    const sorted = Int32Array.from(rows).sort((a, b) => place(a) - place(b));
    let total = 0;
    for (const row of rows) total += values[row]!;
    let sum = 0;
    for (let left = 1; left < sorted.length; left++) {
      sum += values[sorted[left - 1]!]!;
      const [low, high] = [place(sorted[left - 1]!), place(sorted[left]!)];
      if (low === high) continue;
      const gain = sum ** 2 / left + (total - sum) ** 2 / (sorted.length - left);
      if (best === undefined || gain > best.gain) best = { gain, column, low, high };
    }
  }
  return best && { column: best.column, threshold: best.low + (best.high - best.low) * random.next() };
}

function momentsOf(values: Float64Array, rows: Int32Array): { readonly mean: number; readonly variance: number } {
  let sum = 0;
  for (const row of rows) sum += values[row]!;
  const mean = sum / rows.length;
  let squares = 0;
  for (const row of rows) squares += (values[row]! - mean) ** 2;
  return { mean, variance: squares / rows.length };
}
