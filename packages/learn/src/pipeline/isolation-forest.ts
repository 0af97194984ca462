import { type Random, seededRandom } from "../random/seeded-random.ts";
import { allRows } from "../table/take-rows.ts";

/** Liu, Ting and Zhou 2008: 100 trees on 256 rows each, the paper's figures and scikit-learn's. */
const treeCount = 100;
const sampleSize = 256;

type Tree =
  | { readonly depth: number }
  | { readonly feature: number; readonly cut: number; readonly low: Tree; readonly high: Tree };

/** A score in (0, 1) for each row: near 1 is easily told apart, below 0.5 is ordinary. Values: a column an array, none missing. */
export function isolationScores(
  columns: readonly Float64Array[],
  rows: number,
  seed: number,
  label: string,
): Float64Array {
  const random = seededRandom(seed, label);
  const size = Math.min(sampleSize, rows);
  const deepest = Math.ceil(Math.log2(Math.max(size, 2)));
  const depths = new Float64Array(rows);
  const order = allRows(rows);
  for (let tree = 0; tree < treeCount; tree++) {
    const root = grow(columns, sample(order, size, random), 0, deepest, random);
    for (let row = 0; row < rows; row++) depths[row]! += depthOf(root, columns, row);
  }
  const usual = Math.max(averageDepth(size), Number.MIN_VALUE);
  return depths.map((depth) => 2 ** (-depth / treeCount / usual));
}

/** The first rows of an order that is shuffled only as far as needed. */
function sample(order: Int32Array, size: number, random: Random): Int32Array {
  for (let at = 0; at < size; at++) {
    const other = at + random.integer(order.length - at);
    const kept = order[at]!;
    order[at] = order[other]!;
    order[other] = kept;
  }
  return order.slice(0, size);
}

function grow(
  columns: readonly Float64Array[],
  rows: Int32Array,
  depth: number,
  deepest: number,
  random: Random,
): Tree {
  const leaf = { depth: depth + averageDepth(rows.length) };
  if (depth >= deepest || rows.length <= 1) return leaf;
  const splittable = columns
    .map((values, feature) => ({ feature, ...extent(values, rows) }))
    .filter((c) => c.low < c.high);
  if (splittable.length === 0) return leaf;
  const { feature, low, high } = splittable[random.integer(splittable.length)]!;
  const cut = low + random.next() * (high - low);
  const values = columns[feature]!;
  return {
    feature,
    cut,
    low: grow(
      columns,
      rows.filter((row) => values[row]! <= cut),
      depth + 1,
      deepest,
      random,
    ),
    high: grow(
      columns,
      rows.filter((row) => values[row]! > cut),
      depth + 1,
      deepest,
      random,
    ),
  };
}

function extent(values: Float64Array, rows: Int32Array): { readonly low: number; readonly high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    low = Math.min(low, values[row]!);
    high = Math.max(high, values[row]!);
  }
  return { low, high };
}

function depthOf(tree: Tree, columns: readonly Float64Array[], row: number): number {
  let node = tree;
  while ("cut" in node) node = columns[node.feature]![row]! <= node.cut ? node.low : node.high;
  return node.depth;
}

/** The mean depth of an unsuccessful search in a binary search tree of n: c(n) of the paper. */
function averageDepth(n: number): number {
  if (n <= 1) return 0;
  return n === 2 ? 1 : 2 * (Math.log(n - 1) + 0.5772156649015329) - (2 * (n - 1)) / n;
}
