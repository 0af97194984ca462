import type { Task } from "@mlopsc/vocabulary";

/** What was predicted for some rows, in the form that learners give. */
export interface ScoredRows {
  readonly task: Task;
  /** 0 for regression. */
  readonly classCount: number;
  /** Numbers, or probabilities (rows × classes, row after row). */
  readonly predicted: Float64Array;
}

/** The probability of one class, row by row. */
export function classScores({ predicted, classCount }: ScoredRows, index: number): Float64Array {
  const scores = new Float64Array(predicted.length / classCount);
  for (let row = 0; row < scores.length; row++) scores[row] = predicted[row * classCount + index]!;
  return scores;
}

/** The most probable class of each row, the first of equals: with two classes the second above 0.5. */
export function predictedClasses({ predicted, classCount }: ScoredRows): Int32Array {
  const classes = new Int32Array(predicted.length / classCount);
  for (let row = 0; row < classes.length; row++) {
    const first = row * classCount;
    let best = 0;
    for (let index = 1; index < classCount; index++)
      if (predicted[first + index]! > predicted[first + best]!) best = index;
    classes[row] = best;
  }
  return classes;
}
