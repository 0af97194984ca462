import type { LossRows } from "./boosting-loss.ts";

/** The mean over some rows, each counting as much as it weighs. */
export function meanOver({ weights }: LossRows, rows: Int32Array, value: (row: number) => number): number {
  let sum = 0;
  let total = 0;
  for (const row of rows) {
    const weight = weights === null ? 1 : weights[row]!;
    sum += weight * value(row);
    total += weight;
  }
  return sum / total;
}
