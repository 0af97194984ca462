/** A smooth convex function: gives the value at a point and writes the gradient there. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  readonly point: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

export interface MinimiseOptions {
  readonly onIteration?: (done: number) => void;
  /** Multiplies by a guess of the inverse Hessian, in place; positive definite, always the same. */
  readonly precondition?: (direction: Float64Array, last: Pair | undefined) => void;
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

const memory = 10;

/**
 * Limited-memory BFGS (Liu and Nocedal 1989) with halving steps. Converged when no part of the gradient is above
 * `tolerance`, or when the value cannot be lowered any more.
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  maxIterations: number,
  tolerance: number,
  { onIteration, precondition = scaledByLast }: MinimiseOptions = {},
): Minimum {
  let point = start;
  let gradient = new Float64Array(start.length);
  let value = objective(point, gradient);
  const pairs: Pair[] = [];
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (gradient.every((part) => Math.abs(part) <= tolerance)) return { point, iterations: iteration, converged: true };
    const direction = descent(gradient, pairs, precondition);
    const slope = dot(direction, gradient);
    const next = new Float64Array(point.length);
    const nextGradient = new Float64Array(point.length);
    let length = startLength(gradient, pairs, precondition);
    let nextValue = Infinity;
    // Armijo's condition; rounding ends the halving.
    for (let halving = 0; halving < 60; halving++, length /= 2) {
      for (let index = 0; index < next.length; index++) next[index] = point[index]! + length * direction[index]!;
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + 1e-4 * length * slope) break;
    }
    if (!(nextValue < value)) return { point, iterations: iteration, converged: true };
    const step = next.map((part, index) => part - point[index]!);
    const change = nextGradient.map((part, index) => part - gradient[index]!);
    const curvature = dot(step, change);
    if (curvature > 0) pairs.push({ step, change, curvature });
    if (pairs.length > memory) pairs.shift();
    point = next;
    gradient = nextGradient;
    value = nextValue;
    onIteration?.(iteration + 1);
  }
  return { point, iterations: maxIterations, converged: gradient.every((part) => Math.abs(part) <= tolerance) };
}

/** A first step of length 1 at most, unless the guess of the Hessian knows better. */
const startLength = (gradient: Float64Array, pairs: readonly Pair[], precondition: unknown): number =>
  pairs.length === 0 && precondition === scaledByLast ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;

function scaledByLast(direction: Float64Array, last: Pair | undefined): void {
  if (last === undefined) return;
  const scale = last.curvature / dot(last.change, last.change);
  for (let part = 0; part < direction.length; part++) direction[part]! *= scale;
}

/** The two-loop recursion: minus the approximate inverse Hessian times the gradient. */
function descent(
  gradient: Float64Array,
  pairs: readonly Pair[],
  precondition: NonNullable<MinimiseOptions["precondition"]>,
): Float64Array {
  const direction = gradient.map((part) => -part);
  const factors = new Float64Array(pairs.length);
  for (let index = pairs.length - 1; index >= 0; index--) {
    const { step, change, curvature } = pairs[index]!;
    const factor = dot(step, direction) / curvature;
    factors[index] = factor;
    for (let part = 0; part < direction.length; part++) direction[part]! -= factor * change[part]!;
  }
  precondition(direction, pairs.at(-1));
  pairs.forEach(({ step, change, curvature }, index) => {
    const factor = factors[index]! - dot(change, direction) / curvature;
    for (let part = 0; part < direction.length; part++) direction[part]! += factor * step[part]!;
  });
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}
