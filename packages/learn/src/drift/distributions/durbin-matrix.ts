/**
 * P(Dₙ ≤ d), exact: n! / nⁿ times the middle of the nth power of a matrix of about 2 n d rows (Durbin 1968; Marsaglia, Tsang
 * and Wang 2003). Takes (n d)³ log n steps.
 */
export function durbinMatrix(n: number, d: number): number {
  const k = Math.ceil(n * d);
  const size = 2 * k - 1;
  let square: Scaled = { cells: startingMatrix(k - n * d, size), exponent: 0 };
  let power: Scaled | undefined;
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power = power === undefined ? square : product(power, square, size);
    if (left > 1) square = product(square, square, size);
  }
  let cumulative = power!.cells[(k - 1) * size + k - 1]!;
  let exponent = power!.exponent;
  for (let at = 1; at <= n; at++) {
    cumulative *= at / n;
    if (cumulative < 2 ** -400) {
      cumulative *= 2 ** 400;
      exponent -= 400;
    }
  }
  return Math.min(1, cumulative * 2 ** exponent);
}

/** `cells · 2^exponent`, row after row. */
interface Scaled {
  readonly cells: Float64Array;
  readonly exponent: number;
}

/** 1 / (row − column + 1)! on and below the first diagonal above, with the first column and last row less powers of h. */
function startingMatrix(h: number, size: number): Float64Array {
  const cells = new Float64Array(size * size);
  const inverse = [1];
  for (let at = 1; at <= size; at++) inverse.push(inverse[at - 1]! / at);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= Math.min(row + 1, size - 1); column++) {
      let less = 1;
      if (column === 0) less -= h ** (row + 1);
      if (row === size - 1) less -= h ** (size - column);
      if (column === 0 && row === size - 1 && h > 0.5) less += (2 * h - 1) ** size;
      cells[row * size + column] = less * inverse[row - column + 1]!;
    }
  }
  return cells;
}

function product(left: Scaled, right: Scaled, size: number): Scaled {
  const cells = new Float64Array(size * size);
  let largest = 0;
  for (let row = 0; row < size; row++) {
    for (let inner = 0; inner < size; inner++) {
      const factor = left.cells[row * size + inner]!;
      if (factor === 0) continue;
      for (let column = 0; column < size; column++)
        cells[row * size + column]! += factor * right.cells[inner * size + column]!;
    }
    for (let column = 0; column < size; column++) largest = Math.max(largest, cells[row * size + column]!);
  }
  const shift = largest > 2 ** 200 ? 200 : 0;
  if (shift > 0) for (let at = 0; at < cells.length; at++) cells[at]! *= 2 ** -shift;
  return { cells, exponent: left.exponent + right.exponent + shift };
}
