import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { done, type Outcome } from "../../problem.ts";
import { requireNumeric } from "../../table/columns.ts";
import type { TablePredictor, TrainingRows } from "../learner-context.ts";
import { numericFeatures } from "../linear/standard-columns.ts";
import { readParameters } from "../parameters.ts";
import { type Metric, type Nearest, type Points, pointIndex } from "./point-index.ts";

/** Remembers the training rows. */
export interface FittedNeighbours {
  readonly algorithm: "knn";
  readonly task: Task;
  readonly classCount: number;
  readonly features: readonly string[];
  /** Features × rows. */
  readonly columns: readonly (readonly number[])[];
  /** Numbers or class indices. */
  readonly target: readonly number[];
  readonly neighbours: number;
  readonly weights: "uniform" | "distance";
  readonly metric: Metric;
  /** All 0: distance weighs the columns alike. */
  readonly importance: readonly number[];
}

/** The nearest rows, all of them where there are fewer than asked for (Cover and Hart 1967). */
export function fitNeighbours(choice: AlgorithmChoice, rows: TrainingRows): Outcome<FittedNeighbours> {
  const features = numericFeatures(rows.table);
  if (!features.ok) return features;
  const read = readParameters(choice);
  return done({
    algorithm: "knn",
    task: rows.task,
    classCount: rows.classCount,
    features: features.value.map(({ name }) => name),
    columns: features.value.map(({ values }) => Array.from(values)),
    target: Array.from(rows.target),
    neighbours: read.number("neighbours"),
    weights: read.text("weights") === "distance" ? "distance" : "uniform",
    metric: read.text("metric") === "manhattan" ? "manhattan" : "euclidean",
    importance: features.value.map(() => 0),
  });
}

/** Numbers, or shares of the classes (rows × classes). NaN where a feature is missing. */
export function compileNeighbours(fitted: FittedNeighbours): TablePredictor {
  const { features, target, weights, metric, classCount } = fitted;
  const width = features.length;
  const nearestTo = pointIndex(pointsOf(fitted), fitted.neighbours, metric);
  const outputs = Math.max(1, classCount);
  return (table) => {
    const columns = features.map((name) => requireNumeric(table, name).values);
    const predicted = new Float64Array(table.rows * outputs);
    const query = new Float64Array(width);
    for (let row = 0; row < table.rows; row++) {
      for (let at = 0; at < width; at++) query[at] = columns[at]![row]!;
      if (query.some(Number.isNaN)) {
        predicted.fill(Number.NaN, row * outputs, (row + 1) * outputs);
        continue;
      }
      const nearest = nearestTo(query);
      const shares = weights === "uniform" ? equalShares(nearest) : sharesByDistance(nearest, metric);
      nearest.rows.forEach((neighbour, at) => {
        const value = target[neighbour]!;
        if (classCount === 0) predicted[row]! += shares[at]! * value;
        else predicted[row * outputs + value]! += shares[at]!;
      });
    }
    return predicted;
  };
}

function pointsOf({ columns, target }: FittedNeighbours): Points {
  const [rows, width] = [target.length, columns.length];
  const values = new Float64Array(rows * width);
  columns.forEach((column, at) => {
    for (let row = 0; row < rows; row++) values[row * width + at] = column[row]!;
  });
  return { rows, width, values };
}

const equalShares = ({ rows }: Nearest): Float64Array => new Float64Array(rows.length).fill(1 / rows.length);

/** As one over the distance; rows at no distance at all share everything, as in scikit-learn. */
function sharesByDistance(nearest: Nearest, metric: Metric): Float64Array {
  const first = nearest.distances[0]!;
  if (first === Infinity) return equalShares(nearest);
  // In units of the nearest, so that nothing overflows.
  const weights = nearest.distances.map((distance) => {
    if (first === 0) return Number(distance === 0);
    return metric === "euclidean" ? Math.sqrt(first / distance) : first / distance;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
