import { type MetricChoice, metricKey, type Task } from "@mlopsc/vocabulary";
import type { ScoredRows } from "../metrics/scored-rows.ts";
import { measure } from "../model/evaluate-model.ts";
import { done, failed, type Outcome } from "../problem.ts";
import type { AlignedMembers } from "./align-members.ts";

/** The metric of predictions on each fold that has rows, in the order of folds. */
export function foldMetrics(
  metric: MetricChoice,
  predicted: Float64Array,
  { folds, truth, classes }: Pick<AlignedMembers, "folds" | "truth" | "classes">,
  task: Task,
  decision: Pick<ScoredRows, "threshold" | "costs"> = {},
): Outcome<readonly number[]> {
  const width = Math.max(1, classes.length);
  const labels = classes.map(String);
  const values: number[] = [];
  const numbers = [...new Set(folds)].sort((a, b) => a - b);
  for (const fold of numbers) {
    const places = rowsOfFold(folds, (each) => each === fold);
    const taken = takenFrom(predicted, places, width);
    const scored = { task, classCount: classes.length, predicted: taken, labels, ...decision };
    const measured = measure([metric], { truth: takenFrom(truth, places), scored });
    if (!measured.ok) {
      const { problem } = measured;
      const isFold = problem.kind === "metricUndefined" && numbers.length > 1;
      return isFold ? failed({ ...problem, fold: fold + 1 }) : measured;
    }
    values.push(measured.value[metricKey(metric)]!);
  }
  return done(values);
}

/** The places of the rows whose fold is wanted, rising. */
export const rowsOfFold = (folds: Int32Array, isWanted: (fold: number) => boolean): Int32Array =>
  Int32Array.from(folds.keys()).filter((at) => isWanted(folds[at]!));

/** Those rows of values that stand `width` to a row. */
export function takenFrom(values: Float64Array, places: Int32Array, width = 1): Float64Array {
  const taken = new Float64Array(places.length * width);
  for (let at = 0; at < taken.length; at++) taken[at] = values[places[Math.floor(at / width)]! * width + (at % width)]!;
  return taken;
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
