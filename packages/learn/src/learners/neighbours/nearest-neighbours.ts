import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { done, type Outcome } from "../../problem.ts";
import { requireNumeric } from "../../table/columns.ts";
import { allRows } from "../../table/take-rows.ts";
import type { TablePredictor, TrainingRows } from "../learner-context.ts";
import { numericFeatures } from "../linear/standard-columns.ts";
import { readParameters } from "../parameters.ts";
import { indexFor } from "./index-for.ts";
import type { Metric, Nearest } from "./nearest-list.ts";
import type { Points } from "./points.ts";

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

/** Of a table that is asked for: their numbers are copied row after row. */
const rowsAtOnce = 1024;

/** Numbers, or shares of the classes (rows × classes). NaN where a feature is missing. */
export function compileNeighbours(fitted: FittedNeighbours): TablePredictor {
  const { features, target, weights, metric, classCount } = fitted;
  const findNearest = indexFor(pointsOf(fitted), fitted.neighbours, metric);
  const outputs = Math.max(1, classCount);
  return (table) => {
    const columns = features.map((name) => requireNumeric(table, name).values);
    const predicted = new Float64Array(table.rows * outputs).fill(Number.NaN);
    const asked = allRows(table.rows).filter((row) => columns.every((column) => !Number.isNaN(column[row])));
    for (let first = 0; first < asked.length; first += rowsAtOnce) {
      const rows = asked.subarray(first, first + rowsAtOnce);
      findNearest(rowsOf(columns, rows), (query, nearest) => {
        const shares = weights === "uniform" ? undefined : sharesByDistance(nearest, metric);
        const start = rows[query]! * outputs;
        predicted.fill(0, start, start + outputs);
        for (let at = 0; at < nearest.rows.length; at++) {
          const share = shares === undefined ? 1 / nearest.rows.length : shares[at]!;
          const value = target[nearest.rows[at]!]!;
          if (classCount === 0) predicted[start]! += share * value;
          else predicted[start + value]! += share;
        }
      });
    }
    return predicted;
  };
}

const pointsOf = ({ columns, target }: FittedNeighbours): Points => rowsOf(columns, allRows(target.length));

function rowsOf(columns: readonly ArrayLike<number>[], rows: Int32Array): Points {
  const width = columns.length;
  const values = new Float64Array(rows.length * width);
  columns.forEach((column, at) => {
    for (let place = 0; place < rows.length; place++) values[place * width + at] = column[rows[place]!]!;
  });
  return { rows: rows.length, width, values };
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
