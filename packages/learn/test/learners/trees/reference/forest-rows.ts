import type { TrainingRows } from "../../../../src/learners/learner-context.ts";
import type { GrownTree } from "../../../../src/learners/trees/growing/grower.ts";
import { classPacking, gradientPacking } from "../../../../src/learners/trees/splits/packed-rows.ts";
import { packedRules, type SplitRules } from "../../../../src/learners/trees/splits/split-rules.ts";
import { type Random, seededRandom } from "../../../../src/random/seeded-random.ts";
import { packPairs, packWeights } from "./pack-rows.ts";
import { type PlainRows, type PlainRules, weightIn } from "./plain-rules.ts";

/** What a tree of a forest is grown on. */
export interface ForestRows {
  readonly tree: PlainRows;
  /** Those that were drawn, rising. */
  readonly rows: Int32Array;
  readonly totals: Float64Array;
  /** The mean of a leaf's targets; for two classes the share of the second, for more that of each. */
  leafValues(tree: GrownTree, node: number): ArrayLike<number>;
  /** The weight of a node's rows. */
  coverOf(tree: GrownTree): (node: number) => number;
}

/** Gives the rows of tree after tree; each call takes the memory of the one before. */
export function forestStatistics(
  rows: TrainingRows,
  bootstrap: boolean,
  rules: SplitRules,
): (tree: number) => ForestRows {
  const { target, seed, weights: given = null } = rows;
  const count = target.length;
  const weights = new Float64Array(count);
  const make = rows.task === "regression" ? regressionRows(rows, weights, rules) : classRows(rows, weights, rules);
  return (tree) => {
    const random = seededRandom(seed, `tree ${tree}`);
    drawWeights(weights, bootstrap, random);
    if (given !== null) for (let row = 0; row < count; row++) weights[row]! *= given[row]!;
    return make(drawnRows(weights), random);
  };
}

type MakeRows = (rows: Int32Array, random: Random) => ForestRows;

function classRows({ target, classCount, task }: TrainingRows, weights: Float64Array, rules: SplitRules): MakeRows {
  const classes = Int32Array.from(target);
  const packed = new Float64Array(target.length);
  return (rows, random) => {
    const packing = classPacking(target.length, largest(weights));
    const by: PlainRules = { ...packedRules(rules, packing), kind: "classes", width: classCount };
    packWeights(packing, weights, packed);
    const totals = new Float64Array(classCount);
    for (const row of rows) totals[classes[row]!]! += packed[row]!;
    const { countUnit, weightScale } = packing;
    return {
      tree: { packed, classes, wanted: target, rules: by, random },
      rows,
      totals,
      leafValues(tree, node) {
        const shares = tree.totals[node]!.map((total) => Math.floor(total / countUnit));
        const all = shares.reduce((sum, share) => sum + share, 0);
        return task === "binary" ? [shares[1]! / all] : shares.map((share) => share / all);
      },
      coverOf: (tree) => (node) => weightIn(tree.totals[node]!, by) / weightScale,
    };
  };
}

function regressionRows({ target }: TrainingRows, weights: Float64Array, rules: SplitRules): MakeRows {
  const packed = new Float64Array(2 * target.length);
  const largestTarget = largest(target.map(Math.abs));
  return (rows, random) => {
    const heaviest = largest(weights);
    const packing = gradientPacking(target.length, largestTarget * heaviest, heaviest);
    const by: PlainRules = { ...packedRules(rules, packing), kind: "gradient", width: 2 };
    for (let row = 0; row < target.length; row++) {
      packed[2 * row] = target[row]!;
      packed[2 * row + 1] = 1;
    }
    packPairs(packing, packed, weights, 0, target.length);
    const totals = new Float64Array(2);
    for (const row of rows) {
      totals[0]! += packed[2 * row]!;
      totals[1]! += packed[2 * row + 1]!;
    }
    return {
      tree: { packed, classes: new Int32Array(0), wanted: target, rules: by, random },
      rows,
      totals,
      leafValues: (tree, node) => [leafMean(tree, node, target, weights)],
      coverOf: (tree) => (node) => weightIn(tree.totals[node]!, by) / packing.weightScale,
    };
  };
}

/** Summed anew over the rows, so that leaves lose no digits. */
function leafMean(tree: GrownTree, node: number, target: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let weight = 0;
  for (let index = tree.start[node]!; index < tree.end[node]!; index++) {
    const row = tree.rows[index]!;
    sum += target[row]! * weights[row]!;
    weight += weights[row]!;
  }
  return sum / weight;
}

/** How often each row was drawn. */
function drawWeights(weights: Float64Array, bootstrap: boolean, random: Random): void {
  const rows = weights.length;
  if (!bootstrap) {
    weights.fill(1);
    return;
  }
  weights.fill(0);
  for (let draw = 0; draw < rows; draw++) weights[random.integer(rows)]! += 1;
}

function drawnRows(weights: Float64Array): Int32Array {
  const rows = new Int32Array(weights.length);
  let count = 0;
  for (let row = 0; row < weights.length; row++) if (weights[row]! > 0) rows[count++] = row;
  return rows.slice(0, count);
}

function largest(values: Float64Array): number {
  let found = Number.MIN_VALUE;
  for (const value of values) if (value > found) found = value;
  return found;
}
