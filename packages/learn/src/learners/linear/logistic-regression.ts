import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { done, type Outcome } from "../../problem.ts";
import { everyNth } from "../columns/mean-products.ts";
import type { TrainingRows } from "../learner-context.ts";
import { readParameters } from "../parameters.ts";
import { classCurvature, logisticPreconditioner, preconditioner } from "./class-curvature.ts";
import { classLoss } from "./class-loss.ts";
import { type Minimum, minimise, type Objective } from "./lbfgs.ts";
import { type FittedLinear, originalTerms } from "./linear-terms.ts";
import { minimiseSparse } from "./proximal-gradient.ts";
import { inStandardUnits, type ShiftedColumns, shiftedColumns, standardSample } from "./shifted-columns.ts";
import { type StandardColumns, standardColumns } from "./standard-columns.ts";
import { meanOne } from "./weighted-columns.ts";

/** The rows that a first guess of the minimum is made from, where there are several times as many. */
const sampledRows = 10_000;
const manyRows = 4 * sampledRows;
/**
 * The largest part of the gradient of the mean loss, in standard columns, at which the solver stops. Of many rows each
 * pass takes time, and coefficients are thousands of times less sure than this.
 */
const toleranceOf = (rows: number): number => (rows <= sampledRows ? 1e-8 : 1e-6);
/** Penalties are held below it, so that they stay numbers; the weight is 0 long before. */
const strongest = 1e100;

/** What a weight of a standard column costs: strength |weight|, and strength weight² / 2. */
interface Strengths {
  readonly absolute: Float64Array;
  readonly squared: Float64Array;
}

/**
 * Logistic (two classes) or softmax regression with scikit-learn's penalty, which is on the coefficients of the columns
 * as they come: Σ weight × loss + (l1_ratio |coefficients|₁ + (1 - l1_ratio) |coefficients|² / 2) / c. Solved in standard columns
 * for its conditioning: smooth ones by preconditioned L-BFGS, sparse ones by accelerated proximal steps.
 */
