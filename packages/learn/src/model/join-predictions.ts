import type { ScoredRows } from "../metrics/scored-rows.ts";
import { mergedClasses } from "./class-labels.ts";
import { type LabelledPredictions, widened } from "./evaluate-model.ts";

/** Predictions of rows by models that had not seen them. */
export interface OutOfFold extends LabelledPredictions {
  /** The fold of each row, from 0. */
  readonly folds: Int32Array;
}

/**
 * All parts as one, by row, with the place of each row's part; a class that only some of them know has no probability in
 * the others.
 */
export function joinPredictions(parts: readonly LabelledPredictions[]): OutOfFold {
  const classes = parts.map((part) => part.classes).reduce(mergedClasses, []);
  const { task } = parts[0]!.scored;
  const width = Math.max(1, classes.length);
  const entries = parts.flatMap((part, fold) => {
    const predicted =
      task === "regression" ? part.scored.predicted : widened(part.scored.predicted, part.classes, classes);
    return Array.from(part.rows, (row, at) => ({
      ...{ row, fold },
      truth: task === "regression" ? part.truth[at]! : classes.indexOf(part.classes[part.truth[at]!]!),
      predicted: predicted.subarray(at * width, (at + 1) * width),
    }));
  });
  entries.sort((a, b) => a.row - b.row);
  const predicted = new Float64Array(entries.length * width);
  for (const [at, entry] of entries.entries()) predicted.set(entry.predicted, at * width);
  return {
    rows: Int32Array.from(entries, ({ row }) => row),
    folds: Int32Array.from(entries, ({ fold }) => fold),
    truth: Float64Array.from(entries, ({ truth }) => truth),
    classes,
    scored: { task, classCount: classes.length, predicted, labels: classes.map(String), ...joinedCosts(parts) },
  };
}

/** Those of all parts, which are of one model; what some part knows may be predicted. */
function joinedCosts(parts: readonly LabelledPredictions[]): Pick<ScoredRows, "costs"> {
  const all = parts.flatMap(({ scored: { costs } }) => costs ?? []);
  const by = all[0]?.by;
  return by === undefined ? {} : { costs: { by, known: [...new Set(all.flatMap(({ known }) => known))] } };
}
