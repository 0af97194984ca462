import type { OutOfFold } from "@mlopsc/learn";
import type { Task } from "@mlopsc/vocabulary";

/** Out-of-fold predictions as an object of the registry keeps them. */
export const outOfFoldText = ({ rows, folds, truth, classes, scored }: OutOfFold): string =>
  JSON.stringify({
    rows: Array.from(rows),
    folds: Array.from(folds),
    truth: Array.from(truth),
    classes,
    predicted: Array.from(scored.predicted),
  });

export function readOutOfFold(text: string, task: Task): OutOfFold {
  const stored = JSON.parse(text) as Record<"rows" | "folds" | "truth" | "predicted", number[]> &
    Pick<OutOfFold, "classes">;
  return {
    rows: Int32Array.from(stored.rows),
    folds: Int32Array.from(stored.folds),
    truth: Float64Array.from(stored.truth),
    classes: stored.classes,
    scored: { task, classCount: stored.classes.length, predicted: Float64Array.from(stored.predicted) },
  };
}
