import { exponential } from "../exponential.ts";
import { addColumns, addProducts, blockRows } from "./column-blocks.ts";
import type { Objective } from "./lbfgs.ts";
import type { StandardColumns } from "./standard-columns.ts";

interface ClassColumns extends Pick<StandardColumns, "columns" | "rows"> {
  /** How much each row counts, of mean 1; null where all count alike. */
  readonly weights: Float64Array | null;
}

/**
 * The mean log loss at a point, each output's weights and then its intercept; writes the gradient. Two classes have one
 * output. Goes through the rows once, in blocks, for sums and gradient together.
 */
export const classLoss = (columns: ClassColumns, target: Float64Array, outputs: number): Objective =>
  outputs === 1 ? logisticLoss(columns, target) : softmaxLoss(columns, target, outputs);

function logisticLoss({ columns, rows, weights }: ClassColumns, target: Float64Array): Objective {
  const width = columns.length;
  const raw = new Float64Array(blockRows);
  return (point, gradient) => {
    gradient.fill(0);
    let loss = 0;
    for (let start = 0; start < rows; start += blockRows) {
      const count = Math.min(blockRows, rows - start);
      raw.fill(point[width]!, 0, count);
      addColumns(raw, 0, columns, point, 0, start, count);
      loss +=
        weights === null
          ? logisticErrors(raw, target, start, count)
          : weightedErrors(raw, target, weights, start, count);
      gradient[width]! += sumOf(raw, 0, count);
      addProducts(gradient, 0, raw, 0, columns, start, count);
    }
    for (let index = 0; index <= width; index++) gradient[index]! /= rows;
    return loss / rows;
  };
}

function sumOf(values: Float64Array, at: number, count: number): number {
  let sum = 0;
  for (let place = at; place < at + count; place++) sum += values[place]!;
  return sum;
}

/** Sums become errors, in place; gives the loss. */
function logisticErrors(raw: Float64Array, target: Float64Array, start: number, count: number): number {
  let linear = 0;
  let logarithms = 0;
  // The logarithm of a product of factors in 1 .. 2: one for 512 rows instead of one a row.
  let product = 1;
  for (let row = 0; row < count; row++) {
    const sum = raw[row]!;
    const truth = target[start + row]!;
    const small = exponential(-Math.abs(sum));
    linear += Math.max(sum, 0) - truth * sum;
    product *= 1 + small;
    if ((row & 511) === 511) {
      logarithms += Math.log(product);
      product = 1;
    }
    raw[row] = (sum >= 0 ? 1 : small) / (1 + small) - truth;
  }
  return linear + logarithms + Math.log(product);
}

/** As `logisticErrors`, each row counting as much as it weighs. */
function weightedErrors(
  raw: Float64Array,
  target: Float64Array,
  weights: Float64Array,
  start: number,
  count: number,
): number {
  let loss = 0;
  for (let row = 0; row < count; row++) {
    const sum = raw[row]!;
    const truth = target[start + row]!;
    const weight = weights[start + row]!;
    const small = exponential(-Math.abs(sum));
    loss += weight * (Math.max(sum, 0) - truth * sum + Math.log1p(small));
    raw[row] = weight * ((sum >= 0 ? 1 : small) / (1 + small) - truth);
  }
  return loss;
}

function softmaxLoss({ columns, rows, weights }: ClassColumns, target: Float64Array, outputs: number): Objective {
  const width = columns.length;
  const raw = new Float64Array(blockRows * outputs);
  return (point, gradient) => {
    gradient.fill(0);
    let loss = 0;
    for (let start = 0; start < rows; start += blockRows) {
      const count = Math.min(blockRows, rows - start);
      for (let output = 0; output < outputs; output++) {
        const first = output * (width + 1);
        raw.fill(point[first + width]!, output * blockRows, output * blockRows + count);
        addColumns(raw, output * blockRows, columns, point, first, start, count);
      }
      loss += softmaxErrors(raw, target, weights, outputs, start, count);
      for (let output = 0; output < outputs; output++) {
        const first = output * (width + 1);
        gradient[first + width]! += sumOf(raw, output * blockRows, count);
        addProducts(gradient, first, raw, output * blockRows, columns, start, count);
      }
    }
    for (let index = 0; index < gradient.length; index++) gradient[index]! /= rows;
    return loss / rows;
  };
}

/** Sums (a block of rows for each output) become errors, in place; gives the loss. */
function softmaxErrors(
  raw: Float64Array,
  target: Float64Array,
  weights: Float64Array | null,
  outputs: number,
  start: number,
  count: number,
): number {
  let loss = 0;
  for (let row = 0; row < count; row++) {
    let largest = -Infinity;
    for (let output = 0; output < outputs; output++) largest = Math.max(largest, raw[output * blockRows + row]!);
    const own = target[start + row]! * blockRows + row;
    const ownSum = raw[own]!;
    let total = 0;
    for (let output = 0; output < outputs; output++) {
      const place = output * blockRows + row;
      raw[place] = exponential(raw[place]! - largest);
      total += raw[place]!;
    }
    const weight = weights === null ? 1 : weights[start + row]!;
    for (let output = 0; output < outputs; output++) raw[output * blockRows + row]! /= total;
    raw[own]! -= 1;
    if (weight !== 1) for (let output = 0; output < outputs; output++) raw[output * blockRows + row]! *= weight;
    loss += weight * (Math.log(total) + largest - ownSum);
  }
  return loss;
}
