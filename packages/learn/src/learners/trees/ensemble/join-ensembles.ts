import type { TreeEnsemble } from "./tree-ensemble.ts";

/** The trees of several ensembles over the same features, one after the other. Throws where there is none. */
export function joinEnsembles(parts: readonly TreeEnsemble[]): TreeEnsemble {
  const [first, ...others] = parts;
  if (first === undefined) throw new Error("no ensemble to join");
  return others.reduce(joined, first);
}

function joined(before: TreeEnsemble, after: TreeEnsemble): TreeEnsemble {
  const nodes = before.feature.length;
  const values = before.values.length;
  const sets = before.sets.length;
  const isCategory = before.features.map(({ kind }) => kind === "category");
  const threshold = after.threshold.map((place, node) => {
    const feature = after.feature[node]!;
    if (feature < 0) return place + values;
    return isCategory[feature] ? place + sets : place;
  });
  return {
    ...before,
    roots: before.roots.concat(after.roots.map((root) => root + nodes)),
    feature: before.feature.concat(after.feature),
    threshold: before.threshold.concat(threshold),
    left: before.left.concat(after.left.map((node) => (node < 0 ? node : node + nodes))),
    missingLeft: before.missingLeft.concat(after.missingLeft),
    values: before.values.concat(after.values),
    sets: before.sets.concat(after.sets),
    covers: (before.covers ?? []).concat(after.covers ?? []),
  };
}
