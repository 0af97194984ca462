import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { done, type Outcome } from "../../problem.ts";
import { seededRandom } from "../../random/seeded-random.ts";
import type { NumericColumn } from "../../table/table.ts";
import { allRows } from "../../table/take-rows.ts";
import { weightedSums } from "../columns/weighted-sums.ts";
import type { TablePredictor, TrainingRows } from "../learner-context.ts";
import { compileShares, compileSums, shareOfSizes } from "../linear/linear-terms.ts";
import { largestSize, momentsOf, numericFeatures } from "../linear/standard-columns.ts";
import { readParameters } from "../parameters.ts";
import type { Machine, MachineOptions } from "./dual-descent.ts";
import { machineSolver } from "./machine-solver.ts";
import { type PlattScale, plattScale, scaledProbability } from "./platt-scaling.ts";
import { stratifiedFolds } from "./stratified-folds.ts";

/** A machine for two classes; for more one a class, against all others. */
export interface FittedLinearMachine {
  readonly algorithm: "linear_svm";
  readonly task: Task;
  readonly classCount: number;
  readonly margins: {
    readonly features: readonly string[];
    readonly intercepts: readonly number[];
    /** Machines × features. */
    readonly coefficients: readonly (readonly number[])[];
  };
  /** From each machine's margin to a probability. */
  readonly scales: readonly PlattScale[];
  /** False: a solver reached its last iteration first; a warning, the model may be used. */
  readonly converged: boolean;
  readonly iterations: number;
  /** Size of the coefficients times the column's deviation, as shares of 1. */
  readonly importance: readonly number[];
}

/** Fits to some of the rows, from a start nearby where there is one. */
type Solve = (kept: Int32Array, label: string, start?: Float64Array) => Machine;

/** Folds for probabilities: margins of rows that the machine was not fitted to. */
const calibrationFolds = 5;

/**
 * A linear support vector machine as scikit-learn's LinearSVC: |coefficients|² / 2 + intercept² / 2 + c Σ hinge, on the
 * columns as they come. Probabilities by Platt scaling of margins from held-out folds (its CalibratedClassifierCV with
 * `ensemble=False`); for several classes they are divided by their sum.
 */
export function fitLinearMachine(choice: AlgorithmChoice, rows: TrainingRows): Outcome<FittedLinearMachine> {
  const features = numericFeatures(rows.table);
  if (!features.ok) return features;
  const columns = features.value;
  const units = columns.map(({ values }) => unitOf(values));
  const scaled = scaledColumns(columns, units, rows.table.rows);
  const solver = machineSolver(scaled, optionsOf(choice, rows));
  const outputs = rows.task === "binary" ? [1] : Array.from({ length: rows.classCount }, (_, index) => index);
  const machines = outputs.map((index) => {
    const truths = Uint8Array.from(rows.target, (value) => Number(value === index));
    const signs = Float64Array.from(truths, (truth) => 2 * truth - 1);
    const solve: Solve = (kept, label, start) =>
      solver(signs, kept, seededRandom(rows.seed, `${label} of ${index}`), start);
    const machine = solve(allRows(rows.table.rows), "machine");
    const scale = plattScale(heldOutMargins(scaled, rows, machine, solve), truths, rows.weights);
    rows.onProgress?.(outputs.indexOf(index) + 1, outputs.length);
    return { ...machine, scale };
  });
  const width = columns.length;
  const coefficients = machines.map(({ weights }) => units.map((unit, at) => weights[at]! / unit));
  const deviations = columns.map(({ values }) => momentsOf(values).deviation);
  return done({
    algorithm: "linear_svm",
    task: rows.task,
    classCount: rows.classCount,
    margins: {
      features: columns.map(({ name }) => name),
      intercepts: machines.map(({ weights }) => weights[width]!),
      coefficients,
    },
    scales: machines.map(({ scale }) => scale),
    converged: machines.every(({ converged }) => converged),
    iterations: Math.max(...machines.map(({ iterations }) => iterations)),
    importance: shareOfSizes(
      coefficients.map((ofOne) => ofOne.map((coefficient, at) => coefficient * deviations[at]!)),
      width,
    ),
  });
}

function optionsOf(choice: AlgorithmChoice, { weights }: TrainingRows): MachineOptions {
  const read = readParameters(choice);
  return {
    c: read.number("c"),
    weights: weights ?? null,
    squared: read.text("loss") === "squared_hinge",
    tolerance: read.number("tolerance"),
    maxIterations: read.number("max_iterations"),
  };
}

/** The penalty is on coefficients as they come, but squares of such values do not fit a double. */
function unitOf(values: Float64Array): number {
  const peak = largestSize(values);
  return peak > 1e100 ? peak : 1;
}

/** One column more, of ones, for the intercept. */
const scaledColumns = (columns: readonly NumericColumn[], units: readonly number[], rows: number): Float64Array[] => [
  ...columns.map(({ values }, at) => (units[at] === 1 ? values : values.map((value) => value / units[at]!))),
  new Float64Array(rows).fill(1),
];

/** Each row's margin by a machine fitted without its fold; by the machine itself where a class has one row only. */
function heldOutMargins(
  columns: readonly Float64Array[],
  { target, classCount }: TrainingRows,
  machine: Machine,
  solve: Solve,
): Float64Array {
  const marginsOf = ({ weights }: Machine): Float64Array => weightedSums(columns, target.length, [weights], [0]);
  const folds = stratifiedFolds(target, classCount, calibrationFolds);
  const margins = marginsOf(machine);
  if (folds === null) return margins;
  const all = allRows(target.length);
  for (let fold = 0; fold < calibrationFolds; fold++) {
    const kept = all.filter((row) => folds[row] !== fold);
    if (kept.length === all.length) continue;
    const ofFold = marginsOf(solve(kept, `fold ${fold}`, machine.weights));
    for (const row of all) if (folds[row] === fold) margins[row] = ofFold[row]!;
  }
  return margins;
}

/** Probabilities, rows × classes. NaN where a feature is missing. */
export function compileLinearMachine({ margins, scales, classCount }: FittedLinearMachine): TablePredictor {
  const [first] = scales;
  if (scales.length === 1 && first !== undefined) return compileShares(margins, first);
  const sums = compileSums(margins);
  return (table) => {
    const raw = sums(table);
    const shares = new Float64Array(table.rows * classCount);
    for (let row = 0; row < table.rows; row++) {
      const at = row * classCount;
      let total = 0;
      for (let index = 0; index < classCount; index++) {
        total += shares[at + index] = scaledProbability(raw[at + index]!, scales[index]!);
      }
      for (let index = 0; index < classCount; index++) {
        shares[at + index] = total === 0 ? 1 / classCount : shares[at + index]! / total;
      }
    }
    return shares;
  };
}
