import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { seededRandom } from "../../random/seeded-random.ts";
import { allRows } from "../../table/take-rows.ts";
import type { TablePredictor, TrainingRows } from "../learner-context.ts";
import { readParameters } from "../parameters.ts";
import { binTable } from "./binning.ts";
import { createGrower, type GrownTree, type GrowRules } from "./grower.ts";
import type { RowStatistics } from "./histogram.ts";
import { compileEnsemble, ensembleBuilder, type TreeEnsemble } from "./tree-ensemble.ts";

/** The mean of trees, or a single one. */
export interface FittedForest {
  readonly algorithm: "random_forest" | "decision_tree";
  readonly task: Task;
  readonly classCount: number;
  /** Leaves hold the mean of the target; for two classes the share of the second; for more the share of each. */
  readonly ensemble: TreeEnsemble;
  /** Fall of impurity by feature, as shares of 1 (all 0 where no tree has a split), mean over the trees. */
  readonly importance: readonly number[];
}

/**
 * Grows trees to full depth unless limited, each on bootstrapped rows and on columns drawn for each split
 * (Breiman 2001), as scikit-learn's; `decision_tree` is one tree on all rows and columns. Numbers are cut at no more
 * than `max_bins` places a column. Tree i depends on the seed and on i alone.
 */
export function fitForest(choice: AlgorithmChoice, rows: TrainingRows): FittedForest {
  const read = readParameters(choice);
  const forest = choice.algorithm === "random_forest";
  const { task, classCount, seed } = rows;
  const table = binTable(rows.table, read.number("max_bins"));
  const outputs = task === "multiclass" ? classCount : 1;
  const trees = forest ? read.number("trees") : 1;
  const bootstrap = forest && read.flag("bootstrap");
  const columns = table.features.length;
  const columnsPerSplit = forest ? drawnColumns(read.optional("max_features"), columns, task) : columns;
  const rules = forestRules(read.optional("max_depth"), read.number("min_samples_leaf"), columnsPerSplit);
  const grower = createGrower(table, outputs, rules);
  const builder = ensembleBuilder(table, outputs);
  const importance = new Float64Array(columns);
  for (let tree = 0; tree < trees; tree++) {
    const random = seededRandom(seed, `tree ${tree}`);
    const weights = bootstrap ? bootstrapWeights(table.rows, random) : new Float64Array(table.rows).fill(1);
    const kept = bootstrap ? allRows(table.rows).filter((row) => weights[row]! > 0) : allRows(table.rows);
    const grown = grower.grow(rowStatistics(rows.target, weights, outputs), kept, random);
    builder.add(
      grown,
      (node) => leafMeans(grown, node),
      (node) => grown.totals[node]!.weight,
    );
    addShares(importance, grown.gains);
    rows.onProgress?.(tree + 1, trees);
  }
  return {
    algorithm: forest ? "random_forest" : "decision_tree",
    task,
    classCount,
    ensemble: builder.build(),
    importance: normalised(importance),
  };
}

const forestRules = (maxDepth: number | null, minSamplesLeaf: number, columnsPerSplit: number): GrowRules => ({
  maxDepth: maxDepth ?? Infinity,
  maxLeaves: Infinity,
  minSamplesLeaf,
  minWeight: 0,
  l2: 0,
  categorySmoothing: 0,
  // As scikit-learn: an impure node is split even where one split alone gains nothing (think of exclusive or).
  minGain: -Infinity,
  order: "depth_first",
  columnsPerSplit,
});

/** As scikit-learn's sqrt to classify; a third of the columns for regression. */
function drawnColumns(share: number | null, columns: number, task: Task): number {
  const wanted = share !== null ? share * columns : task === "regression" ? columns / 3 : Math.sqrt(columns);
  // So that 0.3 × 10 is 3 in spite of rounding.
  return Math.max(1, Math.min(columns, Math.floor(wanted + 1e-9)));
}

/** How often each row was drawn. */
function bootstrapWeights(rows: number, random: { integer(n: number): number }): Float64Array {
  const weights = new Float64Array(rows);
  for (let draw = 0; draw < rows; draw++) weights[random.integer(rows)]! += 1;
  return weights;
}

function rowStatistics(target: Float64Array, weights: Float64Array, outputs: number): RowStatistics {
  if (outputs > 1) return { kind: "classes", outputs, classes: Int32Array.from(target), weights };
  const sums = new Float64Array(target.length);
  for (let row = 0; row < sums.length; row++) sums[row] = target[row]! * weights[row]!;
  return { kind: "gradient", outputs: 1, sums, weights };
}

function leafMeans(tree: GrownTree, node: number): Float64Array {
  const { sums, weight } = tree.totals[node]!;
  return sums.map((sum) => sum / weight);
}

function addShares(into: Float64Array, gains: Float64Array): void {
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  if (total > 0) for (let column = 0; column < into.length; column++) into[column]! += gains[column]! / total;
}

/** Shares of 1; all 0 where there is nothing to share. */
export function normalised(importance: Float64Array): number[] {
  const total = importance.reduce((sum, value) => sum + value, 0);
  return Array.from(importance, (value) => (total > 0 ? value / total : 0));
}

/** Means over the trees, as numbers or as probabilities (rows × classes). */
export function compileForest({ ensemble, task, classCount }: FittedForest): TablePredictor {
  const predict = compileEnsemble(ensemble);
  const trees = ensemble.roots.length;
  return (table) => {
    const { rows } = table;
    const sums = new Float64Array(rows * ensemble.outputs);
    predict(table, sums, 1);
    const means = sums.map((sum) => sum / trees);
    return task === "binary" && classCount === 2 ? bothClasses(means) : means;
  };
}

/** From the probability of the second class to those of both. */
export function bothClasses(second: Float64Array): Float64Array {
  const both = new Float64Array(second.length * 2);
  for (let row = 0; row < second.length; row++) {
    both[2 * row] = 1 - second[row]!;
    both[2 * row + 1] = second[row]!;
  }
  return both;
}
