import type { KernelRows } from "./kernel-rows.ts";

/**
 * Least ½ βᵀKβ - pullᵀβ + edge |β|₁ with low ≤ β ≤ high and Σβ = 0: the dual of every machine here, each β with the sign of
 * its row. Low is at most 0, high at least.
 */
export interface DualProblem {
  /** The training row of each variable. */
  readonly rows: Int32Array;
  /** What moving away from 0 costs: the epsilon of regression, else 0. */
  readonly edge: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly pull: Float64Array;
}

export interface DualSolution {
  /** β, a variable each. */
  readonly weights: Float64Array;
  readonly intercept: number;
  readonly converged: boolean;
  readonly iterations: number;
}

/** Variables in an order of which the first `active` are worked on; the others rest at a bound until the end. */
interface State {
  readonly order: Int32Array;
  readonly rows: Int32Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly weights: Float64Array;
  /** pull - Kβ: without the edge, the slope downwards. Optimal when none that may rise is above one that may fall. */
  readonly slopes: Float64Array;
  readonly edge: number;
  active: number;
  /** The steepest of those that may rise, its slope, and the least slope of those that may fall. */
  first: number;
  most: number;
  least: number;
}

/** Stands for a curvature of 0, which kernels that are not positive definite have. */
const leastCurvature = 1e-12;
const shrinkingPeriod = 1000;

/**
 * Sequential minimal optimisation: pairs of variables by second-order information (Fan, Chen and Lin 2005), with shrinking,
 * as in libsvm. Converged when slopes are apart by at most `tolerance`.
 */
export function solveDualPairs(
  kernel: KernelRows,
  problem: DualProblem,
  tolerance: number,
  maxIterations: number,
): DualSolution {
  const state = startState(problem);
  const size = state.rows.length;
  let iterations = 0;
  let untilShrinking = Math.min(size, shrinkingPeriod);
  let restored = false;
  for (;;) {
    if (--untilShrinking === 0) {
      untilShrinking = Math.min(size, shrinkingPeriod);
      // Once, near the end: what was put to rest too early comes back.
      if (!restored && state.most - state.least <= 10 * tolerance) {
        restored = true;
        restoreAll(kernel, state, problem.pull);
      }
      shrink(state);
    }
    if (state.most - state.least <= tolerance) {
      if (state.active === size) break;
      restoreAll(kernel, state, problem.pull);
      if (state.most - state.least <= tolerance) break;
      untilShrinking = 1;
    }
    if (iterations >= maxIterations) break;
    iterations++;
    const second = secondOf(kernel, state);
    if (second < 0) break;
    moveBoth(kernel, state, second);
  }
  if (state.active < size) restoreAll(kernel, state, problem.pull);
  const weights = new Float64Array(size);
  for (let at = 0; at < size; at++) weights[state.order[at]!] = state.weights[at]!;
  const converged = state.most - state.least <= tolerance;
  return { weights, intercept: interceptOf(state), converged, iterations };
}

function startState({ rows, low, high, pull, edge }: DualProblem): State {
  const state: State = {
    order: Int32Array.from(rows.keys()),
    rows: rows.slice(),
    low: low.slice(),
    high: high.slice(),
    weights: new Float64Array(rows.length),
    slopes: pull.slice(),
    edge,
    active: rows.length,
    first: -1,
    most: -Infinity,
    least: Infinity,
  };
  findBounds(state);
  return state;
}

/** The slope of a rise, and that of a fall: at 0 they are apart by twice the edge. */
const ofRise = (slope: number, weight: number, edge: number): number => (weight >= 0 ? slope - edge : slope + edge);
const ofFall = (slope: number, weight: number, edge: number): number => (weight > 0 ? slope - edge : slope + edge);

function findBounds(state: State): void {
  const { weights, low, high, slopes, edge } = state;
  let [first, most, least] = [-1, -Infinity, Infinity];
  for (let at = 0; at < state.active; at++) {
    const weight = weights[at]!;
    const rise = ofRise(slopes[at]!, weight, edge);
    if (rise > most && weight < high[at]!) {
      most = rise;
      first = at;
    }
    const fall = ofFall(slopes[at]!, weight, edge);
    if (fall < least && weight > low[at]!) least = fall;
  }
  state.first = first;
  state.most = most;
  state.least = least;
}

