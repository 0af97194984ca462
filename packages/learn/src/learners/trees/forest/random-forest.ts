import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import type { TrainingRows } from "../../learner-context.ts";
import { type ParameterReader, readParameters } from "../../parameters.ts";
import { type BinnedTable, binTable } from "../bins/binning.ts";
import { buffersOf, type FlatTree, joinTrees } from "../ensemble/flat-trees.ts";
import { ensembleFeature, normalised, type TreeEnsemble } from "../ensemble/tree-ensemble.ts";
import { columnCount } from "../finders/column-draw.ts";
import { type Kernel, openKernel } from "../kernel/kernel.ts";
import { alone, share } from "../team/team.ts";
import { type ForestRules, forestGrower } from "./forest-grower.ts";

/** The mean of trees, or a single one. */
export interface FittedForest {
  readonly algorithm: "random_forest" | "extra_trees" | "decision_tree";
  readonly task: Task;
  readonly classCount: number;
  /** Leaves hold the mean of the target; for two classes the share of the second; for more the share of each. */
  readonly ensemble: TreeEnsemble;
  /** Fall of impurity by feature, as shares of 1 (all 0 where no tree has a split), mean over the trees. */
  readonly importance: readonly number[];
}

/**
 * Grows trees to full depth unless limited, each on bootstrapped rows and on columns drawn for each split
 * (Breiman 2001), as scikit-learn's; `extra_trees` draws the cuts too, and `decision_tree` is one tree on all rows and columns. Numbers are
 * cut at no more than `max_bins` places a column. Tree i depends on the seed and on i alone, so that threads may share the trees out.
 */
export function fitForest(choice: AlgorithmChoice, rows: TrainingRows): FittedForest {
  const read = readParameters(choice);
  const { task, classCount, team = alone } = rows;
  const { algorithm } = choice as { readonly algorithm: FittedForest["algorithm"] };
  const table = rows.binned ?? binTable(rows.table, read.number("max_bins"));
  const trees = algorithm === "decision_tree" ? 1 : read.number("trees");
  const kernel = openKernel(team);
  const own = growOwn(table, rows, forestRules(read, algorithm, table.features.length, task), trees, kernel);
  // Only the first thread gets them; the answer of the others is not asked for.
  const grown = team.gather(own, buffersOf).flat();
  kernel.close();
  const gains = grown.map((tree) => tree.gains);
  return {
    algorithm,
    task,
    classCount,
    ensemble: joinTrees(table.features.map(ensembleFeature), task === "multiclass" ? classCount : 1, grown),
    importance: normalised(meanShares(gains, table.features.length)),
  };
}

/** The trees of this thread. */
function growOwn(
  table: BinnedTable,
  rows: TrainingRows,
  rules: ForestRules,
  trees: number,
  kernel: Kernel,
): FlatTree[] {
  const { growers, grow } = forestGrower(table, rows, rules, kernel);
  if (grow === null) return [];
  const [first, end] = share({ rank: kernel.team.rank, size: growers }, 0, trees);
  const grown: FlatTree[] = [];
  for (let tree = first; tree < end; tree++) {
    grown.push(grow(tree));
    rows.onProgress?.(grown.length * growers, trees);
  }
  return grown;
}

/** As scikit-learn: an impure node is split even where one split alone gains nothing (think of exclusive or). */
function forestRules(
  read: ParameterReader,
  algorithm: FittedForest["algorithm"],
  columns: number,
  task: Task,
): ForestRules {
  const isForest = algorithm !== "decision_tree";
  return {
    maxDepth: read.optional("max_depth") ?? Infinity,
    minSamplesLeaf: read.number("min_samples_leaf"),
    columnsPerSplit: isForest ? drawnColumns(read.optional("max_features"), columns, task) : columns,
    drawsCuts: algorithm === "extra_trees",
    bootstrap: isForest && read.flag("bootstrap"),
  };
}

/** As scikit-learn's sqrt to classify; a third of the columns for regression. */
const drawnColumns = (share: number | null, columns: number, task: Task): number =>
  columnCount(share ?? (task === "regression" ? 1 / 3 : 1 / Math.sqrt(columns)), columns);

function meanShares(trees: readonly Float64Array[], columns: number): Float64Array {
  const shares = new Float64Array(columns);
  for (const gains of trees) {
    const total = gains.reduce((sum, gain) => sum + gain, 0);
    if (total > 0) for (let column = 0; column < columns; column++) shares[column]! += gains[column]! / total;
  }
  return shares;
}
