import type { BoostingLoss, LossRows } from "./boosting-loss.ts";
import { meanOver } from "./mean-over.ts";

/**
 * The pinball loss: what is above the prediction costs `level`, what is below 1 - level, a unit. Trees are grown on the
 * signs; a leaf then steps to the quantile of what is left (Friedman 2001, for the median).
 */
export function quantileLoss(rows: LossRows, level: number): BoostingLoss {
  const { target } = rows;
  const zeros = new Float64Array(target.length);
  return {
    outputs: 1,
    baseline: (over) => [weightedQuantile(rows, zeros, over, 0, over.length, level)],
    largest: () => [1, 1],
    gradients: (raw, _output, from, to, pairs) => {
      for (let row = from; row < to; row++) {
        pairs[2 * row] = target[row]! >= raw[row]! ? level : level - 1;
        pairs[2 * row + 1] = 1;
      }
    },
    leafStep: (raw, over, start, end) => weightedQuantile(rows, raw, over, start, end, level),
    mean: (raw, over) =>
      meanOver(rows, over, (row) => {
        const rest = target[row]! - raw[row]!;
        return rest >= 0 ? level * rest : (level - 1) * rest;
      }),
  };
}

/** Of target less raw: between neighbours by their weights, as scikit-learn's for rows that weigh alike (method 7 of Hyndman and Fan 1996). */
function weightedQuantile(
  { target, weights }: LossRows,
  raw: Float64Array,
  rows: Int32Array,
  start: number,
  end: number,
  level: number,
): number {
  const rests = Float64Array.from(
    { length: end - start },
    (_, at) => target[rows[start + at]!]! - raw[rows[start + at]!]!,
  );
  if (weights === null) {
    rests.sort();
    const place = level * (rests.length - 1);
    const low = Math.floor(place);
    return rests[low]! + (place - low) * (rests[Math.min(low + 1, rests.length - 1)]! - rests[low]!);
  }
  const order = Int32Array.from(rests.keys()).sort((a, b) => rests[a]! - rests[b]! || a - b);
  const total = order.reduce((sum, at) => sum + weights[rows[start + at]!]!, 0);
  let sum = 0;
  for (const at of order) {
    sum += weights[rows[start + at]!]!;
    if (sum >= level * total) return rests[at]!;
  }
  return rests[order.at(-1)!]!;
}
