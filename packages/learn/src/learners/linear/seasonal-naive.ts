import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { done, failed, type Outcome } from "../../problem.ts";
import { numbersIn, requireColumn } from "../../table/columns.ts";
import { isText } from "../../table/table.ts";
import type { TrainingRows } from "../learner-context.ts";
import type { FittedLinear } from "./linear-terms.ts";
import { momentsOf } from "./standard-columns.ts";

/**
 * Answers with the mean of the choice's columns, which hold the target of one and more seasons ago: a weighted sum of
 * which nothing is learned but the means that explanations compare with.
 */
export function fitSeasonalNaive({ columns = [] }: AlgorithmChoice, { table }: TrainingRows): Outcome<FittedLinear> {
  if (columns.length === 0) throw new Error("seasonal_naive has no columns to answer with");
  const means: number[] = [];
  for (const name of columns) {
    const column = requireColumn(table, name);
    if (isText(column)) return failed({ kind: "textFeature", column: name });
    const { mean } = momentsOf(numbersIn(column).values);
    if (Number.isNaN(mean)) return failed({ kind: "missingFeature", column: name });
    means.push(mean);
  }
  const share = 1 / columns.length;
  return done({
    algorithm: "seasonal_naive",
    task: "regression",
    classCount: 0,
    features: columns,
    intercepts: [0],
    coefficients: [columns.map(() => share)],
    means,
    converged: true,
    iterations: 0,
    importance: table.columns.map(({ name }) => (columns.includes(name) ? share : 0)),
  });
}
