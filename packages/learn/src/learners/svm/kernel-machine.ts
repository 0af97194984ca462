import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { done, type Outcome } from "../../problem.ts";
import type { NumericColumn } from "../../table/table.ts";
import { allRows } from "../../table/take-rows.ts";
import type { TrainingRows } from "../learner-context.ts";
import { largestSize, momentsOf, numericFeatures } from "../linear/standard-columns.ts";
import { readParameters } from "../parameters.ts";
import { type Kernel, kernelPoints } from "./kernel.ts";
import { chosenKernel } from "./kernel-choice.ts";
import { kernelRows } from "./kernel-rows.ts";
import { type SolvedMachine, solveNumber, solvePairs } from "./kernel-solver.ts";
import type { PlattScale } from "./platt-scaling.ts";

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
  const kernel = chosenKernel(choice, scaled);
  const matrix = kernelRows(kernel, kernelPoints(kernel.kind === "rbf" ? centred(scaled) : scaled, rows.table.rows));
  const read = readParameters(choice);
  const options = {
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

function withVectors({ classes, weights, intercept, scale }: SolvedMachine, used: Int32Array): PairMachine {
  const places = Array.from(used.keys()).filter((place) => weights[used[place]!] !== 0);
  return { classes, places, weights: places.map((place) => weights[used[place]!]!), intercept, scale };
}
