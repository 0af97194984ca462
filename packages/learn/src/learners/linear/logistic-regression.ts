import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { done, type Outcome } from "../../problem.ts";
import { sigmoid, softmaxRows, softplus } from "../histogram/loss.ts";
import type { TrainingRows } from "../learner-context.ts";
import { readParameters } from "../parameters.ts";
import { minimise, type Objective } from "./lbfgs.ts";
import { type FittedLinear, originalTerms, type StandardColumns, standardColumns } from "./linear-terms.ts";

/** The largest part of the gradient of the mean loss at which the solver stops. */
const tolerance = 1e-8;

/**
 * Logistic regression (two classes) or softmax regression by L-BFGS, with scikit-learn's penalty: it minimises
 * Σ loss + |coefficients|² / (2 c) on the columns as they come. Solved in standard columns for its conditioning.
 */
export function fitLogistic(choice: AlgorithmChoice, rows: TrainingRows): Outcome<FittedLinear> {
  const prepared = standardColumns(rows.table);
  if (!prepared.ok) return prepared;
  const standard = prepared.value;
  const read = readParameters(choice);
  const maxIterations = read.number("max_iterations");
  const width = standard.columns.length;
  const outputs = rows.task === "binary" ? 1 : rows.classCount;
  const penalty = penaltyOf(standard, outputs, read.number("c"));
  const objective = outputs === 1 ? logistic(standard, rows.target) : softmax(standard, rows.target, outputs);
  const minimum = minimise(
    (point, gradient) => objective(point, gradient) + penalty(point, gradient),
    new Float64Array(outputs * (width + 1)),
    maxIterations,
    tolerance,
    (done) => rows.onProgress?.(done, maxIterations),
  );
  // Each output's weights, then its intercept.
  const parts = Array.from({ length: outputs }, (_, output) =>
    minimum.point.subarray(output * (width + 1), (output + 1) * (width + 1)),
  );
  return done({
    algorithm: "logistic_regression",
    task: rows.task,
    classCount: rows.classCount,
    ...originalTerms(
      standard,
      parts.map((part) => part.subarray(0, width)),
      parts.map((part) => part[width]!),
    ),
    converged: minimum.converged,
    iterations: minimum.iterations,
  });
}

function penaltyOf({ columns, scales, rows }: StandardColumns, outputs: number, c: number): Objective {
  return (point, gradient) => {
    let sum = 0;
    for (let output = 0; output < outputs; output++) {
      for (let index = 0; index < columns.length; index++) {
        const place = output * (columns.length + 1) + index;
        const strength = 1 / (scales[index]! ** 2 * c * rows);
        sum += (strength * point[place]! ** 2) / 2;
        gradient[place]! += strength * point[place]!;
      }
    }
    return sum;
  };
}

function logistic(standard: StandardColumns, target: Float64Array): Objective {
  const { rows } = standard;
  return (point, gradient) => {
    const raw = linearSums(standard, point, 1);
    let loss = 0;
    const errors = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      loss += softplus(raw[row]!) - target[row]! * raw[row]!;
      errors[row] = sigmoid(raw[row]!) - target[row]!;
    }
    gradientOf(standard, errors, 1, gradient);
    return loss / rows;
  };
}

function softmax(standard: StandardColumns, target: Float64Array, outputs: number): Objective {
  const { rows } = standard;
  return (point, gradient) => {
    const errors = softmaxRows(linearSums(standard, point, outputs), outputs);
    let loss = 0;
    for (let row = 0; row < rows; row++) {
      const place = row * outputs + target[row]!;
      loss -= Math.log(Math.max(errors[place]!, Number.MIN_VALUE));
      errors[place]! -= 1;
    }
    gradientOf(standard, errors, outputs, gradient);
    return loss / rows;
  };
}

/** Rows × outputs. */
function linearSums({ columns, rows }: StandardColumns, point: Float64Array, outputs: number): Float64Array {
  const raw = new Float64Array(rows * outputs);
  const width = columns.length;
  for (let output = 0; output < outputs; output++) {
    const first = output * (width + 1);
    for (let row = 0; row < rows; row++) raw[row * outputs + output] = point[first + width]!;
    columns.forEach((column, index) => {
      const weight = point[first + index]!;
      for (let row = 0; row < rows; row++) raw[row * outputs + output]! += weight * column[row]!;
    });
  }
  return raw;
}

function gradientOf(
  { columns, rows }: StandardColumns,
  errors: Float64Array,
  outputs: number,
  gradient: Float64Array,
): void {
  const width = columns.length;
  for (let output = 0; output < outputs; output++) {
    const first = output * (width + 1);
    let total = 0;
    for (let row = 0; row < rows; row++) total += errors[row * outputs + output]!;
    gradient[first + width] = total / rows;
    columns.forEach((column, index) => {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += errors[row * outputs + output]! * column[row]!;
      gradient[first + index] = sum / rows;
    });
  }
}
