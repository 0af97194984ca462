import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import type { TrainingRows } from "../../learner-context.ts";
import { type ParameterReader, readParameters } from "../../parameters.ts";
import { binTable } from "../bins/binning.ts";
import { joinEnsembles } from "../ensemble/join-ensembles.ts";
import { ensembleBuilder, normalised, type TreeEnsemble } from "../ensemble/tree-ensemble.ts";
import { columnCount } from "../finders/column-draw.ts";
import { drawnColumnsFinder } from "../finders/drawn-columns-finder.ts";
import { randomCutFinder } from "../finders/random-cut-finder.ts";
import { createGrower, type GrowRules } from "../growing/grower.ts";
import { createPartition } from "../growing/partition.ts";
import { alone, share } from "../team/team.ts";
import { type ForestRows, forestStatistics } from "./forest-rows.ts";

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
  const team = rows.team ?? alone;
  const { algorithm } = choice as { readonly algorithm: FittedForest["algorithm"] };
  const isForest = algorithm !== "decision_tree";
  const trees = isForest ? read.number("trees") : 1;
  const [first, end] = share(team, 0, trees);
  const own = growTrees(read, algorithm, rows, first, end, (done) => rows.onProgress?.(done * team.size, trees));
  // The others get no parts, and their answer is not asked for.
  const gathered = team.gather(own);
  const parts = gathered.length > 0 ? gathered : [own];
  const gains = parts.flatMap((part) => part.gains);
  return {
    algorithm,
    task: rows.task,
    classCount: rows.classCount,
    ensemble: joinEnsembles(parts.map(({ ensemble }) => ensemble)),
    importance: normalised(meanShares(gains, gains[0]!.length)),
  };
}

interface GrownTrees {
  readonly ensemble: TreeEnsemble;
  /** By tree, then by column. */
  readonly gains: readonly Float64Array[];
}

function growTrees(
  read: ParameterReader,
  algorithm: FittedForest["algorithm"],
  rows: TrainingRows,
  first: number,
  end: number,
  onTree: (done: number) => void,
): GrownTrees {
  const { task, classCount } = rows;
  const isForest = algorithm !== "decision_tree";
  const table = rows.binned ?? binTable(rows.table, read.number("max_bins"));
  const columns = table.features.length;
  const drawn = isForest ? drawnColumns(read.optional("max_features"), columns, task) : columns;
  const rules = forestRules(read);
  const width = task === "regression" ? 2 : classCount;
  const makeFinder = algorithm === "extra_trees" ? randomCutFinder : drawnColumnsFinder;
  const grower = createGrower(table, makeFinder(table, width, drawn), createPartition(table), rules);
  const outputs = task === "multiclass" ? classCount : 1;
  const builder = ensembleBuilder(table, outputs);
  const statistics = forestStatistics(rows, isForest && read.flag("bootstrap"), rules);
  const gains: Float64Array[] = [];
  for (let tree = first; tree < end; tree++) {
    const drawnRows: ForestRows = statistics(tree);
    const grown = grower.grow(drawnRows.tree, drawnRows.rows, drawnRows.totals);
    builder.add(grown, (node) => drawnRows.leafValues(grown, node), drawnRows.coverOf(grown));
    gains.push(grown.gains);
    onTree(tree - first + 1);
  }
  return { ensemble: builder.build(), gains };
}

const forestRules = (read: ParameterReader): GrowRules => ({
  maxDepth: read.optional("max_depth") ?? Infinity,
  maxLeaves: Infinity,
  minSamplesLeaf: read.number("min_samples_leaf"),
  minWeight: 0,
  l2: 0,
  categorySmoothing: 0,
  // As scikit-learn: an impure node is split even where one split alone gains nothing (think of exclusive or).
  minGain: -Infinity,
  order: "depth_first",
});

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
