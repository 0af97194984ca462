import type { TreeEnsemble } from "../../learners/trees/ensemble/tree-ensemble.ts";

/**
 * What is wrong with the numbers of trees, such that walking them would go astray or never end: each child stands
 * behind its parent and within its tree, and all places are within their lists. Undefined where all is well.
 */
export function treesMisfit(trees: TreeEnsemble): string | undefined {
  const { roots, feature, threshold, left, missingLeft, covers } = trees;
  const nodes = feature.length;
  if ([threshold, left, missingLeft, covers ?? feature].some(({ length }) => length !== nodes)) {
    return "the lists of its trees are not of one length";
  }
  for (const [tree, root] of roots.entries()) {
    const end = roots[tree + 1] ?? nodes;
    if (root >= end || (tree === 0 && root !== 0)) return `tree ${tree + 1} begins where it cannot`;
    for (let node = root; node < end; node++) {
      if (!nodeFits(trees, node, end)) return `node ${node - root + 1} of tree ${tree + 1} leads nowhere`;
    }
  }
  return undefined;
}

function nodeFits(
  { features, feature, threshold, left, values, sets, outputs }: TreeEnsemble,
  node: number,
  end: number,
) {
  const split = feature[node]!;
  const place = threshold[node]!;
  if (split === -1) return isPlace(place, values.length - outputs);
  const fitted = features[split];
  if (fitted === undefined) return false;
  const child = left[node]!;
  if (!Number.isInteger(child) || child <= node || child + 1 >= end) return false;
  return fitted.kind === "number" || (fitted.levels.length < 256 && isPlace(place, sets.length - 8));
}

const isPlace = (place: number, last: number): boolean => Number.isInteger(place) && place >= 0 && place <= last;
