/** A normal distribution of a column's values. */
export interface Normal {
  readonly mean: number;
  readonly deviation: number;
  readonly logDeviation: number;
}

/** What predictors do with `count` rows of columns from `start` on; the next call writes over what it gives. */
export interface RowLoops {
  /** The most rows of a call. */
  readonly most: number;
  /** One a row, as the last call left them. */
  readonly sums: Float64Array;
  /** Two a row. */
  readonly shares: Float64Array;
  /** The sums: the intercept and the weighted columns, added four after four. */
  weigh(columns: readonly Float64Array[], weights: Float64Array, intercept: number, start: number, count: number): void;
  /** The sums: the prior and the columns' log likelihoods but for a constant; a value that is missing says nothing. */
  addLikelihoods(
    columns: readonly Float64Array[],
    normals: readonly Normal[],
    prior: number,
    start: number,
    count: number,
  ): void;
  /** The shares: 1 - p and p of each sum, where p = 1 / (1 + exp(slope × sum + intercept)). */
  share(slope: number, intercept: number, count: number): void;
  /** The sums: e to their power. */
  raise(count: number): void;
}

/** Beyond so many deviations the square would not fit a double. */
export const farthestDeviation = 1e150;
