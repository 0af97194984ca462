import type { TablePredictor } from "../../learner-context.ts";
import { bothClasses, sigmoid, softmaxRows } from "../../links.ts";
import { compileEnsemble } from "../ensemble/compile-ensemble.ts";
import type { FittedBoosting } from "./gradient-boosting.ts";

/** The sum through the inverse of the loss's link: numbers, or probabilities (rows × classes). */
export function compileBoosting({ ensemble, baseline, task, classCount, loss }: FittedBoosting): TablePredictor {
  const predict = compileEnsemble(ensemble);
  const outputs = baseline.length;
  return (table) => {
    const raw = new Float64Array(table.rows * outputs);
    for (let index = 0; index < raw.length; index++) raw[index] = baseline[index % outputs]!;
    predict(table, raw, outputs);
    if (task === "binary") return bothClasses(raw.map(sigmoid));
    if (task === "multiclass") return softmaxRows(raw, classCount);
    return loss === "poisson" ? raw.map(Math.exp) : raw;
  };
}
