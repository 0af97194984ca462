import type { RowStatistics } from "./histogram.ts";
import type { NodeTotals } from "./splitting.ts";

export interface NodeStatistics extends NodeTotals {
  /** All rows want the same value, so that no split can help. */
  readonly pure: boolean;
}

/** Sums the rows `start..end-1`; never subtracted from a parent, so that leaves lose no digits. */
export function nodeStatistics(
  statistics: RowStatistics,
  rows: Int32Array,
  start: number,
  end: number,
): NodeStatistics {
  return statistics.kind === "gradient"
    ? gradientTotals(statistics.sums, statistics.weights, rows, start, end)
    : classTotals(statistics.classes, statistics.weights, statistics.outputs, rows, start, end);
}

function gradientTotals(
  sums: Float64Array,
  weights: Float64Array,
  rows: Int32Array,
  start: number,
  end: number,
): NodeStatistics {
  let sum = 0;
  let weight = 0;
  let pure = true;
  const first = rows[start] ?? 0;
  const firstSum = sums[first]!;
  const firstWeight = weights[first]!;
  for (let index = start; index < end; index++) {
    const row = rows[index]!;
    const rowSum = sums[row]!;
    const rowWeight = weights[row]!;
    // Equal ratios without a division, which would round.
    if (rowSum * firstWeight !== firstSum * rowWeight) pure = false;
    sum += rowSum;
    weight += rowWeight;
  }
  return { sums: Float64Array.of(sum), weight, count: end - start, pure };
}

function classTotals(
  classes: Int32Array,
  weights: Float64Array,
  outputs: number,
  rows: Int32Array,
  start: number,
  end: number,
): NodeStatistics {
  const sums = new Float64Array(outputs);
  let weight = 0;
  for (let index = start; index < end; index++) {
    const row = rows[index]!;
    sums[classes[row]!]! += weights[row]!;
    weight += weights[row]!;
  }
  return { sums, weight, count: end - start, pure: sums.some((sum) => sum === weight) };
}
