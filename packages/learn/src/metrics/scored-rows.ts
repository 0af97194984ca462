import type { NamedCosts, Task } from "@mlopsc/vocabulary";
import { costMatrix } from "./cost-matrix.ts";

/** What was predicted for some rows, in the form that learners give. */
export interface ScoredRows {
  readonly task: Task;
  /** 0 for regression. */
  readonly classCount: number;
  /** Numbers, or probabilities (rows × classes, row after row). */
  readonly predicted: Float64Array;
  /** Of two classes the second is predicted above this probability; 0.5 where it is not said. */
  readonly threshold?: number;
  /** Of more than two classes the cheapest to expect is predicted; the most probable where it is not said. */
  readonly costs?: PredictionCosts;
  /** What the classes are called, for costs that go by name. */
  readonly labels?: readonly string[];
}

interface PredictionCosts {
  readonly by: NamedCosts;
  /** The classes that the model knows: no other one is predicted. */
  readonly known: readonly string[];
}

/** The probability of one class, row by row. */
export function classScores({ predicted, classCount }: ScoredRows, index: number): Float64Array {
  const scores = new Float64Array(predicted.length / classCount);
  for (let row = 0; row < scores.length; row++) scores[row] = predicted[row * classCount + index]!;
  return scores;
}

/**
 * The most probable class of each row, the first of equals; of two classes the second above the threshold, of more the one
 * that is expected to cost least where costs are said.
 */
export function predictedClasses(scored: ScoredRows): Int32Array {
  const { predicted, classCount, threshold, costs } = scored;
  if (costs !== undefined && scored.task === "multiclass") return cheapestClasses(costs, scored);
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

/**
 * The class of least expected cost, the first of equals (Elkan 2001): to predict class j costs, in the mean, what mistaking
 * each class i for j costs times the probability of i.
 */
function cheapestClasses({ by, known }: PredictionCosts, { predicted, classCount, labels }: ScoredRows): Int32Array {
  const matrix = costMatrix(by, classCount, labels);
  const isKnown = labels!.map((label) => known.includes(label));
  return Int32Array.from({ length: predicted.length / classCount }, (_, row) => {
    let best = -1;
    let least = Infinity;
    for (let index = 0; index < classCount; index++) {
      if (!isKnown[index]) continue;
      let expected = 0;
      for (let actual = 0; actual < classCount; actual++)
        expected += predicted[row * classCount + actual]! * matrix[actual]![index]!;
      if (best < 0 || expected < least) [best, least] = [index, expected];
    }
    return best;
  });
}
