import type { TreeEnsemble } from "./tree-ensemble.ts";

/**
 * A node is two integers: `column << 17 | cut`, and the place of its left child; its own place is twice its number. A row
 * has two columns of codes for each feature, alike but for missing values: in the first they are above every cut, in the
 * second below. A node reads the one by which they go its way.
 */
const columnShift = 17;
const cutMask = (1 << columnShift) - 1;
const mostFeatures = 1 << (31 - columnShift);
const mostThresholds = 65_534;
/** In the first column of a feature; in the second it is 0. */
export const missingCode = 65_535;
/** Above every code: a leaf is its own left child, and everything goes left. */
const leafCut = 65_536;

/**
 * Walks four rows of codes from four nodes to their leaves, in place: the processor follows one while it waits for what
 * another needs. A row is the place of its first code.
 */
export function walkFour(nodes: Int32Array, codes: Uint16Array, four: Int32Array, rows: Int32Array): void {
  const first = rows[0]!;
  const second = rows[1]!;
  const third = rows[2]!;
  const fourth = rows[3]!;
  let a = four[0]!;
  let b = four[1]!;
  let c = four[2]!;
  let d = four[3]!;
  for (let moved = 1; moved !== 0; ) {
    const nextA = stepFrom(nodes, codes, a, first);
    const nextB = stepFrom(nodes, codes, b, second);
    const nextC = stepFrom(nodes, codes, c, third);
    const nextD = stepFrom(nodes, codes, d, fourth);
    moved = (a ^ nextA) | (b ^ nextB) | (c ^ nextC) | (d ^ nextD);
    a = nextA;
    b = nextB;
    c = nextC;
    d = nextD;
  }
  four[0] = a;
  four[1] = b;
  four[2] = c;
  four[3] = d;
}

/** The child that the row goes to; a leaf itself. */
function stepFrom(nodes: Int32Array, codes: Uint16Array, node: number, row: number): number {
  const split = nodes[node]!;
  const difference = codes[row + (split >>> columnShift)]! - (split & cutMask);
  // 2 where the code is not below the cut, by the sign of the difference.
  return nodes[node + 1]! + ((~difference >>> 30) & 2);
}

/** By feature the thresholds of its splits, ascending; null where a split goes by a category, or a node has too few bits for them. */
export function thresholdsOf({ features, feature, threshold }: TreeEnsemble): Float64Array[] | null {
  if (features.length > mostFeatures) return null;
  const found = features.map(() => new Set<number>());
  for (let node = 0; node < feature.length; node++) {
    const split = feature[node]!;
    if (split < 0) continue;
    if (features[split]!.kind === "category") return null;
    found[split]!.add(threshold[node]!);
  }
  const sorted = found.map((set) => Float64Array.from(set).sort());
  return sorted.some(({ length }) => length > mostThresholds) ? null : sorted;
}

export function packNodes(ensemble: TreeEnsemble, thresholds: readonly Float64Array[]): Int32Array {
  const places = thresholds.map((sorted) => new Map(Array.from(sorted, (value, place) => [value, place])));
  const nodes = new Int32Array(2 * ensemble.feature.length);
  for (let node = 0; node < ensemble.feature.length; node++) {
    const split = ensemble.feature[node]!;
    if (split < 0) {
      nodes[2 * node] = leafCut;
      nodes[2 * node + 1] = 2 * node;
      continue;
    }
    const column = 2 * split + ensemble.missingLeft[node]!;
    nodes[2 * node] = (column << columnShift) | (places[split]!.get(ensemble.threshold[node]!)! + 1);
    nodes[2 * node + 1] = 2 * ensemble.left[node]!;
  }
  return nodes;
}
