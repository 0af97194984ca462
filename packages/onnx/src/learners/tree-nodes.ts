import type { TreeEnsemble } from "@mlopsc/learn";
import type { Attributes } from "../graph/graph.ts";

export interface TreeNodes {
  /** Of a TreeEnsembleRegressor: for each tree the place of the leaf in `leaves`, divided by `outputs`. */
  readonly attributes: Attributes;
  readonly leaves: readonly number[];
}

interface Columns {
  readonly tree: number[];
  readonly node: number[];
  readonly feature: number[];
  readonly mode: string[];
  readonly yes: number[];
  readonly no: number[];
  readonly missingYes: number[];
  readonly value: number[];
  readonly leafTree: number[];
  readonly leafNode: number[];
  readonly leafPlace: number[];
}

/**
 * The nodes of all trees. A split of numbers is `x <= threshold`, yes to the left. A split of categories is a chain of
 * `x == place`, over the fewer of those that go left and those that go right: every yes leads to the same child, the
 * last no to the other. (A child with several parents is how converters of LightGBM say it, too; runtimes know it.)
 */
export function treeNodes(ensemble: TreeEnsemble): TreeNodes {
  const columns: Columns = {
    ...{ tree: [], node: [], feature: [], mode: [], yes: [], no: [], missingYes: [], value: [] },
    ...{ leafTree: [], leafNode: [], leafPlace: [] },
  };
  const { roots, feature } = ensemble;
  for (const [tree, root] of roots.entries()) addTree(columns, ensemble, tree, root, roots[tree + 1] ?? feature.length);
  return { attributes: attributesOf(columns, roots.length), leaves: Array.from(ensemble.values) };
}

function addTree(into: Columns, ensemble: TreeEnsemble, tree: number, root: number, end: number): void {
  const { features, feature, threshold, left, missingLeft, outputs } = ensemble;
  const chains: Chain[] = [];
  let next = end - root;
  for (let at = root; at < end; at++) {
    const node = at - root;
    const split = feature[at]!;
    if (split < 0) {
      addNode(into, { tree, node, feature: 0, mode: "LEAF", yes: 0, no: 0, missingYes: 0, value: 0 });
      into.leafTree.push(tree);
      into.leafNode.push(node);
      into.leafPlace.push(threshold[at]! / outputs);
      continue;
    }
    const yes = left[at]! - root;
    const fitted = features[split]!;
    if (fitted.kind === "number") {
      const missingYes = missingLeft[at]!;
      addNode(into, {
        tree,
        node,
        feature: split,
        mode: "BRANCH_LEQ",
        yes,
        no: yes + 1,
        missingYes,
        value: threshold[at]!,
      });
      continue;
    }
    const chain = chainOf(ensemble.sets, threshold[at]!, fitted.levels.length + 1, yes);
    const rest = { ...chain, feature: split, first: next, places: chain.places.slice(1) };
    const no = rest.places.length > 0 ? next : chain.otherwise;
    addNode(into, {
      tree,
      node,
      feature: split,
      mode: "BRANCH_EQ",
      yes: chain.child,
      no,
      missingYes: 0,
      value: chain.places[0]!,
    });
    next += rest.places.length;
    if (rest.places.length > 0) chains.push(rest);
  }
  for (const chain of chains) addChain(into, tree, chain);
}

interface Chain {
  readonly feature: number;
  /** The node that the chain begins with. */
  readonly first: number;
  /** Where a row goes whose category is one of `places`. */
  readonly child: number;
  readonly otherwise: number;
  readonly places: readonly number[];
}

function chainOf(
  sets: ArrayLike<number>,
  start: number,
  count: number,
  left: number,
): Omit<Chain, "feature" | "first"> {
  const goesLeft = (place: number): boolean => ((sets[start + (place >> 5)]! >>> (place & 31)) & 1) === 1;
  const all = Array.from({ length: count }, (_, place) => place);
  const lefts = all.filter(goesLeft);
  const rights = all.filter((place) => !goesLeft(place));
  const [places, child, otherwise] = lefts.length <= rights.length ? [lefts, left, left + 1] : [rights, left + 1, left];
  // A set that all or none are in: no place is -1.
  return { places: places.length > 0 ? places : [-1], child, otherwise };
}

function addChain(into: Columns, tree: number, { feature, first, child, otherwise, places }: Chain): void {
  for (const [at, value] of places.entries()) {
    const node = first + at;
    const no = at + 1 < places.length ? node + 1 : otherwise;
    addNode(into, { tree, node, feature, mode: "BRANCH_EQ", yes: child, no, missingYes: 0, value });
  }
}

type Node = Readonly<Record<"tree" | "node" | "feature" | "yes" | "no" | "missingYes" | "value", number>> & {
  readonly mode: string;
};

function addNode(into: Columns, node: Node): void {
  into.tree.push(node.tree);
  into.node.push(node.node);
  into.feature.push(node.feature);
  into.mode.push(node.mode);
  into.yes.push(node.yes);
  into.no.push(node.no);
  into.missingYes.push(node.missingYes);
  into.value.push(node.value);
}

function attributesOf(columns: Columns, trees: number): Attributes {
  const integers = (value: readonly number[]) => ({ kind: "integers", value }) as const;
  const doubles = (name: string, values: readonly number[]) =>
    ({ kind: "tensor", value: { name, element: "double", dimensions: [values.length], values } }) as const;
  return {
    n_targets: { kind: "integer", value: trees },
    nodes_treeids: integers(columns.tree),
    nodes_nodeids: integers(columns.node),
    nodes_featureids: integers(columns.feature),
    nodes_modes: { kind: "texts", value: columns.mode },
    nodes_truenodeids: integers(columns.yes),
    nodes_falsenodeids: integers(columns.no),
    nodes_missing_value_tracks_true: integers(columns.missingYes),
    nodes_values_as_tensor: doubles("nodes_values", columns.value),
    target_treeids: integers(columns.leafTree),
    target_nodeids: integers(columns.leafNode),
    target_ids: integers(columns.leafTree),
    target_weights_as_tensor: doubles("target_weights", columns.leafPlace),
  };
}
