import type { BinnedTable, FeatureBins } from "../bins/binning.ts";
import type { GrownTree } from "../growing/grower.ts";
import { hasBit } from "../splits/split-rules.ts";

/** A list of numbers: from a document an array, of a fit a typed array. */
export type Numbers = ArrayLike<number> & Iterable<number>;

/**
 * Trees as flat lists of numbers, which survive JSON bit for bit. A node's right child follows its left. All lists but `roots`, `values` and `sets` have an entry a node, tree after tree.
 */
export interface TreeEnsemble {
  readonly features: readonly EnsembleFeature[];
  /** Numbers a leaf. */
  readonly outputs: number;
  readonly roots: readonly number[];
  /** -1 in a leaf. */
  readonly feature: Numbers;
  /** Split of numbers: values up to it go left. Of categories: where its eight words in `sets` begin. Leaf: where its values begin. */
  readonly threshold: Numbers;
  readonly left: Numbers;
  /** 1 where missing values go left. */
  readonly missingLeft: Numbers;
  readonly values: Numbers;
  /** Bit b of a set is 1 when the feature's level b goes left; the bit after the last level is for all other values. */
  readonly sets: Numbers;
  /** The training rows that came to each node, as often as they were drawn; what explanations weigh branches by. Absent in older models. */
  readonly covers?: Numbers;
}

export type EnsembleFeature =
  | { readonly kind: "number"; readonly name: string }
  | { readonly kind: "category"; readonly name: string; readonly levels: readonly string[] };

export interface EnsembleBuilder {
  /** `leafValues` gives the numbers of a leaf, `outputs` of them; `cover` a node's training rows. */
  add(tree: GrownTree, leafValues: (node: number) => ArrayLike<number>, cover: (node: number) => number): void;
  /** The first `trees` trees, or all. */
  build(trees?: number): TreeEnsemble;
}

/** No finite value is above it: only missing values go right. (Infinity is not JSON.) */
const everything: number = Number.MAX_VALUE;

export function ensembleBuilder(table: BinnedTable, outputs: number): EnsembleBuilder {
  const roots: number[] = [];
  const feature: number[] = [];
  const threshold: number[] = [];
  const left: number[] = [];
  const missingLeft: number[] = [];
  const values: number[] = [];
  const sets: number[] = [];
  const covers: number[] = [];
  const cut = (tree: GrownTree, node: number, features: readonly FeatureBins[]): number => {
    const split = features[tree.feature[node]!]!;
    if (split.kind === "number") return split.thresholds[tree.bin[node]!] ?? everything;
    return sets.push(...tree.sets[node]!) - 8;
  };
  return {
    add(tree, leafValues, cover) {
      const root = feature.length;
      roots.push(root);
      for (let node = 0; node < tree.feature.length; node++) {
        const leaf = tree.feature[node] === -1;
        feature.push(tree.feature[node]!);
        left.push(leaf ? -1 : tree.left[node]! + root);
        missingLeft.push(tree.missingLeft[node] ? 1 : 0);
        covers.push(cover(node));
        threshold.push(leaf ? values.length : cut(tree, node, table.features));
        if (leaf) {
          const numbers = leafValues(node);
          for (let output = 0; output < outputs; output++) values.push(numbers[output]!);
        }
      }
    },
    build(trees = roots.length) {
      const nodes = roots[trees] ?? feature.length;
      return {
        features: table.features.map(ensembleFeature),
        outputs,
        roots: roots.slice(0, trees),
        feature: feature.slice(0, nodes),
        threshold: threshold.slice(0, nodes),
        left: left.slice(0, nodes),
        missingLeft: missingLeft.slice(0, nodes),
        values,
        sets,
        covers: covers.slice(0, nodes),
      };
    },
  };
}

export const ensembleFeature = (feature: FeatureBins): EnsembleFeature =>
  feature.kind === "category" ? feature : { kind: "number", name: feature.name };

/** The leaf that a row of the binned training table falls into. */
export function binnedLeaf(tree: GrownTree, table: BinnedTable, row: number): number {
  let node = 0;
  for (let feature = tree.feature[0]!; feature >= 0; feature = tree.feature[node]!) {
    const bin = table.bins[feature * table.rows + row]!;
    const set = tree.sets[node];
    const missing = bin === table.binCounts[feature];
    const goesLeft = set ? hasBit(set, bin) : missing ? tree.missingLeft[node]! : bin <= tree.bin[node]!;
    node = tree.left[node]! + (goesLeft ? 0 : 1);
  }
  return node;
}

/** Shares of 1; all 0 where there is nothing to share. */
export function normalised(importance: Float64Array): number[] {
  const total = importance.reduce((sum, value) => sum + value, 0);
  return Array.from(importance, (value) => (total > 0 ? value / total : 0));
}
