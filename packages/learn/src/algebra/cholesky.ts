/**
 * The lower factor of a symmetric positive definite matrix (n × n, row after row), written over its lower triangle.
 * False where the matrix is not positive definite. (ml-matrix does the same through two calls an element, which is slower.)
 */
export function choleskyInPlace(matrix: Float64Array, size: number): boolean {
  for (let row = 0; row < size; row++) {
    const start = row * size;
    for (let column = 0; column <= row; column++) {
      const other = column * size;
      let rest = matrix[start + column]!;
      for (let at = 0; at < column; at++) rest -= matrix[start + at]! * matrix[other + at]!;
      if (row !== column) matrix[start + column] = rest / matrix[other + column]!;
      else if (rest > 0) matrix[start + row] = Math.sqrt(rest);
      else return false;
    }
  }
  return true;
}

/** L⁻¹ times the vector, in place. */
export function forwardSolve(lower: Float64Array, size: number, vector: Float64Array): void {
  for (let row = 0; row < size; row++) {
    const start = row * size;
    let rest = vector[row]!;
    for (let at = 0; at < row; at++) rest -= lower[start + at]! * vector[at]!;
    vector[row] = rest / lower[start + row]!;
  }
}

/** L⁻ᵀ times the vector, in place. */
export function backwardSolve(lower: Float64Array, size: number, vector: Float64Array): void {
  for (let row = size - 1; row >= 0; row--) {
    const solved = vector[row]! / lower[row * size + row]!;
    vector[row] = solved;
    for (let at = 0; at < row; at++) vector[at]! -= lower[row * size + at]! * solved;
  }
}

/** The inverse of L·Lᵀ: symmetric, n × n, all of it written to `inverse`. */
export function inverseFrom(lower: Float64Array, size: number, inverse: Float64Array): void {
  const root = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    root[column * size + column] = 1 / lower[column * size + column]!;
    for (let row = column + 1; row < size; row++) {
      let rest = 0;
      for (let at = column; at < row; at++) rest -= lower[row * size + at]! * root[column * size + at]!;
      // The inverse of L, transposed: its columns lie together.
      root[column * size + row] = rest / lower[row * size + row]!;
    }
  }
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = 0;
      for (let at = row; at < size; at++) sum += root[row * size + at]! * root[column * size + at]!;
      inverse[row * size + column] = sum;
      inverse[column * size + row] = sum;
    }
  }
}
