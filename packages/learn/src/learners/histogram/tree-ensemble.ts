import { isText, type Table, type TableColumn } from "../../table/table.ts";
import { type BinnedTable, type FeatureBins, levelCodes } from "./binning.ts";
import type { GrownTree } from "./grower.ts";
import { hasBit } from "./splitting.ts";

/**
 * Trees as flat arrays of numbers: plain data that survives JSON bit for bit. A node's right child follows its left.
 * All arrays but `roots`, `values` and `sets` have an entry a node, tree after tree.
 */
export interface TreeEnsemble {
  readonly features: readonly EnsembleFeature[];
  /** Numbers a leaf. */
  readonly outputs: number;
  readonly roots: readonly number[];
  /** -1 in a leaf. */
  readonly feature: readonly number[];
  /** Split of numbers: values up to it go left. Of categories: where its eight words in `sets` begin. Leaf: where its values begin. */
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  /** 1 where missing values go left. */
  readonly missingLeft: readonly number[];
  readonly values: readonly number[];
  /** Bit b of a set is 1 when the feature's level b goes left; the bit after the last level is for all other values. */
  readonly sets: readonly number[];
  /** The training rows that came to each node, as often as they were drawn; what explanations weigh branches by. Absent in older models. */
  readonly covers?: readonly number[];
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

const ensembleFeature = (feature: FeatureBins): EnsembleFeature =>
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

/** Adds each tree's leaf values to `into[row * width + (tree % groups) * outputs …]`. */
export type EnsemblePredictor = (table: Table, into: Float64Array, groups: number) => void;

/**
 * Flattens an ensemble into typed arrays and gives a function over tables, which match by column name; the order of
 * their dictionaries does not matter. Throws where a column is absent or of the wrong sort.
 */
export function compileEnsemble(ensemble: TreeEnsemble): EnsemblePredictor {
  const feature = Int32Array.from(ensemble.feature);
  const threshold = Float64Array.from(ensemble.threshold);
  const left = Int32Array.from(ensemble.left);
  const values = Float64Array.from(ensemble.values);
  const sets = Int32Array.from(ensemble.sets);
  const missingLeft = Uint8Array.from(ensemble.missingLeft);
  const isCategory = Uint8Array.from(ensemble.features, ({ kind }) => Number(kind === "category"));
  const { roots, outputs } = ensemble;
  const encode = cellEncoder(ensemble.features);
  return (table, into, groups) => {
    const { rows } = table;
    const cells = encode(table);
    const width = groups * outputs;
    for (let tree = 0; tree < roots.length; tree++) {
      const root = roots[tree]!;
      const place = (tree % groups) * outputs;
      for (let row = 0; row < rows; row++) {
        let node = root;
        for (let split = feature[root]!; split >= 0; split = feature[node]!) {
          const value = cells[split * rows + row]!;
          const goesLeft =
            isCategory[split] === 1
              ? (sets[threshold[node]! + (value >> 5)]! >>> (value & 31)) & 1
              : Number(value <= threshold[node]!) | (missingLeft[node]! & Number(Number.isNaN(value)));
          node = left[node]! + 1 - goesLeft;
        }
        const leaf = threshold[node]!;
        for (let output = 0; output < outputs; output++) into[row * width + place + output]! += values[leaf + output]!;
      }
    }
  };
}

/** Features × rows in one array, so that a walk through a tree looks up no column. */
export type CellEncoder = (table: Table) => Float64Array;

/** Columns in the order of the features; categories as places among the learner's own levels, unknown ones after them. */
export function cellEncoder(features: readonly EnsembleFeature[]): CellEncoder {
  const places = features.map((feature) =>
    feature.kind === "category" ? new Map(feature.levels.map((level, place) => [level, place])) : null,
  );
  return (table) => {
    const { rows } = table;
    const cells = new Float64Array(features.length * rows);
    features.forEach((feature, index) => {
      const column = namedColumn(table, feature.name, index);
      const first = index * rows;
      if (feature.kind === "number") {
        if (isText(column)) throw new Error(`column ${feature.name} holds text where the learner wants numbers`);
        cells.set(column.values, first);
        return;
      }
      if (!isText(column)) throw new Error(`column ${feature.name} holds numbers where the learner wants categories`);
      const { codes, dictionary } = column;
      const unknown = feature.levels.length;
      const placeOf = (code: number): number => places[index]!.get(dictionary[code]!) ?? unknown;
      // A few rows of a long dictionary ask for the levels that they hold, and for no others.
      const known = rows < dictionary.length ? undefined : levelCodes(feature.levels, dictionary, unknown);
      for (let row = 0; row < rows; row++) {
        const code = codes[row]!;
        cells[first + row] = code < 0 ? unknown : (known?.[code] ?? placeOf(code));
      }
    });
    return cells;
  };
}

function namedColumn(table: Table, name: string, index: number): TableColumn {
  const guess = table.columns[index];
  const column = guess?.name === name ? guess : table.columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw new Error(`column ${name} is absent`);
  return column;
}
