import type { NumericColumn } from "../table/table.ts";
import { type NumericOperand, rowsNeeded, strideOf } from "./operand.ts";

/** The function of each number; missing where the number is, or where the result is not finite. */
export function mapNumber(
  kind: NumericColumn["kind"],
  x: NumericOperand,
  compute: (x: number) => number,
): NumericOperand {
  const { values } = x;
  const out = new Float64Array(values.length);
  for (let row = 0; row < out.length; row++) {
    const value = values[row]!;
    out[row] = Number.isNaN(value) ? Number.NaN : finite(compute(value));
  }
  return { kind, values: out, stride: x.stride };
}

/** The function of each pair of numbers; missing where either is, or where the result is not finite. */
export function mapNumbers(
  kind: NumericColumn["kind"],
  left: NumericOperand,
  right: NumericOperand,
  rows: number,
  compute: (left: number, right: number) => number,
): NumericOperand {
  const out = new Float64Array(rowsNeeded([left, right], rows));
  for (let row = 0; row < out.length; row++) {
    const a = left.values[row * left.stride]!;
    const b = right.values[row * right.stride]!;
    out[row] = Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : finite(compute(a, b));
  }
  return { kind, values: out, stride: strideOf([left, right]) };
}

/** Folds each row's numbers from the left; missing where any is. */
export function foldNumbers(
  kind: NumericColumn["kind"],
  operands: readonly NumericOperand[],
  rows: number,
  compute: (left: number, right: number) => number,
): NumericOperand {
  const [first, ...others] = operands;
  if (first === undefined) throw new Error("a function needs at least one argument");
  return { ...others.reduce((left, right) => mapNumbers(kind, left, right, rows, compute), first), kind };
}

const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);
