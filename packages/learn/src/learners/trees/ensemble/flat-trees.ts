import type { EnsembleFeature, TreeEnsemble } from "./tree-ensemble.ts";

/** A tree as an ensemble holds it, its places counted from its own beginning. */
export interface FlatTree {
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly missingLeft: Uint8Array;
  readonly covers: Float64Array;
  readonly values: Float64Array;
  readonly sets: Int32Array;
  /** Summed over the splits of each column. */
  readonly gains: Float64Array;
}

/** The memory of trees, to be handed over to another thread without a copy. */
export const buffersOf = (trees: readonly FlatTree[]): ArrayBufferLike[] =>
  trees.flatMap((tree) =>
    Object.values<Int32Array | Float64Array | Uint8Array>({ ...tree }).map(({ buffer }) => buffer),
  );

/** All trees one after the other. What it takes from a tree, all but its gains, is given back at once, and not to be used any more. */
export function joinTrees(
  features: readonly EnsembleFeature[],
  outputs: number,
  trees: readonly FlatTree[],
): TreeEnsemble {
  const total = (part: "feature" | "values" | "sets"): number =>
    trees.reduce((sum, tree) => sum + tree[part].length, 0);
  const nodes = total("feature");
  const joined = {
    feature: new Int32Array(nodes),
    threshold: new Float64Array(nodes),
    left: new Int32Array(nodes),
    missingLeft: new Uint8Array(nodes),
    values: new Float64Array(total("values")),
    sets: new Int32Array(total("sets")),
    covers: new Float64Array(nodes),
  };
  const isCategory = Uint8Array.from(features, ({ kind }) => Number(kind === "category"));
  const roots: number[] = [];
  let root = 0;
  let value = 0;
  let set = 0;
  for (const tree of trees) {
    roots.push(root);
    joined.missingLeft.set(tree.missingLeft, root);
    joined.covers.set(tree.covers, root);
    joined.feature.set(tree.feature, root);
    joined.values.set(tree.values, value);
    joined.sets.set(tree.sets, set);
    for (let node = 0; node < tree.feature.length; node++) {
      const split = tree.feature[node]!;
      const moved = split < 0 ? value : isCategory[split] === 1 ? set : 0;
      joined.threshold[root + node] = tree.threshold[node]! + moved;
      joined.left[root + node] = split < 0 ? -1 : tree.left[node]! + root;
    }
    root += tree.feature.length;
    value += tree.values.length;
    set += tree.sets.length;
    const { gains, ...rest } = tree;
    release(Object.values<Int32Array | Float64Array | Uint8Array>(rest).map(({ buffer }) => buffer));
  }
  return { features, outputs, roots, ...joined };
}

/** The collector is slow to see that large arrays are in use no more. A message that nobody can get takes them along. */
function release(buffers: readonly ArrayBufferLike[]): void {
  const { port1 } = new MessageChannel();
  port1.close();
  port1.postMessage(null, buffers);
}

/** What is used of the platform's, which the types of the language alone do not tell. */
declare const MessageChannel: new () => {
  readonly port1: { close(): void; postMessage(message: null, transfer: readonly ArrayBufferLike[]): void };
};
