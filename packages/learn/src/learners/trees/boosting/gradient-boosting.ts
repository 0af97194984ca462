import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { seededRandom } from "../../../random/seeded-random.ts";
import type { TrainingRows } from "../../learner-context.ts";
import { type ParameterReader, readParameters } from "../../parameters.ts";
import { type BinnedTable, binTable } from "../bins/binning.ts";
import {
  binnedLeaf,
  type EnsembleBuilder,
  ensembleBuilder,
  normalised,
  type TreeEnsemble,
} from "../ensemble/tree-ensemble.ts";
import { allColumnsFinder } from "../finders/all-columns-finder.ts";
import { columnCount } from "../finders/column-draw.ts";
import { createGrower, type Grower, type GrownTree, type GrowRules } from "../growing/grower.ts";
import { createGradientPacker, type GradientPacker } from "../kernel/gradient-packer.ts";
import { type Kernel, openKernel } from "../kernel/kernel.ts";
import { kernelPartition } from "../kernel/kernel-partition.ts";
import { kernelTable } from "../kernel/kernel-table.ts";
import { countOf } from "../splits/split-rules.ts";
import { alone, share, type Team } from "../team/team.ts";
import { createLeafSteps, forOwnRuns, type LeafSteps } from "./leaf-steps.ts";
import { type BoostingLoss, boostingLoss, type LossChoice, type LossName } from "./losses/boosting-loss.ts";
import { drawRows, holdOut } from "./row-draws.ts";

