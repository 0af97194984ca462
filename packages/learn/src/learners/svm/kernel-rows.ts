import { type Kernel, type KernelPoints, kernelValues, pointAt } from "./kernel.ts";

/** The kernel matrix of the training rows, a row at a time. */
export interface KernelRows {
  /** In units of `unit`, so that single precision holds it. Good until so many others were asked for as fit the cache. */
  row(index: number): Float32Array;
  readonly diagonal: Float64Array;
  /** The largest value of the diagonal: no value of a positive definite kernel is larger. */
  readonly unit: number;
}

/** Kernel rows kept, in bytes, those used last: about what scikit-learn keeps. All of them fit for 8 192 rows. */
const cacheBytes = 2 ** 28;

/** Rows are computed when asked for, and shared by all machines fitted to the same points. */
export function kernelRows(kernel: Kernel, points: KernelPoints): KernelRows {
  const rows = points.squares.length;
  const capacity = Math.max(2, Math.floor(cacheBytes / (4 * rows)));
  const point = new Float64Array(points.columns.length);
  const { most, sums } = points.loops;
  const raw = Float64Array.from(points.squares, (_, index) => {
    kernelValues(kernel, points, pointAt(points.columns, index, point), index, 1);
    return sums[0]!;
  });
  const unit = raw.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const kept = new Map<number, Float32Array>();

  const compute = (index: number, into: Float32Array): void => {
    pointAt(points.columns, index, point);
    for (let start = 0; start < rows; start += most) {
      const count = Math.min(most, rows - start);
      kernelValues(kernel, points, point, start, count);
      if (unit !== 1) for (let at = 0; at < count; at++) sums[at]! /= unit;
      into.set(sums.subarray(0, count), start);
    }
  };

  const row = (index: number): Float32Array => {
    let values = kept.get(index);
    if (values === undefined) {
      values = kept.size < capacity ? new Float32Array(rows) : oldestOf(kept);
      compute(index, values);
    } else if (kept.size < capacity) return values;
    else kept.delete(index);
    kept.set(index, values);
    return values;
  };
  return { row, diagonal: raw.map((value) => value / unit), unit };
}

/** Takes the row out that was not asked for the longest. */
function oldestOf(kept: Map<number, Float32Array>): Float32Array {
  const [index, values] = kept.entries().next().value!;
  kept.delete(index);
  return values;
}
