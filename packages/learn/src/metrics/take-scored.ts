import type { ScoredRows } from "./scored-rows.ts";

/** Truth and predictions of some rows. */
export interface Measurable {
  readonly truth: Float64Array;
  readonly scored: ScoredRows;
}

/** Those rows of them, in that order. */
export function takeScored({ truth, scored }: Measurable, rows: Int32Array): Measurable {
  const width = Math.max(1, scored.classCount);
  const predicted = new Float64Array(rows.length * width);
  for (let at = 0; at < rows.length; at++) {
    const first = rows[at]! * width;
    for (let index = 0; index < width; index++) predicted[at * width + index] = scored.predicted[first + index]!;
  }
  return { truth: Float64Array.from(rows, (row) => truth[row]!), scored: { ...scored, predicted } };
}
