import { cellEncoder } from "../learners/trees/ensemble/cell-encoder.ts";
import type { TreeEnsemble } from "../learners/trees/ensemble/tree-ensemble.ts";
import { gaussLegendre, type Quadrature } from "./gauss-legendre.ts";
import type { ShapleyValues } from "./shapley-values.ts";
import { type TreePaths, treePaths } from "./tree-paths.ts";

/**
 * What each feature adds to the sum of the trees: exact path-dependent Shapley values (Lundberg, Erion and Lee 2018):
 * where a feature is unknown, a row goes both ways, in the shares in which the training rows went. Tree t adds to output
 * group t mod `groups`. Undefined where the trees do not tell their training rows.
 *
 * On the way to a leaf each feature i has a share z(i) of training rows that goes there, and the row itself goes there
 * (o(i) = 1) or not (0). The weights of Shapley's formula are Beta integrals, so what j gets of a leaf's value v is
 *
 *   v (o(j) − z(j)) ∫₀¹ Π over i ≠ j of (z(i) (1 − t) + o(i) t) dt
 *
 * A polynomial in t, integrated exactly at half as many places as there are features on the way. Products are extended
 * on the way down, sums gathered on the way up, all of them positive factors, so that nothing cancels: nodes × places
 * steps a tree and row, where the paper's algorithm 2 takes leaves × depth².
 */
export function compileTreeShap(ensemble: TreeEnsemble, groups: number): ShapleyValues | undefined {
  const paths = treePaths(ensemble);
  if (paths === undefined) return undefined;
  const { outputs, features, roots } = ensemble;
  const encode = cellEncoder(features);
  const trees = preparedTrees(ensemble, paths);
  const state = walkState(paths, trees.rules);
  return {
    expected: meanValues(trees, groups, outputs, roots.length),
    contributions(table, outputOf) {
      const cells = encode(table);
      const sums = new Float64Array(table.rows * features.length);
      const row = new Float64Array(features.length);
      for (let at = 0; at < table.rows; at++) {
        for (let feature = 0; feature < row.length; feature++) row[feature] = cells[feature * table.rows + at]!;
        const wanted = outputOf(at);
        const into = sums.subarray(at * row.length, (at + 1) * row.length);
        for (let tree = Math.floor(wanted / outputs); tree < roots.length; tree += groups) {
          extendProducts(trees, tree, row, state);
          gatherSums(trees, tree, wanted % outputs, state, into);
        }
      }
      return sums;
    },
  };
}

/** For each place 1 / (1 − t): what of a product counts where the row goes the other way. */
type PathRule = Quadrature & { readonly awayFactors: Float64Array };

interface PreparedTrees {
  readonly paths: TreePaths;
  readonly rules: readonly PathRule[];
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly missingLeft: Uint8Array;
  readonly values: Float64Array;
  readonly sets: Int32Array;
  readonly isCategory: Uint8Array;
}

function preparedTrees(ensemble: TreeEnsemble, paths: TreePaths): PreparedTrees {
  const known = new Map<number, PathRule>();
  const rules = Array.from(paths.widest, (most) => {
    const count = Math.max(1, Math.ceil(most / 2));
    const rule = known.get(count) ?? pathRule(count);
    known.set(count, rule);
    return rule;
  });
  return {
    paths,
    rules,
    feature: Int32Array.from(ensemble.feature),
    threshold: Float64Array.from(ensemble.threshold),
    left: Int32Array.from(ensemble.left),
    missingLeft: Uint8Array.from(ensemble.missingLeft),
    values: Float64Array.from(ensemble.values),
    sets: Int32Array.from(ensemble.sets),
    isCategory: Uint8Array.from(ensemble.features, ({ kind }) => Number(kind === "category")),
  };
}

function pathRule(count: number): PathRule {
  const rule = gaussLegendre(count);
  return { ...rule, awayFactors: rule.places.map((t) => 1 / (1 - t)) };
}

/** Of one tree and row at a time. */
interface WalkState {
  /** For each node of a tree its places: on the way down products over the way, on the way up sums over the leaves below. */
  readonly products: Float64Array;
  /** 1 where the row satisfies every split of `by` on the way. */
  readonly satisfied: Uint8Array;
}

function walkState({ starts, widest }: TreePaths, rules: readonly Quadrature[]): WalkState {
  const nodes = Math.max(0, ...Array.from(widest, (_, tree) => starts[tree + 1]! - starts[tree]!));
  const places = Math.max(1, ...rules.map((rule) => rule.places.length));
  return { products: new Float64Array(nodes * places), satisfied: new Uint8Array(nodes) };
}

