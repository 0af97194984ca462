import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { type Random, seededRandom } from "../../random/seeded-random.ts";
import { allRows } from "../../table/take-rows.ts";
import type { TablePredictor, TrainingRows } from "../learner-context.ts";
import { type ParameterReader, readParameters } from "../parameters.ts";
import { type BinnedTable, binTable } from "./binning.ts";
import { createGrower, type Grower, type GrownTree } from "./grower.ts";
import { type BoostingLoss, boostingLoss } from "./loss.ts";
import { normalised } from "./random-forest.ts";
import {
  binnedLeaf,
  compileEnsemble,
  type EnsembleBuilder,
  ensembleBuilder,
  type TreeEnsemble,
} from "./tree-ensemble.ts";

/** A sum of small trees. */
export interface FittedBoosting {
  readonly algorithm: "gradient_boosting";
  readonly task: Task;
  readonly classCount: number;
  /** Round after round, a tree for each output of the loss; the learning rate is in the leaves. */
  readonly ensemble: TreeEnsemble;
  /** What the sum begins with: the mean, the log-odds, or the log of each class's share. */
  readonly baseline: readonly number[];
  /** Rounds kept: those up to the best, where training stopped early. */
  readonly rounds: number;
  /** Gain by feature, as shares of 1. */
  readonly importance: readonly number[];
}

/**
 * Newton boosting of leaf-wise trees on histograms (Friedman 2001; Ke et al. 2017) with squared error, logistic or
 * softmax loss. `early_stopping` holds a tenth of the rows out, drawn with the seed, and keeps the best round.
 */
export function fitBoosting(choice: AlgorithmChoice, rows: TrainingRows): FittedBoosting {
  const read = readParameters(choice);
  const table = binTable(rows.table, read.number("max_bins"));
  const loss = boostingLoss(rows.task, rows.classCount, rows.target);
  const patience = read.optional("early_stopping");
  const { seen, heldOut } = holdOut(table.rows, patience !== null, seededRandom(rows.seed, "early stopping"));
  const baseline = loss.baseline(seen);
  const raw = new Float64Array(table.rows * loss.outputs).map((_, index) => baseline[index % loss.outputs]!);
  const boosting: Boosting = {
    table,
    loss,
    raw,
    seen,
    grower: boostingGrower(table, read),
    builder: ensembleBuilder(table, 1),
    rate: read.number("learning_rate"),
    l2: read.number("l2"),
    subsample: read.number("subsample"),
    seed: rows.seed,
    gains: [],
  };
  const trees = read.number("trees");
  let best = { rounds: 0, loss: patience === null ? Infinity : loss.mean(raw, heldOut) };
  for (let round = 0; round < trees; round++) {
    boostRound(boosting, round);
    rows.onProgress?.(round + 1, trees);
    if (patience === null) continue;
    const current = loss.mean(raw, heldOut);
    if (current < best.loss) best = { rounds: round + 1, loss: current };
    else if (round + 1 - best.rounds >= patience) break;
  }
  const rounds = patience === null ? trees : best.rounds;
  return {
    algorithm: "gradient_boosting",
    task: rows.task,
    classCount: rows.classCount,
    ensemble: boosting.builder.build(rounds * loss.outputs),
    baseline,
    rounds,
    importance: normalised(summed(boosting.gains.slice(0, rounds * loss.outputs), table.features.length)),
  };
}

interface Boosting {
  readonly table: BinnedTable;
  readonly loss: BoostingLoss;
  /** Sums so far, rows × outputs. */
  readonly raw: Float64Array;
  readonly seen: Int32Array;
  readonly grower: Grower;
  readonly builder: EnsembleBuilder;
  readonly rate: number;
  readonly l2: number;
  readonly subsample: number;
  readonly seed: number;
  readonly gains: Float64Array[];
}

function holdOut(rows: number, wanted: boolean, random: Random): { seen: Int32Array; heldOut: Int32Array } {
  const all = allRows(rows);
  if (!wanted || rows < 2) return { seen: all, heldOut: all };
  const shuffled = random.shuffle(all);
  const count = Math.max(1, Math.floor(rows / 10));
  return { seen: shuffled.slice(count).sort(), heldOut: shuffled.slice(0, count).sort() };
}

const boostingGrower = (table: BinnedTable, read: ParameterReader): Grower =>
  createGrower(table, 1, {
    maxDepth: read.optional("max_depth") ?? Infinity,
    maxLeaves: read.number("max_leaves"),
    minSamplesLeaf: read.number("min_samples_leaf"),
    minWeight: 1e-3,
    l2: read.number("l2"),
    categorySmoothing: 10,
    minGain: 0,
    order: "best_first",
    columnsPerSplit: null,
  });

function boostRound(boosting: Boosting, round: number): void {
  const { table, loss, raw, grower, builder, gains, rate, l2 } = boosting;
  const random = seededRandom(boosting.seed, `round ${round}`);
  const drawn = drawRows(boosting.seen, boosting.subsample, random);
  // All outputs of a round start from the same sums.
  loss.gradients(raw).forEach((statistics, output) => {
    const rows = drawn.slice();
    const tree = grower.grow(statistics, rows, random);
    const values = tree.totals.map(({ sums, weight }) => (rate * sums[0]!) / (weight + l2 + 1e-15));
    addLeaves(tree, values, table, raw, loss.outputs, output);
    builder.add(
      tree,
      (node) => [values[node]!],
      (node) => tree.totals[node]!.count,
    );
    gains.push(tree.gains);
  });
}

function drawRows(seen: Int32Array, share: number, random: Random): Int32Array {
  if (share >= 1) return seen;
  const count = Math.max(1, Math.round(seen.length * share));
  return random.shuffle(seen.slice()).slice(0, count).sort();
}

/** Rows that the tree was grown on know their leaf; the others are sent down the tree. */
function addLeaves(
  tree: GrownTree,
  values: readonly number[],
  table: BinnedTable,
  raw: Float64Array,
  outputs: number,
  output: number,
): void {
  for (let node = 0; node < values.length; node++) {
    if (tree.feature[node] !== -1) continue;
    const value = values[node]!;
    for (let index = tree.start[node]!; index < tree.end[node]!; index++) {
      raw[tree.rows[index]! * outputs + output]! += value;
    }
  }
  if (tree.rows.length === table.rows) return;
  const grownOn = new Uint8Array(table.rows);
  for (const row of tree.rows) grownOn[row] = 1;
  for (let row = 0; row < table.rows; row++) {
    if (grownOn[row] === 0) raw[row * outputs + output]! += values[binnedLeaf(tree, table, row)]!;
  }
}

function summed(gains: readonly Float64Array[], columns: number): Float64Array {
  const sums = new Float64Array(columns);
  for (const tree of gains) for (let column = 0; column < columns; column++) sums[column]! += tree[column]!;
  return sums;
}

/** The sum through the inverse of the loss's link: numbers, or probabilities (rows × classes). */
export function compileBoosting({ ensemble, baseline, task, classCount }: FittedBoosting): TablePredictor {
  const predict = compileEnsemble(ensemble);
  const link = boostingLoss(task, classCount, new Float64Array(0)).inverseLink;
  return (table) => {
    const raw = new Float64Array(table.rows * baseline.length);
    for (let index = 0; index < raw.length; index++) raw[index] = baseline[index % baseline.length]!;
    predict(table, raw, baseline.length);
    return link(raw);
  };
}