/** A sum of small trees. */
export interface FittedBoosting {
  readonly algorithm: "gradient_boosting";
  readonly task: Task;
  readonly classCount: number;
  /** Absent in older models: squared error, or log loss. */
  readonly loss?: LossName;
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
 * Newton boosting of histogram trees (Friedman 2001; Ke et al. 2017). `early_stopping` holds a tenth of the rows out,
 * drawn with the seed, and keeps the best round. The result does not depend on how many threads help.
 */
export function fitBoosting(choice: AlgorithmChoice, rows: TrainingRows): FittedBoosting {
  const boosting = prepare(choice, rows);
  const { loss, raw, seen, heldOut } = boosting;
  const trees = boosting.read.number("trees");
  const patience = boosting.read.optional("early_stopping");
  let best = { rounds: 0, loss: patience === null ? Infinity : loss.mean(raw, heldOut) };
  for (let round = 0; round < trees; round++) {
    boostRound(boosting, round, seen);
    rows.onProgress?.(round + 1, trees);
    if (patience === null) continue;
    const current = loss.mean(raw, heldOut);
    if (current < best.loss) best = { rounds: round + 1, loss: current };
    else if (round + 1 - best.rounds >= patience) break;
  }
  boosting.kernel.close();
  const rounds = patience === null ? trees : best.rounds;
  const gains = boosting.gains.slice(0, rounds * loss.outputs);
  return {
    algorithm: "gradient_boosting",
    task: rows.task,
    classCount: rows.classCount,
    loss: lossChoice(boosting.read, rows.task).loss,
    ensemble: boosting.builder.build(rounds * loss.outputs),
    baseline: boosting.baseline,
    rounds,
    importance: normalised(summed(gains, boosting.table.features.length)),
  };
}

interface Boosting {
  readonly read: ParameterReader;
  readonly seed: number;
  readonly team: Team;
  readonly kernel: Kernel;
  readonly table: BinnedTable;
  readonly loss: BoostingLoss;
  readonly baseline: readonly number[];
  /** Sums so far, rows × outputs. */
  readonly raw: Float64Array;
  readonly seen: Int32Array;
  readonly heldOut: Int32Array;
  /** In the order of the leaves of the tree that grows. */
  readonly treeRows: Int32Array;
  readonly pack: GradientPacker;
  readonly grower: Grower;
  readonly leafSteps: LeafSteps;
  readonly builder: EnsembleBuilder;
  readonly gains: Float64Array[];
}

function prepare(choice: AlgorithmChoice, rows: TrainingRows): Boosting {
  const read = readParameters(choice);
  const team = rows.team ?? alone;
  const { target, weights = null } = rows;
  const kernel = openKernel(team);
  const table = kernelTable(rows.binned ?? binTable(rows.table, read.number("max_bins")), kernel);
  const loss = boostingLoss(lossChoice(read, rows.task), rows.task, rows.classCount, { target, weights });
  const held = holdOut(table.rows, read.optional("early_stopping") !== null, seededRandom(rows.seed, "early stopping"));
  const baseline = loss.baseline(held.seen);
  const raw = kernel.doubles(table.rows * loss.outputs);
  const [from, to] = share(team, 0, table.rows);
  for (let at = from * loss.outputs; at < to * loss.outputs; at++) raw[at] = baseline[at % loss.outputs]!;
  const rules = { ...growRules(read), ...directionsOf(table, rows) };
  const finder = allColumnsFinder(table, kernel, columnCount(read.number("max_features"), table.features.length));
  return {
    read,
    seed: rows.seed,
    team,
    kernel,
    table,
    loss,
    baseline,
    raw,
    ...held,
    treeRows: kernel.integers(table.rows),
    pack: createGradientPacker(loss, weights, table.rows, rules, kernel),
    grower: createGrower(table, finder, kernelPartition(table, kernel), rules),
    leafSteps: createLeafSteps(kernel, 2 * rules.maxLeaves),
    builder: ensembleBuilder(table, 1),
    gains: [],
  };
}

const growRules = (read: ParameterReader): GrowRules => ({
  maxDepth: read.optional("max_depth") ?? Infinity,
  maxLeaves: read.number("max_leaves"),
  minSamplesLeaf: read.number("min_samples_leaf"),
  minWeight: 1e-3,
  l2: read.number("l2"),
  categorySmoothing: 10,
  minGain: 1e-12,
  order: read.text("grow_policy") === "depth_wise" ? "breadth_first" : "best_first",
});

/** By column, where a feature is held to a direction. */
function directionsOf(
  { features }: BinnedTable,
  { increasing = [], decreasing = [] }: TrainingRows,
): Pick<GrowRules, "directions"> {
  const directions = Int8Array.from(
    features,
    ({ name }) => Number(increasing.includes(name)) - Number(decreasing.includes(name)),
  );
  return directions.some((direction) => direction !== 0) ? { directions } : {};
}

function lossChoice(read: ParameterReader, task: Task): LossChoice {
  const loss = task === "regression" ? (read.text("loss") as LossName) : "log_loss";
  return { loss, quantile: read.number("quantile") };
}

function boostRound(boosting: Boosting, round: number, seen: Int32Array): void {
  const { read, team, table, loss, raw, builder, gains } = boosting;
  const random = seededRandom(boosting.seed, `round ${round}`);
  const drawn = drawRows(seen, read.number("subsample"), random);
  const rows = boosting.treeRows.subarray(0, drawn.length);
  const [first, last] = share(team, 0, rows.length);
  // All outputs of a round start from the same sums.
  loss.prepare?.(raw, ...share(team, 0, table.rows));
  for (let output = 0; output < loss.outputs; output++) {
    rows.set(drawn.subarray(first, last), first);
    const packed = boosting.pack(raw, output, rows, random);
    const tree = boosting.grower.grow(packed.tree, rows, packed.totals);
    const rate = read.number("learning_rate");
    const steps = boosting.leafSteps(tree, packed.tree.rules, loss, raw).map((step) => rate * step);
    addSteps(boosting, tree, steps, output);
    const counts = tree.totals.map((node) => countOf(node, packed.tree.rules));
    builder.add(
      tree,
      (node) => [steps[node]!],
      (node) => counts[node]!,
    );
    gains.push(tree.gains);
  }
}

/** Rows that the tree was grown on know their leaf; the others are sent down the tree. */
function addSteps(
  { team, table, raw, loss: { outputs } }: Boosting,
  tree: GrownTree,
  steps: Float64Array,
  output: number,
): void {
  const [from, to] = share(team, 0, table.rows);
  forOwnRuns(tree, [from, to], (leaf, first, last) => {
    const step = steps[leaf]!;
    for (let index = first; index < last; index++) raw[tree.rows[index]! * outputs + output]! += step;
  });
  if (tree.rows.length < table.rows) {
    const grownOn = new Uint8Array(table.rows);
    for (const row of tree.rows) grownOn[row] = 1;
    for (let row = from; row < to; row++) {
      if (grownOn[row] === 0) raw[row * outputs + output]! += steps[binnedLeaf(tree, table, row)]!;
    }
  }
  team.meet();
}

function summed(gains: readonly Float64Array[], columns: number): Float64Array {
  const sums = new Float64Array(columns);
  for (const tree of gains) for (let column = 0; column < columns; column++) sums[column]! += tree[column]!;
  return sums;
}
