import type { AlgorithmChoice, FoldPlan, Task } from "@mlopsc/vocabulary";
import { compileLearner, fitLearner } from "../learners/fit-learner.ts";
import type { FittedLearner } from "../learners/learner.ts";
import type { Outcome } from "../problem.ts";
import { takeRows } from "../table/take-rows.ts";
import type { AlignedMembers } from "./align-members.ts";
import { rowsOfFold, takenFrom } from "./fold-metrics.ts";
import { memberColumns } from "./member-columns.ts";

export interface StackingContext {
  readonly task: Task;
  readonly seed: number;
}

/**
 * A learner over what members say of rows that they had not seen (Wolpert 1992): a member that knows its training rows
 * by heart is worth no more to it than what it knows of others.
 */
export function stackMembers(
  choice: AlgorithmChoice,
  { names, classes, said, truth }: AlignedMembers,
  { task, seed }: StackingContext,
): Outcome<FittedLearner> {
  return fitLearner(choice, memberColumns(names, classes, said), truth, { task, classCount: classes.length, seed });
}

/**
 * What such learners say of folds that they were not fitted on: each is predicted by one fitted on the others, or where
 * folds follow time on those before. Places of rows and predictions; null where there is but one fold, or a learner
 * cannot be fitted on fewer rows.
 */
export function stackOutOfFold(
  choice: AlgorithmChoice,
  aligned: AlignedMembers,
  plan: Pick<FoldPlan, "by">,
  { task, seed }: StackingContext,
): { readonly places: Int32Array; readonly predicted: Float64Array } | null {
  const { names, classes, said, truth, folds } = aligned;
  const columns = memberColumns(names, classes, said);
  const width = Math.max(1, classes.length);
  const context = { task, classCount: classes.length, seed };
  const predicted = new Float64Array(folds.length * width);
  const isKnown = (fold: number, of: number): boolean => (plan.by === "time" ? fold < of : fold !== of);
  const wanted = [...new Set(folds)].filter((of) => folds.some((fold) => isKnown(fold, of)));
  for (const of of wanted) {
    const known = rowsOfFold(folds, (fold) => isKnown(fold, of));
    const fitted = fitLearner(choice, takeRows(columns, known), takenFrom(truth, known), context);
    if (!fitted.ok) return null;
    const places = rowsOfFold(folds, (fold) => fold === of);
    const told = compileLearner(fitted.value)(takeRows(columns, places));
    for (const [at, place] of places.entries())
      predicted.set(told.subarray(at * width, (at + 1) * width), place * width);
  }
  if (wanted.length === 0) return null;
  const places = rowsOfFold(folds, (fold) => wanted.includes(fold));
  return { places, predicted: takenFrom(predicted, places, width) };
}
