import { type MetricChoice, metricEntry } from "@mlopsc/vocabulary";
import { costMatrix } from "./cost-matrix.ts";
import { countMetric } from "./count-metric.ts";
import { thinned } from "./curves.ts";
import { scoreSteps } from "./ranking.ts";
import { classScores, type ScoredRows } from "./scored-rows.ts";

export interface ThresholdChoice {
  /** The second class is predicted above it: half-way between two probabilities that occur, or 1 where none should be. */
  readonly threshold: number;
  readonly score: number;
  /** What other thresholds come to, falling; thinned evenly for drawing. */
  readonly curve: readonly ThresholdPoint[];
}

export interface ThresholdPoint {
  readonly threshold: number;
  readonly score: number;
}

/** The threshold that makes a metric of counts best on these rows of two classes; of equals the one nearest to 0.5. */
export function bestThreshold(
  choice: MetricChoice,
  truth: Float64Array,
  scored: ScoredRows,
  most: number = 200,
): ThresholdChoice {
  const scoreOf = scoreOfCounts(choice);
  const sign = metricEntry(choice.metric).better === "higher" ? 1 : -1;
  const { scores, positives, rows } = scoreSteps(truth, classScores(scored, 1));
  const found = positives.reduce((sum, count) => sum + count, 0);
  const others = truth.length - found;
  const points: ThresholdPoint[] = [];
  let [hits, alarms] = [0, 0];
  for (let step = 0; step <= scores.length; step++) {
    const threshold = borderBelow(scores[step - 1] ?? 1, scores[step] ?? 0, step === 0);
    points.push({
      threshold,
      score: scoreOf([
        [others - alarms, alarms],
        [found - hits, hits],
      ]),
    });
    hits += positives[step] ?? 0;
    alarms += (rows[step] ?? 0) - (positives[step] ?? 0);
  }
  // No probability lies below 0, so rows of 0 exactly are never predicted so.
  if (scores.at(-1) === 0) points.pop();
  let best = points[0]!;
  for (const point of points) {
    const gain = sign * (point.score - best.score);
    const isNearer = Math.abs(point.threshold - 0.5) < Math.abs(best.threshold - 0.5);
    if (gain > 0 || (gain === 0 && isNearer)) best = point;
  }
  return { ...best, curve: thinned(points, most) };
}

function scoreOfCounts(choice: MetricChoice): (matrix: number[][]) => number {
  const { metric, costs } = choice;
  if (metric === "cost") {
    if (costs === undefined) throw new Error("cost without costs");
    const matrix = costMatrix(costs, 2);
    return (counts) => {
      const all = counts.flat().reduce((sum, count) => sum + count, 0);
      return (counts[0]![1]! * matrix[0]![1]! + counts[1]![0]! * matrix[1]![0]!) / all;
    };
  }
  const measure = countMetric(choice, true);
  if (measure === undefined) throw new Error(`${metric} does not hang on a threshold`);
  return measure;
}

/** A number that is less than the score above it and not less than the one below. */
function borderBelow(above: number, below: number, none: boolean): number {
  if (none) return 1;
  const middle = below / 2 + above / 2;
  return middle < above ? middle : below;
}