export function fitLogistic(choice: AlgorithmChoice, rows: TrainingRows): Outcome<FittedLinear> {
  const prepared = rows.table.rows < manyRows ? standardColumns(rows.table) : shiftedColumns(rows.table);
  if (!prepared.ok) return prepared;
  const standard = prepared.value;
  const width = standard.columns.length;
  const outputs = rows.task === "binary" ? 1 : rows.classCount;
  const minimum = solve(choice, standard, rows, outputs);
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

function solve(
  choice: AlgorithmChoice,
  standard: StandardColumns | ShiftedColumns,
  rows: TrainingRows,
  outputs: number,
): Minimum {
  const maxIterations = readParameters(choice).number("max_iterations");
  const onIteration = (finished: number): void => rows.onProgress?.(finished, maxIterations);
  const weights = rows.weights ? meanOne(rows.weights) : null;
  const all = rows.weights?.reduce((sum, weight) => sum + weight, 0) ?? standard.rows;
  const { absolute, squared } = strengthsOf(choice, standard, all);
  const tolerance = toleranceOf(standard.rows);
  const ofColumns = classLoss({ ...standard, weights }, rows.target, outputs);
  const loss = "shifts" in standard ? inStandardUnits(ofColumns, standard) : ofColumns;
  const sample = sampleOf(standard, rows.target, weights);
  const shares = classShares(rows.target, weights, Math.max(2, rows.classCount));
  const curvature = classCurvature(sample.columns, sample.rows, shares);
  const start = startPoint(shares, outputs, squared.length);
  if (absolute.some((strength) => strength > 0)) {
    const penalty = { absolute, squared };
    return minimiseSparse(loss, penalty, curvature, start, { maxIterations, tolerance, onIteration });
  }
  const first: Start = { point: start, precondition: preconditioner(curvature, squared, outputs) };
  const near = sample.rows < standard.rows ? sampleStart(sample, squared, first) : first;
  const { precondition } = near;
  return minimise(penalised(loss, squared), near.point, maxIterations, tolerance, { onIteration, precondition });
}

interface Sample {
  readonly columns: readonly Float64Array[];
  readonly rows: number;
  readonly target: Float64Array;
  readonly weights: Float64Array | null;
}

/** Every n-th row; all of them where they are not many. */
function sampleOf(
  standard: StandardColumns | ShiftedColumns,
  target: Float64Array,
  weights: Float64Array | null,
): Sample {
  const { columns, rows } = standard;
  if (!("shifts" in standard)) return { columns, rows, target, weights };
  const stride = Math.floor(rows / sampledRows);
  const taken = Math.ceil(rows / stride);
  return {
    columns: standardSample(standard, stride, taken),
    rows: taken,
    target: everyNth(target, stride, taken),
    weights: weights && everyNth(weights, stride, taken),
  };
}

interface Start {
  readonly point: Float64Array;
  readonly precondition: (direction: Float64Array) => void;
}

/** Where the sample alone would end, roughly, and its Hessian there: a start that spares passes through all rows. */
function sampleStart(sample: Sample, strengths: Float64Array, { point: start, precondition }: Start): Start {
  const outputs = start.length / (strengths.length + 1);
  const objective = penalised(classLoss(sample, sample.target, outputs), strengths);
  // Few steps: a sample may have its classes apart where all rows have not, and then there is no end.
  const { point } = minimise(objective, start, 10, 1e-3, { precondition });
  const better = outputs === 1 ? logisticPreconditioner(sample, strengths, point) : null;
  return { point, precondition: better ?? precondition };
}

const penalised =
  (loss: Objective, strengths: Float64Array): Objective =>
  (point, gradient) =>
    loss(point, gradient) + addPenalty(strengths, point, gradient);

/** `all`: how much all rows count together. */
function strengthsOf(choice: AlgorithmChoice, { scales }: StandardColumns, all: number): Strengths {
  const read = readParameters(choice);
  const penalty = read.text("penalty");
  const share = penalty === "l1" ? 1 : penalty === "elastic_net" ? read.number("l1_ratio") : 0;
  const whole = penalty === "none" ? 0 : 1 / (read.number("c") * all);
  return {
    absolute: scales.map((scale) => Math.min(strongest, (share * whole) / scale)),
    squared: scales.map((scale) => Math.min(strongest, ((1 - share) * whole) / scale / scale)),
  };
}

function classShares(target: Float64Array, weights: Float64Array | null, classCount: number): number[] {
  const counts = new Array<number>(classCount).fill(0);
  for (let row = 0; row < target.length; row++) counts[target[row]!]! += weights === null ? 1 : weights[row]!;
  // Half a row more of each, so that a class that is not there has a logarithm.
  return counts.map((count) => (count + 0.5) / (target.length + classCount / 2));
}

/** Weights of 0, and the intercepts that say the shares. */
function startPoint(shares: readonly number[], outputs: number, width: number): Float64Array {
  const point = new Float64Array(outputs * (width + 1));
  const logarithms = shares.map(Math.log);
  const mean = logarithms.reduce((sum, value) => sum + value, 0) / shares.length;
  if (outputs === 1) point[width] = logarithms[1]! - logarithms[0]!;
  else
    logarithms.forEach((value, output) => {
      point[output * (width + 1) + width] = value - mean;
    });
  return point;
}

function addPenalty(strengths: Float64Array, point: Float64Array, gradient: Float64Array): number {
  const width = strengths.length;
  let sum = 0;
  for (let first = 0; first < point.length; first += width + 1) {
    for (let index = 0; index < width; index++) {
      const slope = strengths[index]! * point[first + index]!;
      sum += (slope * point[first + index]!) / 2;
      gradient[first + index]! += slope;
    }
  }
  return sum;
}
