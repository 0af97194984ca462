import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { done, type Outcome } from "../../problem.ts";
import type { NumericColumn } from "../../table/table.ts";
import { allRows } from "../../table/take-rows.ts";
import type { TrainingRows } from "../learner-context.ts";
import { largestSize, momentsOf, numericFeatures } from "../linear/standard-columns.ts";
import { readParameters } from "../parameters.ts";
import { type Kernel, kernelPoints } from "./kernel.ts";
import { type KernelRows, kernelRows } from "./kernel-rows.ts";
import { type DualProblem, solveDualPairs } from "./minimal-optimisation.ts";
import { type PlattScale, plattScale } from "./platt-scaling.ts";
import { stratifiedFolds } from "./stratified-folds.ts";

/** Support vectors and what each weighs: for a number, for two classes, or for each pair of several classes. */
export interface FittedKernelMachine {
  readonly algorithm: "svm";
  readonly task: Task;
  readonly classCount: number;
  readonly features: readonly string[];
  readonly kernel: Kernel;
  /** Columns are divided by these: 1, but for columns whose powers would not fit a double. */
  readonly units: readonly number[];
  /** Features × vectors, as they come. */
  readonly vectors: readonly (readonly number[])[];
  readonly machines: readonly PairMachine[];
  /** False: a solver reached its last iteration first; a warning, the model may be used. */
  readonly converged: boolean;
  readonly iterations: number;
  /** All 0: a kernel weighs rows, not columns. */
  readonly importance: readonly number[];
}

/** Σ weight × kernel + intercept: a number, or a margin, positive on the side of the first class. */
export interface PairMachine {
  /** The class told from the other; null for a number. */
  readonly classes: readonly [number, number] | null;
  /** Places of vectors, rising, and the weight of each. */
  readonly places: readonly number[];
  readonly weights: readonly number[];
  readonly intercept: number;
  /** From the margin to the probability of the first class; null for a number. */
  readonly scale: PlattScale | null;
}

interface Options {
  readonly c: number;
  readonly epsilon: number;
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** A machine before its support vectors are picked: a weight for each training row. */
interface Solved {
  readonly classes: PairMachine["classes"];
  readonly weights: Float64Array;
  readonly intercept: number;
  readonly scale: PlattScale | null;
  readonly converged: boolean;
  readonly iterations: number;
}

/** Folds for probabilities, as in libsvm: margins of rows that the machine was not fitted to. */
const calibrationFolds = 5;
/** Columns with larger values are brought to 1 at most: the ninth power of a sum of their squares fits a double. */
const largestValue = 1e15;

/**
 * Support vector machine with a kernel, on the columns as they come: scikit-learn's SVC (one machine a pair of classes;
 * probabilities by Platt scaling of held-out margins) and SVR. Time grows with the square of the rows.
 */
export function fitKernelMachine(choice: AlgorithmChoice, rows: TrainingRows): Outcome<FittedKernelMachine> {
  const features = numericFeatures(rows.table);
  if (!features.ok) return features;
  const columns = features.value;
  const units = columns.map(({ values }) => unitOf(values));
  const scaled = columns.map(({ values }, at) =>
    units[at] === 1 ? values : values.map((value) => value / units[at]!),
  );
  const kernel = kernelOf(choice, scaled);
  const matrix = kernelRows(kernel, kernelPoints(kernel.kind === "rbf" ? centred(scaled) : scaled, rows.table.rows));
  const read = readParameters(choice);
  const options: Options = {
    c: read.number("c"),
    epsilon: read.number("epsilon"),
    tolerance: read.number("tolerance"),
    maxIterations: read.number("max_iterations"),
  };
  const solved = rows.task === "regression" ? [solveNumber(matrix, rows, options)] : solvePairs(matrix, rows, options);
  const used = allRows(rows.table.rows).filter((row) => solved.some(({ weights }) => weights[row] !== 0));
  return done({
    algorithm: "svm",
    task: rows.task,
    classCount: rows.classCount,
    features: columns.map(({ name }) => name),
    kernel,
    units,
    vectors: columns.map(({ values }) => Array.from(used, (row) => values[row]!)),
    machines: solved.map((machine) => withVectors(machine, used)),
    converged: solved.every(({ converged }) => converged),
    iterations: Math.max(...solved.map(({ iterations }) => iterations)),
    importance: columns.map(() => 0),
  });
}

function unitOf(values: NumericColumn["values"]): number {
  const peak = largestSize(values);
  return peak > largestValue ? peak : 1;
}

/** Distances stay, and keep their digits where columns are far from 0. */
const centred = (columns: readonly Float64Array[]): readonly Float64Array[] =>
  columns.map((values) => {
    const { mean } = momentsOf(values);
    return values.map((value) => value - mean);
  });

function kernelOf(choice: AlgorithmChoice, columns: readonly Float64Array[]): Kernel {
  const read = readParameters(choice);
  const gamma = read.numberOrWord("gamma");
  return {
    kind: read.text("kernel") as Kernel["kind"],
    gamma:
      typeof gamma === "number"
        ? gamma
        : (gamma === "scale" ? 1 / (overallVariance(columns) || 1) : 1) / columns.length,
    degree: read.number("degree"),
    coef0: read.number("coef0"),
  };
}

/** Of all values of all columns together. */
function overallVariance(columns: readonly Float64Array[]): number {
  const moments = columns.map(momentsOf);
  const centre = moments.reduce((sum, { mean }) => sum + mean, 0) / columns.length;
  const squares = moments.map(({ mean, deviation }) => deviation ** 2 + (mean - centre) ** 2);
  const variance = squares.reduce((sum, square) => sum + square, 0) / columns.length;
  return variance > 1e-300 ? variance : 0;
}

/** Within `epsilon` of the target nothing is paid; a row may pull the sum up or down. */
function solveNumber(matrix: KernelRows, { target, weights: counting }: TrainingRows, options: Options): Solved {
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
function solvePairs(matrix: KernelRows, rows: TrainingRows, options: Options): readonly Solved[] {
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
  options: Options,
): Solved {
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

function withVectors({ classes, weights, intercept, scale }: Solved, used: Int32Array): PairMachine {
  const places = Array.from(used.keys()).filter((place) => weights[used[place]!] !== 0);
  return { classes, places, weights: places.map((place) => weights[used[place]!]!), intercept, scale };
}