/** The variable that, falling as the first rises, is thought to lower the objective most; -1 where none does. */
function secondOf({ row, diagonal }: KernelRows, state: State): number {
  const { active, rows, low, weights, slopes, edge, first, most } = state;
  const values = row(rows[first]!);
  const own = diagonal[rows[first]!]!;
  let [second, best] = [-1, 0];
  for (let at = 0; at < active; at++) {
    const weight = weights[at]!;
    const gap = most - ofFall(slopes[at]!, weight, edge);
    if (gap <= 0 || weight <= low[at]!) continue;
    const other = rows[at]!;
    const curvature = own + diagonal[other]! - 2 * values[other]!;
    const gain = (gap * gap) / (curvature > 0 ? curvature : leastCurvature);
    if (gain > best) {
      best = gain;
      second = at;
    }
  }
  return second;
}

/** Raises the first and lowers the second as far as is best or allowed, over 0 in two moves, and follows the slopes. */
function moveBoth({ row, diagonal }: KernelRows, state: State, second: number): void {
  const { rows, low, high, weights, slopes, edge, first, active, most: rise } = state;
  const [ofFirst, ofSecond] = [row(rows[first]!), row(rows[second]!)];
  const curvature = diagonal[rows[first]!]! + diagonal[rows[second]!]! - 2 * ofFirst[rows[second]!]!;
  const fall = ofFall(slopes[second]!, weights[second]!, edge);
  const wanted = (rise - fall) / (curvature > 0 ? curvature : leastCurvature);
  const top = weights[first]! < 0 ? 0 : high[first]!;
  const bottom = weights[second]! > 0 ? 0 : low[second]!;
  const above = top - weights[first]!;
  const below = weights[second]! - bottom;
  const step = Math.min(wanted, above, below);
  weights[first] = step === above ? top : weights[first]! + step;
  weights[second] = step === below ? bottom : weights[second]! - step;
  let [next, most, least] = [-1, -Infinity, Infinity];
  for (let at = 0; at < active; at++) {
    const place = rows[at]!;
    const slope = slopes[at]! - step * (ofFirst[place]! - ofSecond[place]!);
    slopes[at] = slope;
    const weight = weights[at]!;
    const upwards = ofRise(slope, weight, edge);
    if (upwards > most && weight < high[at]!) {
      most = upwards;
      next = at;
    }
    const downwards = ofFall(slope, weight, edge);
    if (downwards < least && weight > low[at]!) least = downwards;
  }
  state.first = next;
  state.most = most;
  state.least = least;
}

/** Puts variables to rest at the end that stand at a bound, or at 0, and are held there. */
function shrink(state: State): void {
  const { weights, low, high, slopes, edge, most, least } = state;
  for (let at = 0; at < state.active; at++) {
    const rests = (index: number): boolean => {
      const weight = weights[index]!;
      const mayRise = weight < high[index]! && ofRise(slopes[index]!, weight, edge) >= least;
      return !mayRise && (weight === low[index]! || ofFall(slopes[index]!, weight, edge) > most);
    };
    if (!rests(at)) continue;
    do state.active--;
    while (state.active > at && rests(state.active));
    if (state.active > at) swap(state, at, state.active);
  }
  findBounds(state);
}

function swap({ order, rows, low, high, weights, slopes }: State, one: number, other: number): void {
  for (const values of [order, rows, low, high, weights, slopes]) {
    const kept = values[one]!;
    values[one] = values[other]!;
    values[other] = kept;
  }
}

/** All variables active, the slopes of those that rested computed anew: in the order of their rows, as a kernel row is read. */
function restoreAll({ row }: KernelRows, state: State, pull: Float64Array): void {
  const { order, rows, weights, slopes, active } = state;
  const size = rows.length;
  const rested = Int32Array.from({ length: size - active }, (_, at) => active + at).sort((a, b) => rows[a]! - rows[b]!);
  const places = rested.map((at) => rows[at]!);
  const sums = Float64Array.from(rested, (at) => pull[order[at]!]!);
  for (let other = 0; active < size && other < size; other++) {
    const weight = weights[other]!;
    if (weight === 0) continue;
    const values = row(rows[other]!);
    for (let at = 0; at < places.length; at++) sums[at]! -= weight * values[places[at]!]!;
  }
  rested.forEach((at, place) => {
    slopes[at] = sums[place]!;
  });
  state.active = size;
  findBounds(state);
}

/** What free variables agree on; where there is none, the middle of what the others allow. */
function interceptOf({ weights, low, high, slopes, edge, most, least }: State): number {
  let [sum, count] = [0, 0];
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at]!;
    if (weight === 0 || weight <= low[at]! || weight >= high[at]!) continue;
    sum += ofRise(slopes[at]!, weight, edge);
    count++;
  }
  if (count > 0) return sum / count;
  if (most === -Infinity || least === Infinity)
    return Number.isFinite(most) ? most : Number.isFinite(least) ? least : 0;
  return (most + least) / 2;
}
