import type { Task } from "@mlopsc/vocabulary";
import type { RowStatistics } from "./histogram.ts";
import { bothClasses } from "./random-forest.ts";

/** A loss to boost; `raw` is rows × outputs throughout, and the targets are bound. */
export interface BoostingLoss {
  /** Trees a round. */
  readonly outputs: number;
  /** The best constants for these rows. */
  baseline(rows: Int32Array): number[];
  /** By output: negative gradients as sums, second derivatives as weights, so that a leaf's Newton step is their ratio. */
  gradients(raw: Float64Array): RowStatistics[];
  /** The mean loss over some rows, up to a constant. */
  mean(raw: Float64Array, rows: Int32Array): number;
  inverseLink(raw: Float64Array): Float64Array;
}

export function boostingLoss(task: Task, classCount: number, target: Float64Array): BoostingLoss {
  if (task === "regression") return squaredError(target);
  return task === "binary" ? logisticLoss(target) : softmaxLoss(target, classCount);
}

function squaredError(target: Float64Array): BoostingLoss {
  const weights = new Float64Array(target.length).fill(1);
  return {
    outputs: 1,
    baseline: (rows) => [meanOver(rows, (row) => target[row]!)],
    gradients: (raw) => [
      { kind: "gradient", outputs: 1, sums: target.map((value, row) => value - raw[row]!), weights },
    ],
    mean: (raw, rows) => meanOver(rows, (row) => (target[row]! - raw[row]!) ** 2),
    inverseLink: (raw) => raw,
  };
}

function logisticLoss(target: Float64Array): BoostingLoss {
  return {
    outputs: 1,
    baseline: (rows) => {
      const share = clamp(meanOver(rows, (row) => target[row]!));
      return [Math.log(share / (1 - share))];
    },
    gradients: (raw) => {
      const sums = new Float64Array(target.length);
      const weights = new Float64Array(target.length);
      for (let row = 0; row < sums.length; row++) {
        const probability = sigmoid(raw[row]!);
        sums[row] = target[row]! - probability;
        weights[row] = probability * (1 - probability);
      }
      return [{ kind: "gradient", outputs: 1, sums, weights }];
    },
    mean: (raw, rows) => meanOver(rows, (row) => softplus(raw[row]!) - target[row]! * raw[row]!),
    inverseLink: (raw) => bothClasses(raw.map(sigmoid)),
  };
}

function softmaxLoss(target: Float64Array, classCount: number): BoostingLoss {
  return {
    outputs: classCount,
    baseline: (rows) =>
      Array.from({ length: classCount }, (_, output) =>
        Math.log(clamp(meanOver(rows, (row) => Number(target[row] === output)))),
      ),
    gradients: (raw) => {
      const probabilities = softmaxRows(raw, classCount);
      return Array.from({ length: classCount }, (_, output) => {
        const sums = new Float64Array(target.length);
        const weights = new Float64Array(target.length);
        for (let row = 0; row < sums.length; row++) {
          const probability = probabilities[row * classCount + output]!;
          sums[row] = Number(target[row] === output) - probability;
          weights[row] = probability * (1 - probability);
        }
        return { kind: "gradient", outputs: 1, sums, weights };
      });
    },
    mean: (raw, rows) => {
      const probabilities = softmaxRows(raw, classCount);
      return -meanOver(rows, (row) => Math.log(Math.max(probabilities[row * classCount + target[row]!]!, 1e-300)));
    },
    inverseLink: (raw) => softmaxRows(raw, classCount),
  };
}

export const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** log(1 + exp(value)) without overflow. */
export const softplus = (value: number): number => Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));

/** Each row's exponentials as shares of 1. */
export function softmaxRows(raw: Float64Array, width: number): Float64Array {
  const shares = new Float64Array(raw.length);
  for (let start = 0; start < raw.length; start += width) {
    let highest = -Infinity;
    for (let index = start; index < start + width; index++) highest = Math.max(highest, raw[index]!);
    let total = 0;
    for (let index = start; index < start + width; index++) total += shares[index] = Math.exp(raw[index]! - highest);
    for (let index = start; index < start + width; index++) shares[index]! /= total;
  }
  return shares;
}

const clamp = (share: number): number => Math.min(1 - 1e-15, Math.max(1e-15, share));

function meanOver(rows: Int32Array, value: (row: number) => number): number {
  let sum = 0;
  for (const row of rows) sum += value(row);
  return sum / rows.length;
}
