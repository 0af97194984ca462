import { cellEncoder } from "../learners/histogram/cell-encoder.ts";
import type { TreeEnsemble } from "../learners/histogram/tree-ensemble.ts";
import { copyPath, createPath, type DecisionPath, extendPath, unwindPath, unwoundSum } from "./decision-path.ts";
import type { ShapleyValues } from "./shapley-values.ts";

interface WalkedTrees {
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly missingLeft: Uint8Array;
  readonly covers: Float64Array;
  readonly values: Float64Array;
  readonly sets: Int32Array;
  readonly isCategory: Uint8Array;
}

/**
 * What each feature adds to the sum of the trees: exact path-dependent TreeSHAP (Lundberg, Erion and Lee 2018, algorithm 2): where a feature is unknown, a row goes both
 * ways, in the shares in which the training rows went. Tree t adds to output group t mod `groups`. Takes
 * leaves × depth² steps a tree and row. Undefined where the trees do not tell their training rows.
 */
export function compileTreeShap(ensemble: TreeEnsemble, groups: number): ShapleyValues | undefined {
  const trees = walkedTrees(ensemble);
  if (trees === undefined) return undefined;
  const { roots, outputs, features } = ensemble;
  const encode = cellEncoder(features);
  const path = createPath(Math.max(0, ...roots.map((root) => depthOf(trees, root))));
  const expected = new Float64Array(groups * outputs);
  roots.forEach((root, tree) => {
    for (let output = 0; output < outputs; output++) {
      expected[(tree % groups) * outputs + output]! += meanValue(trees, root, output);
    }
  });
  return {
    expected,
    contributions(table, outputOf) {
      const cells = encode(table);
      const sums = new Float64Array(table.rows * features.length);
      const row = new Float64Array(features.length);
      for (let at = 0; at < table.rows; at++) {
        for (let feature = 0; feature < row.length; feature++) row[feature] = cells[feature * table.rows + at]!;
        const wanted = outputOf(at);
        const group = Math.floor(wanted / outputs);
        const into = sums.subarray(at * row.length, (at + 1) * row.length);
        for (let tree = group; tree < roots.length; tree += groups) {
          addTree(trees, roots[tree]!, row, wanted % outputs, path, into);
        }
      }
      return sums;
    },
  };
}

function walkedTrees(ensemble: TreeEnsemble): WalkedTrees | undefined {
  if (ensemble.covers?.length !== ensemble.feature.length) return undefined;
  return {
    feature: Int32Array.from(ensemble.feature),
    threshold: Float64Array.from(ensemble.threshold),
    left: Int32Array.from(ensemble.left),
    missingLeft: Uint8Array.from(ensemble.missingLeft),
    covers: Float64Array.from(ensemble.covers),
    values: Float64Array.from(ensemble.values),
    sets: Int32Array.from(ensemble.sets),
    isCategory: Uint8Array.from(ensemble.features, ({ kind }) => Number(kind === "category")),
  };
}

function depthOf({ feature, left }: WalkedTrees, root: number): number {
  let deepest = 0;
  const open: [node: number, depth: number][] = [[root, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, depth] = next;
    deepest = Math.max(deepest, depth);
    if (feature[node]! >= 0) open.push([left[node]!, depth + 1], [left[node]! + 1, depth + 1]);
  }
  return deepest;
}

/** Over the training rows of a node. */
function meanValue(trees: WalkedTrees, node: number, output: number): number {
  const { feature, left, covers, values, threshold } = trees;
  if (feature[node]! < 0) return values[threshold[node]! + output]!;
  const first = left[node]!;
  const total = covers[first]! + covers[first + 1]!;
  return (
    (covers[first]! / total) * meanValue(trees, first, output) +
    (covers[first + 1]! / total) * meanValue(trees, first + 1, output)
  );
}

/** Adds one tree's Shapley values for a row to `into`. */
function addTree(
  trees: WalkedTrees,
  root: number,
  row: Float64Array,
  output: number,
  path: DecisionPath,
  into: Float64Array,
): void {
  const { feature, left, covers, values, threshold } = trees;
  walk(root, 0, 0, 0, 1, 1, -1);

  /** `length` entries of the parent's path lie at `from`; this node's path lies at the place of its depth. */
  function walk(
    node: number,
    depth: number,
    from: number,
    length: number,
    zero: number,
    one: number,
    by: number,
  ): void {
    const at = (depth * (depth + 1)) / 2;
    copyPath(path, from, at, length);
    extendPath(path, at, length, zero, one, by);
    const entries = length + 1;
    if (feature[node]! < 0) {
      const value = values[threshold[node]! + output]!;
      for (let entry = 1; entry < entries; entry++) {
        const share = unwoundSum(path, at, entries, entry) * (path.ones[at + entry]! - path.zeros[at + entry]!);
        into[path.features[at + entry]!]! += share * value;
      }
      return;
    }
    const split = feature[node]!;
    const first = left[node]!;
    const hot = first + 1 - goesLeft(trees, node, row[split]!);
    const cold = hot === first ? first + 1 : first;
    const total = covers[first]! + covers[first + 1]!;
    let zeroBefore = 1;
    let oneBefore = 1;
    let kept = entries;
    for (let entry = 1; entry < entries; entry++) {
      if (path.features[at + entry] !== split) continue;
      zeroBefore = path.zeros[at + entry]!;
      oneBefore = path.ones[at + entry]!;
      unwindPath(path, at, entries, entry);
      kept--;
      break;
    }
    walk(hot, depth + 1, at, kept, (zeroBefore * covers[hot]!) / total, oneBefore, split);
    walk(cold, depth + 1, at, kept, (zeroBefore * covers[cold]!) / total, 0, split);
  }
}

/** 1 or 0, as the predictor decides it. */
function goesLeft(trees: WalkedTrees, node: number, value: number): number {
  const { feature, threshold, missingLeft, sets, isCategory } = trees;
  if (isCategory[feature[node]!] === 1) return (sets[threshold[node]! + (value >> 5)]! >>> (value & 31)) & 1;
  return Number.isNaN(value) ? missingLeft[node]! : Number(value <= threshold[node]!);
}
