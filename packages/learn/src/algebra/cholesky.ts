/** Rows that are worked on together: they stay in the processor's cache while the rows above them come by. */
const panelRows = 32;
/** Of a tile, whose elements are summed side by side: each value that is read serves several of them. */
const tileRows = 4;
const tileColumns = 2;

/**
 * The lower factor of a symmetric positive definite matrix (n × n, row after row), written over its lower triangle.
 * False where the matrix is not positive definite. Panel after panel, its columns to the left of the diagonal by tiles; every
 * element is summed in the same order as by plain loops, and so is the same to the last bit.
 */
export function choleskyInPlace(matrix: Float64Array, size: number): boolean {
  for (let panel = 0; panel < size; panel += panelRows) {
    const end = Math.min(panel + panelRows, size);
    const tiled = panel + Math.floor((end - panel) / tileRows) * tileRows;
    for (let column = 0; column < panel; column += tileColumns) {
      for (let row = panel; row < tiled; row += tileRows) solveTile(matrix, size, row, column);
    }
    for (let row = tiled; row < end; row++) solveRow(matrix, size, row, 0, panel);
    for (let row = panel; row < end; row++) {
      solveRow(matrix, size, row, panel, row);
      const rest = restOf(matrix, size, row, row);
      if (!(rest > 0)) return false;
      matrix[row * (size + 1)] = Math.sqrt(rest);
    }
  }
  return true;
}

/** The elements of a row from one column to before another, one after the other. */
function solveRow(matrix: Float64Array, size: number, row: number, from: number, to: number): void {
  for (let column = from; column < to; column++) {
    matrix[row * size + column] = restOf(matrix, size, row, column) / matrix[column * (size + 1)]!;
  }
}

/** What the columns before it leave of an element. */
function restOf(matrix: Float64Array, size: number, row: number, column: number): number {
  const start = row * size;
  const other = column * size;
  let rest = matrix[start + column]!;
  for (let at = 0; at < column; at++) rest -= matrix[start + at]! * matrix[other + at]!;
  return rest;
}

/** Four rows by two columns. */
function solveTile(matrix: Float64Array, size: number, row: number, column: number): void {
  const [a, b, c, d] = [row * size, (row + 1) * size, (row + 2) * size, (row + 3) * size];
  const left = column * size;
  const right = left + size;
  let [a0, a1] = [matrix[a + column]!, matrix[a + column + 1]!];
  let [b0, b1] = [matrix[b + column]!, matrix[b + column + 1]!];
  let [c0, c1] = [matrix[c + column]!, matrix[c + column + 1]!];
  let [d0, d1] = [matrix[d + column]!, matrix[d + column + 1]!];
  for (let at = 0; at < column; at++) {
    const first = matrix[left + at]!;
    const second = matrix[right + at]!;
    const ofA = matrix[a + at]!;
    a0 -= ofA * first;
    a1 -= ofA * second;
    const ofB = matrix[b + at]!;
    b0 -= ofB * first;
    b1 -= ofB * second;
    const ofC = matrix[c + at]!;
    c0 -= ofC * first;
    c1 -= ofC * second;
    const ofD = matrix[d + at]!;
    d0 -= ofD * first;
    d1 -= ofD * second;
  }
  const root = matrix[left + column]!;
  const between = matrix[right + column]!;
  const next = matrix[right + column + 1]!;
  const write = (at: number, one: number, two: number): void => {
    const solved = one / root;
    matrix[at + column] = solved;
    matrix[at + column + 1] = (two - solved * between) / next;
  };
  write(a, a0, a1);
  write(b, b0, b1);
  write(c, c0, c1);
  write(d, d0, d1);
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
