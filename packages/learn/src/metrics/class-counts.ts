/** Rows by true class (first index) and predicted class. */
export type ConfusionMatrix = readonly (readonly number[])[];

export function confusionMatrix(truth: ArrayLike<number>, predicted: Int32Array, classCount: number): ConfusionMatrix {
  const matrix = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  predicted.forEach((index, row) => {
    matrix[truth[row]!]![index]! += 1;
  });
  return matrix;
}

export interface ClassScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Rows of the class that were predicted so. */
  readonly hits: number;
  /** True rows of the class. */
  readonly support: number;
  readonly predicted: number;
}

/** By class; 0 where a score has nothing to divide by, as scikit-learn's `zero_division=0`. */
export function classScoresOf(matrix: ConfusionMatrix): ClassScores[] {
  return matrix.map((row, index) => {
    const hits = row[index]!;
    const support = row.reduce((sum, count) => sum + count, 0);
    const predicted = matrix.reduce((sum, other) => sum + other[index]!, 0);
    return {
      precision: predicted === 0 ? 0 : hits / predicted,
      recall: support === 0 ? 0 : hits / support,
      f1: support + predicted === 0 ? 0 : (2 * hits) / (support + predicted),
      hits,
      support,
      predicted,
    };
  });
}

export function accuracyOf(matrix: ConfusionMatrix): number {
  const hits = matrix.reduce((sum, row, index) => sum + row[index]!, 0);
  return hits / matrix.flat().reduce((sum, count) => sum + count, 0);
}

/** Mean recall of the classes that occur. */
export const balancedAccuracyOf = (matrix: ConfusionMatrix): number =>
  mean(classScoresOf(matrix).flatMap(({ support, recall }) => (support > 0 ? [recall] : [])));

/** Matthews correlation for any number of classes (Gorodkin 2004); 0 where a side is constant. */
export function matthewsOf(matrix: ConfusionMatrix): number {
  const scores = classScoresOf(matrix);
  const total = scores.reduce((sum, { support }) => sum + support, 0);
  const hits = matrix.reduce((sum, row, index) => sum + row[index]!, 0);
  const sumOf = (value: (entry: ClassScores) => number): number => scores.reduce((sum, entry) => sum + value(entry), 0);
  const covariance = hits * total - sumOf(({ support, predicted }) => support * predicted);
  const ofPredicted = total ** 2 - sumOf(({ predicted }) => predicted ** 2);
  const ofTruth = total ** 2 - sumOf(({ support }) => support ** 2);
  return ofPredicted === 0 || ofTruth === 0 ? 0 : covariance / Math.sqrt(ofPredicted * ofTruth);
}

/** Cohen's kappa (1960): accuracy less what chance would give, over what is left to gain; NaN where nothing is. */
export function kappaOf(matrix: ConfusionMatrix): number {
  const scores = classScoresOf(matrix);
  const total = scores.reduce((sum, { support }) => sum + support, 0);
  const chance = scores.reduce((sum, { support, predicted }) => sum + support * predicted, 0) / total ** 2;
  return chance === 1 ? Number.NaN : (accuracyOf(matrix) - chance) / (1 - chance);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
