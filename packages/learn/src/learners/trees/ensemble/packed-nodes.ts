import type { TreeEnsemble } from "./tree-ensemble.ts";

/** A node is two integers: `feature << 18 | missingLeft << 17 | cut`, and its left child. */
const featureShift = 18;
const mostFeatures = 1 << (32 - featureShift);
const missingBit = 17;
const cutMask = (1 << missingBit) - 1;
const mostThresholds = 65_534;
/** The code of a missing value; one more wraps to 0, below every cut. */
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
  const split = nodes[2 * node]!;
  const code = (codes[row + (split >>> featureShift)]! + ((split >>> missingBit) & 1)) & 65_535;
  // 1 where the code is below the cut, by the sign of the difference.
  return nodes[2 * node + 1]! + 1 - ((code - (split & cutMask)) >>> 31);
}

/**
 * As `packNodes` gives them, for rows without missing values: `feature << 17 | cut`, and twice the left child. Half of what a
 * step does is spared.
 */
export function withoutMissing(nodes: Int32Array): Int32Array {
  const plain = new Int32Array(nodes.length);
  for (let at = 0; at < nodes.length; at += 2) {
    const split = nodes[at]!;
    plain[at] = ((split >>> featureShift) << missingBit) | ((split & cutMask) - ((split >>> missingBit) & 1));
    plain[at + 1] = 2 * nodes[at + 1]!;
  }
  return plain;
}

/**
 * Sends rows of codes without missing values through a tree, four at a time (their number is a multiple of four), and adds
 * to `into`, every `step` from `at` on, the value of each row's leaf. `values` has one for each node.
 */
export function addLeaves(
  plain: Int32Array,
  root: number,
  codes: Uint16Array,
  width: number,
  rows: number,
  values: Float64Array,
  into: Float64Array,
  at: number,
  step: number,
): void {
  const start = 2 * root;
  for (let row = 0, first = 0, place = at; row < rows; row += 4, first += 4 * width, place += 4 * step) {
    const second = first + width;
    const third = second + width;
    const fourth = third + width;
    let a = start;
    let b = start;
    let c = start;
    let d = start;
    for (let moved = 1; moved !== 0; ) {
      const nextA = plainStep(plain, codes, a, first);
      const nextB = plainStep(plain, codes, b, second);
      const nextC = plainStep(plain, codes, c, third);
      const nextD = plainStep(plain, codes, d, fourth);
      moved = (a ^ nextA) | (b ^ nextB) | (c ^ nextC) | (d ^ nextD);
      a = nextA;
      b = nextB;
      c = nextC;
      d = nextD;
    }
    into[place]! += values[a >> 1]!;
    into[place + step]! += values[b >> 1]!;
    into[place + 2 * step]! += values[c >> 1]!;
    into[place + 3 * step]! += values[d >> 1]!;
  }
}

function plainStep(plain: Int32Array, codes: Uint16Array, at: number, row: number): number {
  const split = plain[at]!;
  const difference = codes[row + (split >>> missingBit)]! - (split & cutMask);
  // 2 where the code is not below the cut, by the sign of the difference.
  return plain[at + 1]! + ((~difference >>> 30) & 2);
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
    const missingLeft = ensemble.missingLeft[node]!;
    const cut = split < 0 ? leafCut : places[split]!.get(ensemble.threshold[node]!)! + missingLeft + 1;
    nodes[2 * node] = split < 0 ? cut : (split << featureShift) | (missingLeft << missingBit) | cut;
    nodes[2 * node + 1] = split < 0 ? node : ensemble.left[node]!;
  }
  return nodes;
}
