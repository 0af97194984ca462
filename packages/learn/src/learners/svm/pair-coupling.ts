/** Pairwise probabilities are held so far from 0 and 1, as in libsvm. */
const margin = 1e-7;
const tolerance = 1e-10;

/**
 * The probabilities of `size` classes that fit pairwise ones best: least Σ (r_ji p_i - r_ij p_j)² with Σp = 1 (Wu, Lin and
 * Weng 2004, their second way), written to `into[at ..]`. `pairs` is size × size: the share of i against j.
 */
export function coupledProbabilities(pairs: Float64Array, size: number, into: Float64Array, at: number): void {
  const squares = squareForm(pairs, size);
  const products = new Float64Array(size);
  for (let index = 0; index < size; index++) into[at + index] = 1 / size;
  for (let iteration = 0; iteration < 100 + 10 * size; iteration++) {
    let whole = 0;
    for (let i = 0; i < size; i++) {
      products[i] = 0;
      for (let j = 0; j < size; j++) products[i]! += squares[i * size + j]! * into[at + j]!;
      whole += into[at + i]! * products[i]!;
    }
    let farthest = 0;
    for (let i = 0; i < size; i++) farthest = Math.max(farthest, Math.abs(products[i]! - whole));
    if (farthest < tolerance) return;
    for (let i = 0; i < size; i++) {
      const step = (whole - products[i]!) / squares[i * size + i]!;
      const total = 1 + step;
      into[at + i]! += step;
      whole = (whole + step * (step * squares[i * size + i]! + 2 * products[i]!)) / total / total;
      for (let j = 0; j < size; j++) {
        products[j] = (products[j]! + step * squares[i * size + j]!) / total;
        into[at + j]! /= total;
      }
    }
  }
}

function squareForm(pairs: Float64Array, size: number): Float64Array {
  const squares = new Float64Array(size * size);
  const held = (i: number, j: number): number => Math.min(1 - margin, Math.max(margin, pairs[i * size + j]!));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (i === j) continue;
      squares[i * size + i]! += held(j, i) ** 2;
      squares[i * size + j] = -held(j, i) * held(i, j);
    }
  }
  return squares;
}
