import { requireNumeric } from "../../table/columns.ts";
import type { TablePredictor } from "../learner-context.ts";
import { kernelPoints, kernelValues } from "./kernel.ts";
import type { FittedKernelMachine, PairMachine } from "./kernel-machine.ts";
import { coupledProbabilities } from "./pair-coupling.ts";
import { scaledProbability } from "./platt-scaling.ts";

/** Numbers, or probabilities (rows × classes). NaN where a feature is missing. */
export function compileKernelMachine(fitted: FittedKernelMachine): TablePredictor {
  const { machines, classCount } = fitted;
  const sums = compileMargins(fitted);
  return (table) => {
    const margins = sums(table);
    if (classCount === 0) return margins;
    const shares = new Float64Array(table.rows * classCount);
    const write = machines.length === 1 ? writePair : writeCoupled(machines);
    for (let row = 0; row < table.rows; row++) write(machines, margins, row, shares, classCount);
    return shares;
  };
}

type Writer = (
  machines: readonly PairMachine[],
  margins: Float64Array,
  row: number,
  shares: Float64Array,
  classCount: number,
) => void;

const writePair: Writer = ([machine], margins, row, shares, classCount) => {
  const [one, other] = machine!.classes!;
  const share = scaledProbability(margins[row]!, machine!.scale!);
  shares[row * classCount + one] = share;
  shares[row * classCount + other] = 1 - share;
};

function writeCoupled(machines: readonly PairMachine[]): Writer {
  const present = [...new Set(machines.flatMap(({ classes }) => classes!))].sort((a, b) => a - b);
  const size = present.length;
  const places = machines.map(({ classes }) => classes!.map((index) => present.indexOf(index)) as [number, number]);
  const pairs = new Float64Array(size * size);
  const coupled = new Float64Array(size);
  return (_, margins, row, shares, classCount) => {
    const first = row * machines.length;
    if (Number.isNaN(margins[first]!)) {
      shares.fill(Number.NaN, row * classCount, (row + 1) * classCount);
      return;
    }
    places.forEach(([one, other], at) => {
      const share = scaledProbability(margins[first + at]!, machines[at]!.scale!);
      pairs[one * size + other] = share;
      pairs[other * size + one] = 1 - share;
    });
    coupledProbabilities(pairs, size, coupled, 0);
    present.forEach((index, at) => {
      shares[row * classCount + index] = coupled[at]!;
    });
  };
}

/** Rows × machines. Each kernel value is computed once for all machines, a block of vectors at a time. */
export function compileMargins(fitted: FittedKernelMachine): TablePredictor {
  const { features, kernel, units, vectors, machines } = fitted;
  const count = vectors[0]?.length ?? 0;
  // Any centre will do that is amid the rows: distances stay, and keep their digits.
  const centres = vectors.map((values, at) => (kernel.kind === "rbf" && count > 0 ? values[0]! / units[at]! : 0));
  const scaled = vectors.map((values, at) => Float64Array.from(values, (value) => value / units[at]! - centres[at]!));
  const points = kernelPoints(scaled, count);
  const weights = machines.map((machine) => denseWeights(machine, count));
  const point = new Float64Array(features.length);
  const { most, sums: values } = points.loops;
  return (table) => {
    const columns = features.map((name) => requireNumeric(table, name).values);
    const sums = new Float64Array(table.rows * machines.length);
    for (let row = 0; row < table.rows; row++) {
      for (let at = 0; at < point.length; at++) point[at] = columns[at]![row]! / units[at]! - centres[at]!;
      const first = row * machines.length;
      for (let at = 0; at < machines.length; at++) sums[first + at] = machines[at]!.intercept;
      for (let start = 0; start < count; start += most) {
        const vectorsHere = Math.min(most, count - start);
        kernelValues(kernel, points, point, start, vectorsHere);
        for (let at = 0; at < machines.length; at++) {
          sums[first + at]! += weightedSum(weights[at]!, values, start, vectorsHere);
        }
      }
    }
    return sums;
  };
}

function denseWeights({ places, weights }: PairMachine, count: number): Float64Array {
  const dense = new Float64Array(count);
  places.forEach((place, at) => {
    dense[place] = weights[at]!;
  });
  return dense;
}

function weightedSum(weights: Float64Array, values: Float64Array, start: number, count: number): number {
  let sum = 0;
  for (let at = 0; at < count; at++) sum += weights[start + at]! * values[at]!;
  return sum;
}
