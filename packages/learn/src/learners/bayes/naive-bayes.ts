import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { isText, type NumericColumn, type TextColumn } from "../../table/table.ts";
import type { TrainingRows } from "../learner-context.ts";
import { type Moments, momentsOf, shiftedMoments, weightedMoments } from "../linear/standard-columns.ts";
import { readParameters } from "../parameters.ts";

/** A normal distribution for each class. */
export interface GaussianFeature {
  readonly name: string;
  readonly means: readonly number[];
  /** Above 0. */
  readonly deviations: readonly number[];
}

/** The shares of levels for each class. */
export interface CategoricalFeature {
  readonly name: string;
  /** Those of the training rows, sorted; of a bool "0" and "1". */
  readonly levels: readonly string[];
  /** Classes × levels, natural logarithms. */
  readonly logShares: readonly (readonly number[])[];
}

/** Features independent of each other within a class. */
export interface FittedBayes {
  readonly algorithm: "naive_bayes";
  readonly task: Task;
  readonly classCount: number;
  readonly shares: readonly number[];
  readonly gaussian: readonly GaussianFeature[];
  readonly categorical: readonly CategoricalFeature[];
  /** All 0: it weighs no column against another. */
  readonly importance: readonly number[];
}

/**
 * Naive Bayes: numbers as scikit-learn's GaussianNB, categories and bools as its CategoricalNB, side by side. What is
 * missing says nothing: it is left out of the sums, here and in prediction; so are columns of one value.
 */
export function fitBayes(choice: AlgorithmChoice, rows: TrainingRows): FittedBayes {
  const { task, classCount, table, target, weights } = rows;
  const read = readParameters(choice);
  const counts = new Array<number>(classCount).fill(0);
  target.forEach((index, row) => {
    counts[index]! += weights?.[row] ?? 1;
  });
  const total = counts.reduce((sum, count) => sum + count, 0);
  const numbers = table.columns.filter((column): column is NumericColumn => !isText(column) && column.kind !== "bool");
  const levelled = table.columns.filter((column) => isText(column) || column.kind === "bool");
  return {
    algorithm: "naive_bayes",
    task,
    classCount,
    shares: counts.map((count) => count / total),
    gaussian: gaussianFeatures(numbers, rows, read.number("var_smoothing")),
    categorical: levelled
      .map((column) => categoricalFeature(column, rows, read.number("alpha")))
      .filter(({ levels }) => levels.length > 1),
    importance: table.columns.map(() => 0),
  };
}

/** All variances are raised by a share of the largest variance of a column, so that none is 0. */
function gaussianFeatures(
  columns: readonly NumericColumn[],
  { target, classCount, weights }: TrainingRows,
  smoothing: number,
): GaussianFeature[] {
  const features = columns.map(({ name, values }) => ({
    name,
    ...(weights
      ? unevenMoments(values, target, classCount, weights)
      : (quickMoments(values, target, classCount) ?? carefulMoments(values, target, classCount))),
  }));
  const varied = features.filter(({ whole }) => whole.deviation > 0);
  const widest = varied.reduce((most, { whole }) => Math.max(most, whole.deviation), 0);
  const least = Math.max(Math.sqrt(smoothing) * widest, 1e-300);
  return varied.map(({ name, parts }) => ({
    name,
    means: parts.map(({ mean }) => mean),
    deviations: parts.map(({ deviation }) => Math.hypot(deviation, least)),
  }));
}

/** Of a column, and of each class's rows of it. A class without a value is taken to be like all. */
interface ClassMoments {
  readonly whole: Moments;
  readonly parts: readonly Moments[];
}

