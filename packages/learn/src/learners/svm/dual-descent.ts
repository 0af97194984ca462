import type { Random } from "../../random/seeded-random.ts";
import type { Points } from "../neighbours/points.ts";

export interface MachineOptions {
  /** How much a row on the wrong side costs, beside |weights|² / 2. */
  readonly c: number;
  /** Times how much, by row; null: all alike. */
  readonly weights: Float64Array | null;
  /** Whether the cost of a row grows with the square of what it lacks. */
  readonly squared: boolean;
  readonly tolerance: number;
  readonly maxIterations: number;
}

export interface Machine {
  readonly weights: Float64Array;
  readonly converged: boolean;
  readonly iterations: number;
}

/** What the projected gradients of the dual lay between in the last pass; a row beyond them rests at its bound. */
interface Bounds {
  low: number;
  high: number;
}

/**
 * The linear support vector machine that tells rows of sign 1 from those of -1: dual coordinate descent with shrinking
 * (Hsieh et al. 2008), as in liblinear. Rows are visited in random order.
 */
export function solveDual(
  points: Points,
  signs: Float64Array,
  rows: Int32Array,
  { c, weights: counting, squared, tolerance, maxIterations }: MachineOptions,
  random: Random,
): Machine {
  const { width, values } = points;
  const weights = new Float64Array(width);
  const duals = new Float64Array(points.rows);
  const squares = squaredSizes(points);
  let active = rows.slice();
  let bounds: Bounds = { low: -Infinity, high: Infinity };
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    const seen: Bounds = { low: Infinity, high: -Infinity };
    let kept = 0;
    for (const row of random.shuffle(active)) {
      const start = row * width;
      const sign = signs[row]!;
      const dual = duals[row]!;
      const cost = counting === null ? c : c * counting[row]!;
      const diagonal = squared ? 1 / (2 * cost) : 0;
      const most = squared ? Infinity : cost;
      let sum = 0;
      for (let at = 0; at < width; at++) sum += weights[at]! * values[start + at]!;
      const gradient = sign * sum - 1 + dual * diagonal;
      if ((dual === 0 && gradient > bounds.high) || (dual === most && gradient < bounds.low)) continue;
      active[kept++] = row;
      const projected = dual === 0 ? Math.min(gradient, 0) : dual === most ? Math.max(gradient, 0) : gradient;
      seen.low = Math.min(seen.low, projected);
      seen.high = Math.max(seen.high, projected);
      if (Math.abs(projected) <= 1e-12) continue;
      const next = Math.min(most, Math.max(0, dual - gradient / (squares[row]! + diagonal)));
      duals[row] = next;
      const step = (next - dual) * sign;
      for (let at = 0; at < width; at++) weights[at]! += step * values[start + at]!;
    }
    active = active.subarray(0, kept);
    if (seen.high - seen.low > tolerance) {
      bounds = { low: seen.low < 0 ? seen.low : -Infinity, high: seen.high > 0 ? seen.high : Infinity };
    } else if (active.length === rows.length) return { weights, converged: true, iterations: iteration };
    else {
      // Solved for these rows: all come back for a look.
      active = rows.slice();
      bounds = { low: -Infinity, high: Infinity };
    }
  }
  return { weights, converged: false, iterations: maxIterations };
}

function squaredSizes({ rows, width, values }: Points): Float64Array {
  const squares = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let at = row * width; at < (row + 1) * width; at++) squares[row]! += values[at]! * values[at]!;
  }
  return squares;
}
