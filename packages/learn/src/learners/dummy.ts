import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import type { TablePredictor, TrainingRows } from "./learner-context.ts";
import { readParameters } from "./parameters.ts";

/** Says the same of every row. */
export interface FittedDummy {
  readonly algorithm: "dummy";
  readonly task: Task;
  readonly classCount: number;
  /** One number, or a probability for each class. */
  readonly answer: readonly number[];
  readonly importance: readonly number[];
}

export function fitDummy(choice: AlgorithmChoice, rows: TrainingRows): FittedDummy {
  const { task, classCount, target, table, weights = new Float64Array(target.length).fill(1) } = rows;
  const strategy = readParameters(choice).text("strategy");
  const answer =
    task === "regression"
      ? [typicalNumber(target, weights, strategy)]
      : classShares(target, weights, classCount, strategy);
  return { algorithm: "dummy", task, classCount, answer, importance: table.columns.map(() => 0) };
}

function typicalNumber(target: Float64Array, weights: Float64Array, strategy: string | null): number {
  if (strategy === "median") return median(target, weights);
  if (strategy === "most_frequent") return mostFrequent(target, weights);
  let [sum, total] = [0, 0];
  for (let row = 0; row < target.length; row++) {
    sum += target[row]! * weights[row]!;
    total += weights[row]!;
  }
  return sum / total;
}

/** Half of the weight is on either side; the middle of two values where the half falls between them. */
function median(target: Float64Array, weights: Float64Array): number {
  const order = ascending(target);
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  let below = 0;
  for (const [place, row] of order.entries()) {
    below += weights[row]!;
    const value = target[row]!;
    if (below > half) return value;
    if (below === half) return value + (target[order[place + 1] ?? row]! - value) / 2;
  }
  return target[order.at(-1)!]!;
}

/** The smallest of those of most weight. */
function mostFrequent(target: Float64Array, weights: Float64Array): number {
  let best = { value: Number.NaN, weight: 0 };
  let [value, weight] = [Number.NaN, 0];
  for (const row of ascending(target)) {
    if (target[row] !== value) [value, weight] = [target[row]!, 0];
    weight += weights[row]!;
    if (weight > best.weight) best = { value, weight };
  }
  return best.value;
}

const ascending = (values: Float64Array): Int32Array =>
  Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);

function classShares(
  target: Float64Array,
  weights: Float64Array,
  classCount: number,
  strategy: string | null,
): number[] {
  const sums = new Array<number>(classCount).fill(0);
  for (let row = 0; row < target.length; row++) sums[target[row]!]! += weights[row]!;
  const total = sums.reduce((sum, share) => sum + share, 0);
  if (strategy !== "most_frequent") return sums.map((sum) => sum / total);
  const largest = sums.indexOf(Math.max(...sums));
  return sums.map((_, index) => Number(index === largest));
}

export function compileDummy({ answer }: FittedDummy): TablePredictor {
  return ({ rows }) =>
    Float64Array.from({ length: rows * answer.length }, (_, index) => answer[index % answer.length]!);
}
