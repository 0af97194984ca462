import { numberCoder } from "../bins/number-coder.ts";
import { namedNumbers } from "./cell-encoder.ts";
import type { EnsemblePredictor } from "./compile-ensemble.ts";
import { missingCode, packNodes, thresholdsOf, walkFour } from "./packed-nodes.ts";
import type { TreeEnsemble } from "./tree-ensemble.ts";

/** Codes of a block: what the second-level cache holds beside a tree. */
const blockCodes = 131_072;
const mostRows = 4096;

/**
 * Predicts from numbers coded by how many of the ensemble's thresholds are below them: a node then takes eight bytes and
 * is passed without a branch, four walks side by side. Null where a split goes by a category, or there are too many
 * features or thresholds for a node's bits.
 */
export function codedEnsemble(ensemble: TreeEnsemble): EnsemblePredictor | null {
  const { features } = ensemble;
  const thresholds = thresholdsOf(ensemble);
  if (thresholds === null) return null;
  const coders = thresholds.map((sorted) => numberCoder(sorted));
  const missing = thresholds.map(({ length }) => length + 1);
  const width = 2 * features.length;
  const rowsAtOnce = Math.max(1, Math.min(mostRows, Math.floor(blockCodes / Math.max(1, width))));
  const addBlock = blockAdder(ensemble, packNodes(ensemble, thresholds));
  return (table, into, groups) => {
    // Of a category no split asks, or there would be no codes.
    const columns = features.map(({ kind, name }, index) =>
      kind === "number" ? namedNumbers(table, name, index) : null,
    );
    const codes = new Uint16Array(Math.min(rowsAtOnce, table.rows) * width);
    for (let from = 0; from < table.rows; from += rowsAtOnce) {
      const rows = Math.min(rowsAtOnce, table.rows - from);
      for (const [feature, values] of columns.entries()) {
        if (values !== null) encode(feature, values, from, rows, codes);
      }
      addBlock(codes, rows, into, from * groups * ensemble.outputs, groups);
    }
  };

  /** Twice: see `packed-nodes.ts`. */
  function encode(feature: number, values: Float64Array, from: number, rows: number, codes: Uint16Array): void {
    const codeOf = coders[feature]!;
    const missingHere = missing[feature]!;
    for (let row = 0, at = 2 * feature; row < rows; row++, at += width) {
      const code = codeOf(values[from + row]!);
      codes[at] = code === missingHere ? missingCode : code;
      codes[at + 1] = code === missingHere ? 0 : code;
    }
  }
}

/** Adds what all trees give for a block of coded rows, from `at` on. */
type AddBlock = (codes: Uint16Array, rows: number, into: Float64Array, at: number, groups: number) => void;

function blockAdder({ features, outputs, ...ensemble }: TreeEnsemble, nodes: Int32Array): AddBlock {
  const width = 2 * features.length;
  const roots = Int32Array.from(ensemble.roots, (root) => 2 * root);
  const leafAt = Int32Array.from(ensemble.threshold);
  const values = Float64Array.from(ensemble.values);
  const four = new Int32Array(4);
  const places = new Int32Array(4);
  return (codes, rows, into, at, groups) => {
    const step = groups * outputs;
    const full = rows - (rows % 4);
    for (let tree = 0; full > 0 && tree < roots.length; tree++)
      addRows(codes, roots[tree]!, full, into, at + (tree % groups) * outputs, step);
    for (let row = full; row < rows; row++) addRow(codes, row * width, into, at + row * step, groups);
  };

  /** Four rows go through a tree at once; written out, as loops of four take a fifth longer. */
  function addRows(codes: Uint16Array, root: number, rows: number, into: Float64Array, at: number, step: number): void {
    for (let row = 0, place = at; row < rows; row += 4, place += 4 * step) {
      four[0] = root;
      four[1] = root;
      four[2] = root;
      four[3] = root;
      places[0] = row * width;
      places[1] = places[0] + width;
      places[2] = places[1] + width;
      places[3] = places[2] + width;
      walkFour(nodes, codes, four, places);
      add(four[0], into, place);
      add(four[1], into, place + step);
      add(four[2], into, place + 2 * step);
      add(four[3], into, place + 3 * step);
    }
  }

  /** A row alone goes through four trees at once; beyond the last tree it goes through the last again, for nothing. */
  function addRow(codes: Uint16Array, row: number, into: Float64Array, at: number, groups: number): void {
    places.fill(row);
    for (let tree = 0; tree < roots.length; tree += 4) {
      for (let one = 0; one < 4; one++) four[one] = roots[Math.min(tree + one, roots.length - 1)]!;
      walkFour(nodes, codes, four, places);
      const end = Math.min(4, roots.length - tree);
      for (let one = 0; one < end; one++) add(four[one]!, into, at + ((tree + one) % groups) * outputs);
    }
  }

  function add(leaf: number, into: Float64Array, at: number): void {
    const from = leafAt[leaf >> 1]!;
    for (let output = 0; output < outputs; output++) into[at + output]! += values[from + output]!;
  }
}
