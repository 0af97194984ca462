/** Places in 0..1 and what counts at each: Σ weights[q] f(places[q]) is the integral of f over 0..1. */
export interface Quadrature {
  readonly places: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Gauss and Legendre's rule of `count` places: exact for polynomials up to degree 2 × `count` − 1. The places are the
 * roots of Legendre's polynomial, found by Newton's steps from Tricomi's estimates.
 */
export function gaussLegendre(count: number): Quadrature {
  const places = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    let root = Math.cos((Math.PI * (index + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let step = 0; step < 12; step++) {
      let [before, value] = [1, root];
      for (let degree = 2; degree <= count; degree++) {
        [before, value] = [value, ((2 * degree - 1) * root * value - (degree - 1) * before) / degree];
      }
      slope = (count * (root * value - before)) / (root * root - 1);
      root -= value / slope;
    }
    places[count - 1 - index] = (1 + root) / 2;
    weights[count - 1 - index] = 1 / ((1 - root * root) * slope * slope);
  }
  return { places, weights };
}
