import { backwardSolve, choleskyInPlace, forwardSolve } from "./cholesky.ts";

/** A symmetric positive definite matrix, ready to be solved with. */
export interface CholeskySolver {
  /** Its inverse times the vector, in place. */
  solve(vector: Float64Array): void;
  /** The least root on the factor's diagonal as a share of the largest: near 0 where columns nearly depend on each other. */
  readonly spread: number;
}

/** Written over the matrix (size × size); undefined where it is not positive definite, or rounding makes it so. */
export function choleskySolver(matrix: Float64Array, size: number): CholeskySolver | undefined {
  if (!choleskyInPlace(matrix, size)) return undefined;
  let [least, most] = [Infinity, 0];
  for (let row = 0; row < size; row++) {
    const root = matrix[row * (size + 1)]!;
    least = Math.min(least, root);
    most = Math.max(most, root);
  }
  return {
    spread: size === 0 ? 1 : least / most,
    solve: (vector) => {
      forwardSolve(matrix, size, vector);
      backwardSolve(matrix, size, vector);
    },
  };
}
