import type { CostDefinition, MetricChoice, MetricName } from "@mlopsc/vocabulary";
import type { MetricGap } from "../learners/fit-problem.ts";
import { countMetric } from "./count-metric.ts";
import { calibrationBin } from "./curves.ts";
import type { PreparedMetric } from "./prepare-metric.ts";
import { prepareRanking } from "./prepare-ranking.ts";
import { averagePrecision, gainAt, liftAt, rocArea, type StepMeasure } from "./ranking.ts";
import { rowCosts } from "./row-costs.ts";
import { classScores, predictedClasses, type ScoredRows } from "./scored-rows.ts";
import { weightedMean } from "./weighted-sums.ts";

/** The metrics of classes and their probabilities. Throws where the metric is not one of the task's. */
export function prepareClassification(
  choice: MetricChoice,
  truth: Float64Array,
  scored: ScoredRows,
): PreparedMetric | MetricGap {
  const { metric } = choice;
  const binary = scored.task === "binary";
  const ofCounts = countMetric(choice, binary);
  if (ofCounts !== undefined) return prepareCounts(ofCounts, metric, truth, scored);
  const second = (row: number): number => scored.predicted[2 * row + 1]!;
  switch (metric) {
    case "auc":
      return binary ? ranked(truth, scored, 1, rocArea) : macroArea(truth, scored);
    case "average_precision":
      return ranked(truth, scored, 1, averagePrecision);
    case "cost":
      return meanOf(rowCosts(costsOf(choice), truth, scored));
    case "lift":
      return ranked(truth, scored, 1, liftAt(parameterOf(choice)));
    case "gain":
      return ranked(truth, scored, 1, gainAt(parameterOf(choice)));
    case "log_loss":
      return meanOf(logLosses(truth, scored));
    case "brier":
      return meanOf(truth.map((value, row) => (second(row) - value) ** 2));
    case "ece":
      return calibrationError(
        truth.map((value, row) => second(row) - value),
        classScores(scored, 1),
      );
    case "top_k":
      return meanOf(topHits(truth, scored, parameterOf(choice)));
    default:
      throw new Error(`${metric} does not measure ${scored.task}`);
  }
}

const meanOf =
  (values: Float64Array): PreparedMetric =>
  (weights) =>
    weightedMean(values, weights);

/** Of what the rows come to when they are counted by true and predicted class. */
function prepareCounts(
  measure: (matrix: number[][]) => number,
  metric: MetricName,
  truth: Float64Array,
  scored: ScoredRows,
): PreparedMetric | MetricGap {
  const { classCount } = scored;
  const predicted = predictedClasses(scored);
  const cells = Int32Array.from(predicted, (index, row) => truth[row]! * classCount + index);
  if (metric === "cohen_kappa" && cells.every((cell) => cell === cells[0]) && truth[0] === predicted[0])
    return "oneClass";
  const counts = new Float64Array(classCount ** 2);
  return (weights) => {
    counts.fill(0);
    for (let row = 0; row < cells.length; row++) counts[cells[row]!]! += weights[row]!;
    return measure(
      Array.from({ length: classCount }, (_, index) =>
        Array.from(counts.subarray(index * classCount, (index + 1) * classCount)),
      ),
    );
  };
}

function ranked(
  truth: Float64Array,
  scored: ScoredRows,
  index: number,
  measure: StepMeasure,
): PreparedMetric | MetricGap {
  const isClass = Uint8Array.from(truth, (value) => Number(value === index));
  if (isClass.every((value) => value === isClass[0])) return "oneClass";
  return prepareRanking(isClass, classScores(scored, index), measure);
}

/** One class against the rest, mean over the classes; every class must occur. */
function macroArea(truth: Float64Array, scored: ScoredRows): PreparedMetric | MetricGap {
  const areas: PreparedMetric[] = [];
  for (let index = 0; index < scored.classCount; index++) {
    const area = ranked(truth, scored, index, rocArea);
    if (typeof area === "string") return truth.every((value) => value === truth[0]) ? "oneClass" : "absentClass";
    areas.push(area);
  }
  return (weights) => areas.reduce((sum, area) => sum + area(weights), 0) / areas.length;
}

/** scikit-learn's clipping: by the spacing of doubles at 1, and shares made to sum to 1 again. */
function logLosses(truth: Float64Array, { predicted, classCount }: ScoredRows): Float64Array {
  const clip = (share: number): number => Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, share));
  return truth.map((value, row) => {
    let total = 0;
    for (let index = 0; index < classCount; index++) total += clip(predicted[row * classCount + index]!);
    return -Math.log(clip(predicted[row * classCount + value]!) / total);
  });
}

/** Σ over the bins of |Σ (probability - truth)|, over all rows (Naeini et al. 2015). */
function calibrationError(differences: Float64Array, probabilities: Float64Array): PreparedMetric {
  const bins = Uint8Array.from(probabilities, (probability) => calibrationBin(probability, calibrationBins));
  const sums = new Float64Array(calibrationBins);
  return (weights) => {
    sums.fill(0);
    let total = 0;
    for (let row = 0; row < bins.length; row++) {
      sums[bins[row]!]! += weights[row]! * differences[row]!;
      total += weights[row]!;
    }
    return sums.reduce((error, sum) => error + Math.abs(sum), 0) / total;
  };
}

const calibrationBins = 10;

/** 1 where the true class is among the k most probable, of equals the later first as in scikit-learn; else 0. */
function topHits(truth: Float64Array, { predicted, classCount }: ScoredRows, most: number): Float64Array {
  return truth.map((value, row) => {
    const own = predicted[row * classCount + value]!;
    let before = 0;
    for (let index = 0; index < classCount; index++) {
      const other = predicted[row * classCount + index]!;
      if (other > own || (other === own && index > value)) before++;
    }
    return Number(before < most);
  });
}

function costsOf({ costs }: MetricChoice): CostDefinition {
  if (costs === undefined) throw new Error("cost without costs");
  return costs;
}

function parameterOf({ metric, share, number }: MetricChoice): number {
  const parameter = share ?? number;
  if (parameter === undefined) throw new Error(`${metric} without what stands in its parentheses`);
  return parameter;
}
