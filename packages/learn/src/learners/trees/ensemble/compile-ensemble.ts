import type { Table } from "../../../table/table.ts";
import { cellEncoder } from "./cell-encoder.ts";
import { codedEnsemble } from "./coded-ensemble.ts";
import type { TreeEnsemble } from "./tree-ensemble.ts";

/** Adds each tree's leaf values to `into[row * width + (tree % groups) * outputs …]`. */
export type EnsemblePredictor = (table: Table, into: Float64Array, groups: number) => void;

/** Rows that are sent through all trees before the next are, so that their cells stay at hand. */
const blockRows = 2048;

/**
 * Flattens an ensemble into typed arrays and gives a function over tables, which match by column name; the order of
 * their dictionaries does not matter. Throws where a column is absent or of the wrong sort.
 */
export const compileEnsemble = (ensemble: TreeEnsemble): EnsemblePredictor =>
  codedEnsemble(ensemble) ?? plainEnsemble(ensemble);

/** Goes by the values themselves; takes any ensemble. */
export function plainEnsemble(ensemble: TreeEnsemble): EnsemblePredictor {
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
    for (let from = 0; from < rows; from += blockRows) {
      const to = Math.min(rows, from + blockRows);
      for (let tree = 0; tree < roots.length; tree++) addTree(tree, from, to, rows, cells, into, width, groups);
    }
  };

  function addTree(
    tree: number,
    from: number,
    to: number,
    rows: number,
    cells: Float64Array,
    into: Float64Array,
    width: number,
    groups: number,
  ): void {
    const root = roots[tree]!;
    const place = (tree % groups) * outputs;
    for (let row = from; row < to; row++) {
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
}
