import type { Table } from "../../table/table.ts";
import { cellEncoder } from "./cell-encoder.ts";
import type { TreeEnsemble } from "./tree-ensemble.ts";

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