/** In one pass; undefined where a class has no value, or where that would lose digits. */
function quickMoments(values: Float64Array, target: Float64Array, classCount: number): ClassMoments | undefined {
  const origin = values[0]!;
  const [counts, sums, squares] = [0, 1, 2].map(() => new Float64Array(classCount)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let row = 0; row < values.length; row++) {
    const offset = values[row]! - origin;
    if (Number.isNaN(offset)) continue;
    const index = target[row]!;
    counts[index]! += 1;
    sums[index]! += offset;
    squares[index]! += offset * offset;
  }
  const parts: Moments[] = [];
  let [count, sum, square] = [0, 0, 0];
  for (let index = 0; index < classCount; index++) {
    const moments = shiftedMoments(origin, counts[index]!, sums[index]!, squares[index]!);
    if (moments === undefined) return undefined;
    parts.push(moments);
    count += counts[index]!;
    sum += sums[index]!;
    square += squares[index]!;
  }
  const whole = shiftedMoments(origin, count, sum, square);
  return whole && { whole, parts };
}

/** The classes' values apart, and each looked through as often as it takes. */
function carefulMoments(values: Float64Array, target: Float64Array, classCount: number): ClassMoments {
  const { present, ofClass } = presentValues(values, target, classCount);
  const whole = momentsOf(present);
  return { whole, parts: ofClass.map((own) => (own.length === 0 ? whole : momentsOf(own))) };
}

/** Of rows that count differently. The variance of the whole, a share of which is added, is without weights as scikit-learn's. */
function unevenMoments(
  values: Float64Array,
  target: Float64Array,
  classCount: number,
  weights: Float64Array,
): ClassMoments {
  const { present, ofClass } = presentValues(values, target, classCount);
  const counting = presentValues(values, target, classCount, weights).ofClass;
  const whole = momentsOf(present);
  return { whole, parts: ofClass.map((own, at) => (own.length === 0 ? whole : weightedMoments(own, counting[at]!))) };
}

/** Of the rows whose value is not missing the value, or what else is `asked`: in all and by class. */
function presentValues(
  values: Float64Array,
  target: Float64Array,
  classCount: number,
  asked: Float64Array = values,
): { present: Float64Array; ofClass: readonly Float64Array[] } {
  const ends = new Int32Array(classCount + 1);
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row]!)) ends[target[row]! + 1]! += 1;
  for (let index = 0; index < classCount; index++) ends[index + 1]! += ends[index]!;
  const starts = ends.slice();
  const present = new Float64Array(ends[classCount]!);
  // Class after class, the rows of each in order.
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row]!)) continue;
    const index = target[row]!;
    present[starts[index]!] = asked[row]!;
    starts[index]! += 1;
  }
  const ofClass = Array.from({ length: classCount }, (_, index) => present.subarray(ends[index]!, ends[index + 1]!));
  return { present, ofClass };
}

/** (count + alpha) / (count of the class + alpha × levels). */
function categoricalFeature(
  column: NumericColumn | TextColumn,
  { target, classCount, weights }: TrainingRows,
  alpha: number,
): CategoricalFeature {
  const levelOf = levelReader(column);
  const counts = new Map<string, Float64Array>();
  for (let row = 0; row < target.length; row++) {
    const level = levelOf(row);
    if (level === undefined) continue;
    const ofLevel = counts.get(level) ?? new Float64Array(classCount);
    ofLevel[target[row]!]! += weights?.[row] ?? 1;
    counts.set(level, ofLevel);
  }
  const levels = [...counts.keys()].sort();
  const logShares = Array.from({ length: classCount }, (_, index) => {
    const own = levels.map((level) => counts.get(level)![index]! + alpha);
    const total = own.reduce((sum, count) => sum + count, 0);
    return own.map((count) => Math.log(count / total));
  });
  return { name: column.name, levels, logShares };
}

/** The level of a row, undefined where it is missing. */
export function levelReader(column: NumericColumn | TextColumn): (row: number) => string | undefined {
  if (isText(column)) return (row) => column.dictionary[column.codes[row]!];
  return (row) => (Number.isNaN(column.values[row]!) ? undefined : String(column.values[row]!));
}
