/** Rows of numbers, one row after the other. */
export interface Points {
  readonly rows: number;
  readonly width: number;
  readonly values: Float64Array;
}

export const pointAt = ({ width, values }: Points, row: number): Float64Array =>
  values.subarray(row * width, (row + 1) * width);
