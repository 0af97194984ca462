import { allRows } from "../../table/take-rows.ts";
import type { TrainingRows } from "../learner-context.ts";
import type { KernelRows } from "./kernel-rows.ts";
import { type DualProblem, solveDualPairs } from "./minimal-optimisation.ts";
import { type PlattScale, plattScale } from "./platt-scaling.ts";
import { stratifiedFolds } from "./stratified-folds.ts";

export interface SolverOptions {
  readonly c: number;
  readonly epsilon: number;
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** A machine before its support vectors are picked: a weight for each training row. */
export interface SolvedMachine {
  readonly classes: readonly [number, number] | null;
  readonly weights: Float64Array;
  readonly intercept: number;
  readonly scale: PlattScale | null;
  readonly converged: boolean;
  readonly iterations: number;
}

/** Folds for probabilities, as in libsvm: margins of rows that the machine was not fitted to. */
const calibrationFolds = 5;
/** Within `epsilon` of the target nothing is paid; a row may pull the sum up or down. */
export function solveNumber(
  matrix: KernelRows,
  { target, weights: counting }: TrainingRows,
  options: SolverOptions,
): SolvedMachine {
  const most = target.map((_, row) => options.c * matrix.unit * (counting?.[row] ?? 1));
  const problem: DualProblem = {
    rows: allRows(target.length),
    edge: options.epsilon,
    low: most.map((size) => -size),
    high: most,
    pull: target,
  };
  const { weights, ...rest } = solveDualPairs(matrix, problem, options.tolerance, options.maxIterations);
  return { ...rest, weights: weights.map((weight) => weight / matrix.unit), classes: null, scale: null };
}

/** One machine for each pair of classes that have rows; of two classes the second is the one told. */
export function solvePairs(matrix: KernelRows, rows: TrainingRows, options: SolverOptions): readonly SolvedMachine[] {
  const present = Array.from({ length: rows.classCount }, (_, index) => index).filter((index) =>
    rows.target.includes(index),
  );
  const pairs = present.flatMap((first, at) =>
    present
      .slice(at + 1)
      .map((second): [number, number] => (rows.task === "binary" ? [second, first] : [first, second])),
  );
  return pairs.map((classes, at) => {
    const solved = solvePair(matrix, rows, classes, options);
    rows.onProgress?.(at + 1, pairs.length);
    return solved;
  });
}

function solvePair(
  matrix: KernelRows,
  { target, weights: counting }: TrainingRows,
  classes: [number, number],
  options: SolverOptions,
): SolvedMachine {
  const rows = allRows(target.length).filter((row) => classes.includes(target[row]!));
  const truths = Uint8Array.from(rows, (row) => Number(target[row] === classes[0]));
  const solve = (kept: Int32Array): ReturnType<typeof solveDualPairs> =>
    solveDualPairs(
      matrix,
      classProblem(
        kept.map((at) => rows[at]!),
        kept.map((at) => 2 * truths[at]! - 1),
        Float64Array.from(kept, (at) => options.c * matrix.unit * (counting?.[rows[at]!] ?? 1)),
      ),
      options.tolerance,
      options.maxIterations,
    );
  const all = allRows(rows.length);
  const whole = solve(all);
  const margins = heldOutMargins(matrix, rows, truths, { all, whole, solve });
  const weights = new Float64Array(target.length);
  rows.forEach((row, at) => {
    weights[row] = whole.weights[at]! / matrix.unit;
  });
  const { intercept, converged, iterations } = whole;
  return {
    classes,
    weights,
    intercept,
    converged,
    iterations,
    scale: plattScale(margins, truths, counting && Float64Array.from(rows, (row) => counting[row]!)),
  };
}

/** Each weight has the sign of its row, and at most the size that `most` says of it. */
const classProblem = (rows: Int32Array, signs: Int32Array, most: Float64Array): DualProblem => ({
  rows,
  edge: 0,
  low: Float64Array.from(signs, (sign, at) => (sign > 0 ? 0 : -most[at]!)),
  high: Float64Array.from(signs, (sign, at) => (sign > 0 ? most[at]! : 0)),
  pull: Float64Array.from(signs),
});

interface Solver {
  readonly all: Int32Array;
  readonly whole: ReturnType<typeof solveDualPairs>;
  readonly solve: (kept: Int32Array) => ReturnType<typeof solveDualPairs>;
}

/** Each row's margin by a machine fitted without its fold; by the machine itself where a class has one row only. */
function heldOutMargins(
  matrix: KernelRows,
  rows: Int32Array,
  truths: Uint8Array,
  { all, whole, solve }: Solver,
): Float64Array {
  const margins = new Float64Array(rows.length);
  const write = ({ weights, intercept }: Solver["whole"], fitted: Int32Array, asked: Int32Array): void => {
    for (const at of asked) margins[at] = intercept;
    fitted.forEach((other, place) => {
      const weight = weights[place]!;
      if (weight === 0) return;
      const values = matrix.row(rows[other]!);
      for (const at of asked) margins[at]! += weight * values[rows[at]!]!;
    });
  };
  const folds = stratifiedFolds(Float64Array.from(truths), 2, calibrationFolds);
  if (folds === null) {
    write(whole, all, all);
    return margins;
  }
  for (let fold = 0; fold < calibrationFolds; fold++) {
    const asked = all.filter((at) => folds[at] === fold);
    if (asked.length === 0) continue;
    const kept = all.filter((at) => folds[at] !== fold);
    write(solve(kept), kept, asked);
  }
  return margins;
}
