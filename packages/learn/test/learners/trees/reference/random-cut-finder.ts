import type { BinnedTable, FeatureBins } from "../../../../src/learners/trees/bins/binning.ts";
import { drawColumn } from "../../../../src/learners/trees/finders/column-draw.ts";
import type { NodeRows } from "../../../../src/learners/trees/finders/split-finder.ts";
import { type BestSplit, hasBit } from "../../../../src/learners/trees/splits/split-rules.ts";
import type { Random } from "../../../../src/random/seeded-random.ts";
import { type GatheredRows, gatheredRows, gatherNode } from "./gathered-rows.ts";
import type { PlainFinder } from "./plain-finder.ts";
import type { PlainRows, PlainRules } from "./plain-rules.ts";
import { gradientScore } from "./split-category.ts";
import { classesScore } from "./split-numbers.ts";

/**
 * Cuts each of `columnsPerSplit` drawn columns at one place that is drawn between the node's lowest and highest value, and
 * takes the best of them (Geurts, Ernst and Wehenkel 2006); looks at further columns as long as none can be cut.
 * A category sends levels that are drawn to the left. Missing values go where the cut is better for it.
 */
export function randomCutFinder(table: BinnedTable, width: number, columnsPerSplit: number): PlainFinder {
  const columns = Int32Array.from(table.features, (_, column) => column);
  const gathered = gatheredRows(table.rows, width);
  const sides = { left: new Float64Array(width), missing: new Float64Array(width), both: new Float64Array(width) };
  let tree: PlainRows;
  return {
    start(next) {
      tree = next;
      columns.forEach((_, place) => {
        columns[place] = place;
      });
    },
    find,
  };

  function find(node: NodeRows, best: BestSplit): void {
    const rows = gatherNode(tree, node, gathered);
    for (let place = 0; place < columns.length; place++) {
      if (place >= columnsPerSplit && best.column >= 0) return;
      drawColumn(columns, place, tree.random);
      tryColumn(node, best, columns[place]!, rows);
    }
  }

  function tryColumn(node: NodeRows, best: BestSplit, column: number, rows: GatheredRows): void {
    const { rules, random } = tree;
    const cut = drawCut(table, column, rows, random);
    if (cut === null) return;
    sumSides(table, column, cut, rows, rules, sides);
    const { left, missing, both } = sides;
    const score = rules.kind === "gradient" ? gradientScore : classesScore;
    for (let part = 0; part < width; part++) both[part] = left[part]! + missing[part]!;
    const alone = score(left, node.totals, rules);
    const together = cut.set === null ? score(both, node.totals, rules) : -Infinity;
    const reached = Math.max(alone, together);
    if (!(reached > best.score)) return;
    best.score = reached;
    best.column = column;
    best.bin = cut.last;
    best.set = cut.set;
    best.left.set(together > alone ? both : left);
    best.missingLeft = cut.set === null ? together > alone : hasBit(cut.set, table.binCounts[column]!);
  }
}

interface Cut {
  /** The last bin that goes left, of numbers. */
  readonly last: number;
  /** Of categories: bit b set when bin b goes left. */
  readonly set: Int32Array | null;
}

/** Null where all rows have the same bin. */
function drawCut(table: BinnedTable, column: number, node: GatheredRows, random: Random): Cut | null {
  const { bins, binCounts, features } = table;
  const missing = binCounts[column]!;
  const base = column * table.rows;
  const feature = features[column]!;
  if (feature.kind === "category") return drawSet(presentBins(table, column, node), random);
  let lowest = missing;
  let highest = -1;
  let gaps = 0;
  for (let index = node.start; index < node.end; index++) {
    const bin = bins[base + node.rows[index]!]!;
    if (bin === missing) gaps++;
    else {
      if (bin < lowest) lowest = bin;
      if (bin > highest) highest = bin;
    }
  }
  if (highest < 0 || (lowest === highest && gaps === 0)) return null;
  // Only what is missing can be parted from what is there.
  if (lowest === highest) return { last: missing - 1, set: null };
  return { last: drawThreshold(feature, lowest, highest, random), set: null };
}

/** Even in the unit of the column, from about the middle of the lowest bin to that of the highest. */
function drawThreshold(
  { thresholds }: Extract<FeatureBins, { readonly kind: "number" }>,
  lowest: number,
  highest: number,
  random: Random,
): number {
  const last = thresholds.length - 1;
  const step = thresholds[1] === undefined ? 0 : (thresholds[last]! - thresholds[0]!) / last;
  const below = lowest > 0 ? thresholds[lowest - 1]! : thresholds[0]! - step;
  const above = highest <= last ? thresholds[highest]! : thresholds[last]! + step;
  const from = (below + thresholds[lowest]!) / 2;
  const drawn = from + random.next() * ((thresholds[highest - 1]! + above) / 2 - from);
  let low = lowest;
  let high = highest - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (drawn <= thresholds[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

function presentBins({ bins, rows, binCounts }: BinnedTable, column: number, node: GatheredRows): number[] {
  const seen = new Uint8Array(binCounts[column]! + 1);
  for (let index = node.start; index < node.end; index++) seen[bins[column * rows + node.rows[index]!]!] = 1;
  return Array.from(seen.keys()).filter((bin) => seen[bin] === 1);
}

/** Each level goes left or right by chance, one each way at least; what the node lacks goes right. */
function drawSet(present: readonly number[], random: Random): Cut | null {
  if (present.length < 2) return null;
  const set = new Int32Array(8);
  const goesLeft = present.map(() => random.next() < 0.5);
  if (goesLeft.every((left) => left === goesLeft[0])) {
    const one = random.integer(present.length);
    goesLeft[one] = !goesLeft[one];
  }
  present.forEach((bin, at) => {
    if (goesLeft[at]) set[bin >> 5]! |= 1 << (bin & 31);
  });
  return { last: -1, set };
}

function sumSides(
  { bins, binCounts, rows: tableRows }: BinnedTable,
  column: number,
  { last, set }: Cut,
  { rows, start, end, values, classes }: GatheredRows,
  rules: PlainRules,
  { left, missing }: { readonly left: Float64Array; readonly missing: Float64Array },
): void {
  left.fill(0);
  missing.fill(0);
  const base = column * tableRows;
  const missingBin = set === null ? binCounts[column]! : -1;
  for (let index = start, place = 0; index < end; index++, place++) {
    const bin = bins[base + rows[index]!]!;
    const goesLeft = set === null ? bin <= last : hasBit(set, bin);
    if (!goesLeft && bin !== missingBin) continue;
    const side = goesLeft ? left : missing;
    if (rules.kind === "gradient") {
      side[0]! += values[2 * place]!;
      side[1]! += values[2 * place + 1]!;
    } else side[classes[place]!]! += values[place]!;
  }
}
