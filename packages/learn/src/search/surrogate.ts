import type { Points } from "./encode-space.ts";
import type { Expectation } from "./expected-improvement.ts";

/** A model of costs over a space, learned from those that were measured. */
export interface Surrogate {
  /** At a point, a row of coordinates; without noise. */
  readonly expect: (point: ArrayLike<number>) => Expectation;
  /** With other points and values, and what was learned about the space kept. */
  readonly given: (points: Points, values: Float64Array) => Surrogate;
}
