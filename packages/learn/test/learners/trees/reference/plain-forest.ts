import type { Task } from "@mlopsc/vocabulary";
import type { TrainingRows } from "../../../../src/learners/learner-context.ts";
import { binTable } from "../../../../src/learners/trees/bins/binning.ts";
import { ensembleBuilder, type TreeEnsemble } from "../../../../src/learners/trees/ensemble/tree-ensemble.ts";
import type { ForestRules } from "../../../../src/learners/trees/forest/forest-grower.ts";
import type { SplitRules } from "../../../../src/learners/trees/splits/split-rules.ts";
import { drawnColumnsFinder } from "./drawn-columns-finder.ts";
import { forestStatistics } from "./forest-rows.ts";
import { growPlain } from "./plain-grower.ts";
import { randomCutFinder } from "./random-cut-finder.ts";

/** The forest that the kernel is to grow, by plain loops: node after node, column after column, a row at a time. */
export function plainForest(
  rows: TrainingRows,
  rules: ForestRules,
  trees: number,
  maxBins: number,
): { readonly ensemble: TreeEnsemble; readonly gains: readonly Float64Array[] } {
  const { task, classCount } = rows;
  const table = binTable(rows.table, maxBins);
  const makeFinder = rules.drawsCuts ? randomCutFinder : drawnColumnsFinder;
  const finder = makeFinder(table, widthOf(task, classCount), rules.columnsPerSplit);
  const sides: SplitRules = { minSamplesLeaf: rules.minSamplesLeaf, minWeight: 0, l2: 0, categorySmoothing: 0 };
  const limits = { maxDepth: rules.maxDepth, minGain: -Infinity };
  const builder = ensembleBuilder(table, task === "multiclass" ? classCount : 1);
  const statistics = forestStatistics(rows, rules.bootstrap, sides);
  const gains: Float64Array[] = [];
  for (let tree = 0; tree < trees; tree++) {
    const drawn = statistics(tree);
    const grown = growPlain(table, finder, drawn.tree, drawn.rows, drawn.totals, limits);
    builder.add(grown, (node) => drawn.leafValues(grown, node), drawn.coverOf(grown));
    gains.push(grown.gains);
  }
  return { ensemble: builder.build(), gains };
}

const widthOf = (task: Task, classCount: number): number => (task === "regression" ? 2 : classCount);
