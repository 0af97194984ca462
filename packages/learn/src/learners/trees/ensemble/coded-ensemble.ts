import { numberCoder } from "../bins/number-coder.ts";
import { namedNumbers } from "./cell-encoder.ts";
import type { EnsemblePredictor } from "./compile-ensemble.ts";
import { addLeaves, missingCode, packNodes, thresholdsOf, walkFour, withoutMissing } from "./packed-nodes.ts";
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
  const width = features.length;
  const coders = thresholds.map((sorted) => numberCoder(sorted));
  const missing = thresholds.map(({ length }) => length + 1);
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
      let gaps = false;
      for (const [feature, values] of columns.entries()) {
        if (values !== null && encode(feature, values, from, rows, codes)) gaps = true;
      }
      addBlock({ codes, gaps }, rows, into, from * groups * ensemble.outputs, groups);
    }
  };

  /** Whether a value is missing. */
  function encode(feature: number, values: Float64Array, from: number, rows: number, codes: Uint16Array): boolean {
    const codeOf = coders[feature]!;
    const missingHere = missing[feature]!;
    let gaps = false;
    for (let row = 0, at = feature; row < rows; row++, at += width) {
      const code = codeOf(values[from + row]!);
      if (code === missingHere) gaps = true;
      codes[at] = code === missingHere ? missingCode : code;
    }
    return gaps;
  }
}

/** Rows of codes, side by side. */
interface CodedRows {
  readonly codes: Uint16Array;
  /** Whether a value is missing. */
  readonly gaps: boolean;
}

/** Adds what all trees give for a block of coded rows, from `at` on. */
type AddBlock = (coded: CodedRows, rows: number, into: Float64Array, at: number, groups: number) => void;

function blockAdder({ features, outputs, ...ensemble }: TreeEnsemble, nodes: Int32Array): AddBlock {
  const width = features.length;
  const roots = Int32Array.from(ensemble.roots);
  const leafAt = Int32Array.from(ensemble.threshold);
  const values = Float64Array.from(ensemble.values);
  const four = new Int32Array(4);
  const places = new Int32Array(4);
  const plain = outputs === 1 ? withoutMissing(nodes) : null;
  const leafValues =
    plain && Float64Array.from(leafAt, (from, node) => (ensemble.feature[node]! < 0 ? values[from]! : 0));
  return ({ codes, gaps }, rows, into, at, groups) => {
    const step = groups * outputs;
    const full = rows - (rows % 4);
    for (let tree = 0; full > 0 && tree < roots.length; tree++) {
      const place = at + (tree % groups) * outputs;
      if (plain === null || leafValues === null || gaps) addRows(codes, roots[tree]!, full, into, place, step);
      else addLeaves(plain, roots[tree]!, codes, width, full, leafValues, into, place, step);
    }
    for (let row = full; row < rows; row++) addRow(codes, row * width, into, at + row * step, groups);
  };

  /** Four rows go through a tree at once. */
  function addRows(codes: Uint16Array, root: number, rows: number, into: Float64Array, at: number, step: number): void {
    for (let row = 0; row < rows; row += 4) {
      for (let one = 0; one < 4; one++) {
        four[one] = root;
        places[one] = (row + one) * width;
      }
      walkFour(nodes, codes, four, places);
      for (let one = 0; one < 4; one++) add(four[one]!, into, at + (row + one) * step);
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
    const from = leafAt[leaf]!;
    for (let output = 0; output < outputs; output++) into[at + output]! += values[from + output]!;
  }
}