/** Expected values: of each output the trees' leaf values by the shares of training rows, the root's share being 1. */
function meanValues(trees: PreparedTrees, groups: number, outputs: number, count: number): Float64Array {
  const { paths, feature, threshold, values } = trees;
  const expected = new Float64Array(groups * outputs);
  const reach = new Float64Array(paths.node.length);
  for (let tree = 0; tree < count; tree++) {
    for (let at = paths.starts[tree]!; at < paths.starts[tree + 1]!; at++) {
      const [above, twin] = [paths.parent[at]!, paths.earlier[at]!];
      const own = twin < 0 ? paths.share[at]! : ratio(paths.share[at]!, paths.share[twin]!);
      reach[at] = above < 0 ? 1 : reach[above]! * own;
      if (feature[paths.node[at]!]! >= 0) continue;
      const leaf = threshold[paths.node[at]!]!;
      for (let output = 0; output < outputs; output++) {
        expected[(tree % groups) * outputs + output]! += reach[at]! * values[leaf + output]!;
      }
    }
  }
  return expected;
}

const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

/** On the way down: at each node and place the product of all features' factors, z (1 − t) + o t. Children stand in pairs. */
function extendProducts(trees: PreparedTrees, tree: number, row: Float64Array, state: WalkState): void {
  const { paths, rules, threshold } = trees;
  const { parent, by, earlier, share, node, starts } = paths;
  const { products, satisfied } = state;
  const start = starts[tree]!;
  const { places } = rules[tree]!;
  const width = places.length;
  products.fill(1, 0, width);
  for (let first = start + 1; first < starts[tree + 1]!; first += 2) {
    const twin = earlier[first]!;
    const above = parent[first]!;
    const from = (above - start) * width;
    const to = (first - start) * width;
    const wasHere = twin < 0 || satisfied[twin - start] === 1;
    const isLeft = wasHere ? goesLeft(trees, by[first]!, threshold[node[above]!]!, node[above]!, row) : 0;
    satisfied[first - start] = isLeft;
    satisfied[first + 1 - start] = Number(wasHere) - isLeft;
    const before = twin < 0 ? 1 : share[twin]!;
    if (!wasHere) {
      const part = ratio(share[first]!, before);
      for (let place = 0; place < width; place++) {
        const product = products[from + place]!;
        products[to + place] = product * part;
        products[to + width + place] = product * (1 - part);
      }
      continue;
    }
    const [z, other] = [share[first]!, share[first + 1]!];
    const [slope, otherSlope] = [isLeft - z, 1 - isLeft - other];
    for (let place = 0; place < width; place++) {
      const t = places[place]!;
      const own = products[from + place]!;
      const product = twin < 0 ? own : own / (before + (1 - before) * t);
      products[to + place] = product * (z + slope * t);
      products[to + width + place] = product * (other + otherSlope * t);
    }
  }
}

/**
 * On the way up: the leaves below a node together, and what they give to the feature that led there, in place of what
 * they would give it by its splits further up.
 */
function gatherSums(
  trees: PreparedTrees,
  tree: number,
  output: number,
  { products, satisfied }: WalkState,
  into: Float64Array,
): void {
  const { paths, rules, feature, threshold, values } = trees;
  const { parent, by, earlier, share, node, starts } = paths;
  const start = starts[tree]!;
  const { places, weights, awayFactors } = rules[tree]!;
  const width = places.length;
  for (let first = starts[tree + 1]! - 2; first > start; first -= 2) {
    const [own, above] = [(first - start) * width, (parent[first]! - start) * width];
    const twin = earlier[first]!;
    const wasHere = twin >= 0 && satisfied[twin - start] === 1;
    const isDecided = twin >= 0 && !wasHere;
    const before = wasHere ? share[twin]! : 1;
    const [leftNode, rightNode] = [node[first]!, node[first + 1]!];
    const leftValue = feature[leftNode]! < 0 ? values[threshold[leftNode]! + output]! : 1;
    const rightValue = feature[rightNode]! < 0 ? values[threshold[rightNode]! + output]! : 1;
    const isLeft = satisfied[first - start] === 1;
    const z = isLeft ? share[first]! : share[first + 1]!;
    let sum = 0;
    for (let place = 0; place < width; place++) {
      const leftSum = products[own + place]! * leftValue;
      const rightSum = products[own + width + place]! * rightValue;
      products[above + place] = leftSum + rightSum;
      if (isDecided) continue;
      const t = places[place]!;
      const here = isLeft ? leftSum : rightSum;
      const away = isLeft ? rightSum : leftSum;
      let gained = (here * (1 - z)) / (z + (1 - z) * t) - away * awayFactors[place]!;
      if (wasHere) gained -= ((leftSum + rightSum) * (1 - before)) / (before + (1 - before) * t);
      sum += weights[place]! * gained;
    }
    into[by[first]!]! += sum;
  }
}

/** 1 or 0, as the predictor decides it. */
function goesLeft(trees: PreparedTrees, split: number, cut: number, node: number, row: Float64Array): number {
  const value = row[split]!;
  if (trees.isCategory[split] === 1) return (trees.sets[cut + (value >> 5)]! >>> (value & 31)) & 1;
  return Number.isNaN(value) ? trees.missingLeft[node]! : Number(value <= cut);
}
