import type { TablePredictor } from "../../learner-context.ts";
import { bothClasses } from "../../links.ts";
import { compileEnsemble } from "../ensemble/compile-ensemble.ts";
import type { FittedForest } from "./random-forest.ts";

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
