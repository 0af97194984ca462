import type { Task } from "@mlopsc/vocabulary";

/** What was predicted for some rows, in the form that learners give. */
export interface ScoredRows {
  readonly task: Task;
  /** 0 for regression. */
  readonly classCount: number;
  /** Numbers, or probabilities (rows × classes, row after row). */
  readonly predicted: Float64Array;
  /** Of two classes the second is predicted above this probability; 0.5 where it is not said. */
  readonly threshold?: number;
  /** What the classes are called, for costs that go by name. */
  readonly labels?: readonly string[];
}

/** The probability of one class, row by row. */
export function classScores({ predicted, classCount }: ScoredRows, index: number): Float64Array {
  const scores = new Float64Array(predicted.length / classCount);
  for (let row = 0; row < scores.length; row++) scores[row] = predicted[row * classCount + index]!;
  return scores;
}

/** The most probable class of each row, the first of equals; of two classes the second above the threshold. */
export function predictedClasses({ predicted, classCount, threshold }: ScoredRows): Int32Array {
  const classes = new Int32Array(predicted.length / classCount);
  if (classCount === 2 && threshold !== undefined) {
    for (let row = 0; row < classes.length; row++) classes[row] = Number(predicted[2 * row + 1]! > threshold);
    return classes;
  }
  for (let row = 0; row < classes.length; row++) {
    const first = row * classCount;
    let best = 0;
    for (let index = 1; index < classCount; index++)
      if (predicted[first + index]! > predicted[first + best]!) best = index;
    classes[row] = best;
  }
  return classes;
}
