import { rocArea, scoreSteps } from "../metrics/ranking.ts";
import { isText, type TableColumn } from "../table/table.ts";
import type { TellingFact } from "./data-doubt.ts";

/** An order that parts the classes, or goes with the numbers, this well is seldom honest. */
const suspicious = 0.999;
/** Rows a value or class should have before its purity tells anything. */
const rowsEach = 5;

/**
 * How a column alone all but tells the target, or undefined. `truth` holds numbers where `classCount` is 0, else class
 * indices. Rows that lack the column count only for whether it is there.
 */
export function tellingFact(column: TableColumn, truth: Float64Array, classCount: number): TellingFact | undefined {
  const { values, present } = presentValues(column);
  if (classCount > 0 && partsClasses(present, truth, classCount)) return { measure: "missing" };
  const kept = Array.from(present.keys()).filter((row) => present[row] === 1 && !Number.isNaN(truth[row]!));
  if (kept.length < 4 * rowsEach) return undefined;
  const seen = Float64Array.from(kept, (row) => values[row]!);
  const known = Float64Array.from(kept, (row) => truth[row]!);
  if (classCount === 0) return isText(column) ? undefined : rankFact(seen, known);
  if (partsClasses(seen, known, classCount)) return { measure: "value" };
  return isText(column) || classCount !== 2 ? undefined : areaFact(seen, known);
}

function presentValues(column: TableColumn): { readonly values: ArrayLike<number>; readonly present: Float64Array } {
  if (isText(column))
    return { values: column.codes, present: Float64Array.from(column.codes, (code) => Number(code >= 0)) };
  return { values: column.values, present: column.values.map((value) => Number(!Number.isNaN(value))) };
}

/** Whether each of few values has rows of one class only, and each class has rows enough. */
function partsClasses(values: Float64Array, truth: Float64Array, classCount: number): boolean {
  const classOf = new Map<number, number>();
  const counts = new Float64Array(classCount);
  for (let row = 0; row < values.length; row++) {
    const found = truth[row]!;
    const first = classOf.get(values[row]!);
    if (first === undefined) classOf.set(values[row]!, found);
    else if (first !== found) return false;
    counts[found]! += 1;
    if (classOf.size * rowsEach > values.length) return false;
  }
  return counts.filter((count) => count >= rowsEach).length > 1;
}

function areaFact(values: Float64Array, truth: Float64Array): TellingFact | undefined {
  const positives = truth.reduce((sum, value) => sum + value, 0);
  if (Math.min(positives, truth.length - positives) < rowsEach) return undefined;
  const area = rocArea(scoreSteps(truth, values));
  const figure = Math.max(area, 1 - area);
  return figure >= suspicious ? { measure: "auc", figure } : undefined;
}

/** Spearman's correlation: Pearson's of the ranks, ties at their mean. */
function rankFact(values: Float64Array, truth: Float64Array): TellingFact | undefined {
  const [a, b] = [meanRanks(values), meanRanks(truth)];
  const middle = (values.length + 1) / 2;
  let [product, ofA, ofB] = [0, 0, 0];
  for (let row = 0; row < a.length; row++) {
    product += (a[row]! - middle) * (b[row]! - middle);
    ofA += (a[row]! - middle) ** 2;
    ofB += (b[row]! - middle) ** 2;
  }
  if (ofA === 0 || ofB === 0 || new Set(truth).size < 2 * rowsEach) return undefined;
  const figure = Math.abs(product) / Math.sqrt(ofA * ofB);
  return figure >= suspicious ? { measure: "rank", figure } : undefined;
}

function meanRanks(values: Float64Array): Float64Array {
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let place = start; place < end; place++) ranks[order[place]!] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
