import type { TreeEnsemble } from "../learners/trees/ensemble/tree-ensemble.ts";

/**
 * The trees as explanations walk them, the same for every row: nodes tree after tree, each after its parent, the root of
 * a tree first. Indices count within all trees.
 */
export interface TreePaths {
  /** Where each tree begins; one more entry than there are trees. */
  readonly starts: Int32Array;
  /** -1 of a root. */
  readonly parent: Int32Array;
  /** The feature that the parent splits on; -1 of a root. */
  readonly by: Int32Array;
  /** The nearest node above that its parent split on the same feature; -1 where there is none. */
  readonly earlier: Int32Array;
  /** Of the training rows that come this far by other features, the share that `by`'s splits on the way send here. */
  readonly share: Float64Array;
  /** The node of the ensemble. */
  readonly node: Int32Array;
  /** For each tree the most different features on a way down. */
  readonly widest: Int32Array;
}

/** Undefined where the trees do not tell their training rows. */
export function treePaths({ roots, feature, left, covers }: TreeEnsemble): TreePaths | undefined {
  if (covers?.length !== feature.length) return undefined;
  const starts = new Int32Array(roots.length + 1);
  const widest = new Int32Array(roots.length);
  const size = feature.length;
  const [parent, by, earlier] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  const [share, node, distinct] = [new Float64Array(size), new Int32Array(size), new Int32Array(size)];
  let count = 0;
  const nearest = (above: number, split: number): number => {
    for (let at = above; at >= 0; at = parent[at]!) if (by[at] === split) return at;
    return -1;
  };
  const add = (of: number, above: number, split: number, part: number): void => {
    const twin = above < 0 ? -1 : nearest(above, split);
    parent[count] = above;
    by[count] = split;
    earlier[count] = twin;
    share[count] = twin < 0 ? part : part * share[twin]!;
    node[count] = of;
    distinct[count] = above < 0 ? 0 : distinct[above]! + Number(twin < 0);
    count++;
  };
  roots.forEach((root, tree) => {
    starts[tree] = count;
    add(root, -1, -1, 1);
    for (let at = starts[tree]!; at < count; at++) {
      widest[tree] = Math.max(widest[tree]!, distinct[at]!);
      const split = feature[node[at]!]!;
      if (split < 0) continue;
      const first = left[node[at]!]!;
      const total = covers[first]! + covers[first + 1]!;
      for (const child of [first, first + 1]) add(child, at, split, total > 0 ? covers[child]! / total : 0.5);
    }
  });
  starts[roots.length] = count;
  return { starts, parent, by, earlier, share, node, widest };
}
