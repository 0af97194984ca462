import type { StandardColumns, StandardValues } from "./standard-columns.ts";

/**
 * Standard columns of rows that count differently: centred on their weighted means, and times the roots of the weights,
 * so that sums of products over rows are weighted sums.
 */
export function weightedColumns(standard: StandardColumns, weights: Float64Array): StandardColumns {
  const { means, scales } = standard;
  const parts = standard.columns.map((values, at) =>
    weightedValues({ values, mean: means[at]!, scale: scales[at]! }, weights),
  );
  return {
    ...standard,
    columns: parts.map(({ values }) => values),
    means: Float64Array.from(parts, ({ mean }) => mean),
  };
}

/** The same of one column. */
export function weightedValues({ values, mean, scale }: StandardValues, weights: Float64Array): StandardValues {
  let [sum, total] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    sum += values[row]! * weights[row]!;
    total += weights[row]!;
  }
  const centre = sum / total;
  const weighted = values.map((value, row) => (value - centre) * Math.sqrt(weights[row]!));
  return { values: weighted, mean: mean + centre * scale, scale };
}

/** Weights whose mean is 1: of objectives that are means, the rows count as many as they are. */
export function meanOne(weights: Float64Array): Float64Array {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return weights.map((weight) => weight / mean);
}
