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

export function fitDummy(choice: AlgorithmChoice, { task, classCount, target, table }: TrainingRows): FittedDummy {
  const strategy = readParameters(choice).text("strategy");
  const answer = task === "regression" ? [typicalNumber(target, strategy)] : classShares(target, classCount, strategy);
  return { algorithm: "dummy", task, classCount, answer, importance: table.columns.map(() => 0) };
}

function typicalNumber(target: Float64Array, strategy: string | null): number {
  if (strategy === "median" || strategy === "most_frequent") {
    const sorted = target.slice().sort();
    return strategy === "median" ? median(sorted) : mostFrequent(sorted);
  }
  return target.reduce((sum, value) => sum + value, 0) / target.length;
}

function median(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : sorted[middle - 1]! + (sorted[middle]! - sorted[middle - 1]!) / 2;
}

function mostFrequent(sorted: Float64Array): number {
  let best = { value: sorted[0]!, count: 0 };
  let count = 0;
  for (let index = 0; index < sorted.length; index++) {
    count = sorted[index] === sorted[index - 1] ? count + 1 : 1;
    if (count > best.count) best = { value: sorted[index]!, count };
  }
  return best.value;
}

function classShares(target: Float64Array, classCount: number, strategy: string | null): number[] {
  const counts = new Array<number>(classCount).fill(0);
  for (const index of target) counts[index]! += 1;
  if (strategy !== "most_frequent") return counts.map((count) => count / target.length);
  const largest = counts.indexOf(Math.max(...counts));
  return counts.map((_, index) => Number(index === largest));
}

export function compileDummy({ answer }: FittedDummy): TablePredictor {
  return ({ rows }) =>
    Float64Array.from({ length: rows * answer.length }, (_, index) => answer[index % answer.length]!);
}
