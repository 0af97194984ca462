import type { MetricChoice, MetricName } from "@mlopsc/vocabulary";
import {
  accuracyOf,
  balancedAccuracyOf,
  type ClassScores,
  type ConfusionMatrix,
  classScoresOf,
  kappaOf,
  matthewsOf,
} from "./class-counts.ts";

/** A metric that only asks how often each class was taken for each; undefined for all others. */
export function countMetric(
  { metric, number }: MetricChoice,
  binary: boolean,
): ((matrix: ConfusionMatrix) => number) | undefined {
  const whole = ofMatrix[metric];
  if (whole !== undefined) return whole;
  if (metric === "fbeta" && number === undefined) throw new Error("fbeta without beta");
  const form = ofClasses[metric];
  if (form === undefined) return undefined;
  const score = form.score(number ?? 1);
  return (matrix) => {
    const classes = classScoresOf(matrix);
    if (form.mean === "plain" && binary) return score(classes[1]!);
    const occurring = classes.filter(({ support, predicted }) => support + predicted > 0);
    const weight = form.mean === "weighted" ? ({ support }: ClassScores): number => support : (): number => 1;
    const sum = occurring.reduce((total, entry) => total + weight(entry) * score(entry), 0);
    return sum / occurring.reduce((total, entry) => total + weight(entry), 0);
  };
}

const ofMatrix: Readonly<Partial<Record<MetricName, (matrix: ConfusionMatrix) => number>>> = {
  accuracy: accuracyOf,
  balanced_accuracy: balancedAccuracyOf,
  mcc: matthewsOf,
  cohen_kappa: kappaOf,
};

type ClassScore = (entry: ClassScores) => number;
/** plain: of two classes the second alone, of more the macro mean over those that are true or predicted somewhere. */
type Mean = "plain" | "macro" | "weighted";

const precision = (): ClassScore => (entry) => entry.precision;
const recall = (): ClassScore => (entry) => entry.recall;
const f1 = (): ClassScore => (entry) => entry.f1;
const fbeta =
  (beta: number): ClassScore =>
  ({ hits, support, predicted }) =>
    ((1 + beta ** 2) * hits) / (beta ** 2 * support + predicted);
const jaccard =
  (): ClassScore =>
  ({ hits, support, predicted }) =>
    hits / (support + predicted - hits);

const ofClasses: Readonly<
  Partial<Record<MetricName, { readonly score: (parameter: number) => ClassScore; readonly mean: Mean }>>
> = {
  precision: { score: precision, mean: "plain" },
  recall: { score: recall, mean: "plain" },
  f1: { score: f1, mean: "plain" },
  fbeta: { score: fbeta, mean: "plain" },
  jaccard: { score: jaccard, mean: "plain" },
  precision_macro: { score: precision, mean: "macro" },
  precision_weighted: { score: precision, mean: "weighted" },
  recall_macro: { score: recall, mean: "macro" },
  recall_weighted: { score: recall, mean: "weighted" },
  f1_macro: { score: f1, mean: "macro" },
  f1_weighted: { score: f1, mean: "weighted" },
};
