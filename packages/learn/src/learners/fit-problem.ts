import type { MetricName } from "@mlopsc/vocabulary";
import type { RarestClass } from "../model/rarest-class.ts";
import type { OutsideProblem } from "./outside/outside-problem.ts";

/** Why a learner cannot be fitted, a model trained or read, or a metric measured. All are facts about the data. */
export type FitProblem =
  | { readonly kind: "noRows" }
  | { readonly kind: "noFeatures" }
  /** The target is the same in all training rows, where classes are to be told apart. */
  | { readonly kind: "oneClass"; readonly fold?: number; readonly rarest?: RarestClass }
  /** The number to predict is the same in all training rows. */
  | { readonly kind: "constantTarget"; readonly fold?: number }
  /** Poisson loss is for counts, and so many targets are below 0. */
  | { readonly kind: "negativeTarget"; readonly rows: number }
  /** The square of some number to predict, added up over the rows, is beyond a double. */
  | { readonly kind: "targetTooLarge"; readonly largest: number }
  /** Rows whose target is missing. */
  | { readonly kind: "missingTarget"; readonly rows: number }
  /** The column that weighs rows lacks some, is below 0 in some, or is 0 in all. */
  | {
      readonly kind: "weightsUnusable";
      readonly column: string;
      readonly fault: "missing" | "negative" | "zero";
      readonly rows: number;
    }
  /** The algorithm takes numbers only, and this feature holds text. */
  | { readonly kind: "textFeature"; readonly column: string }
  /** The algorithm takes no missing values, and this feature has some. */
  | { readonly kind: "missingFeature"; readonly column: string }
  /** The target of a `binary` model has this many classes. */
  | { readonly kind: "wrongClassCount"; readonly classes: number }
  /** Most classes have one row only, or a number for each class of each row would fill the memory. */
  | { readonly kind: "tooManyClasses"; readonly classes: number; readonly rows: number }
  | {
      readonly kind: "metricUndefined";
      readonly metric: MetricName;
      readonly reason: MetricGap;
      /** From 1, where it was measured on one fold of several. */
      readonly fold?: number;
      readonly part?: "test" | "training";
      /** Of all rows that folds were dealt of. */
      readonly rarest?: RarestClass;
    }
  /** Fewer rows than folds, or fewer values of the column by which these keep rows together; one fold: a holdout. */
  | {
      readonly kind: "tooFewRows";
      readonly rows: number;
      readonly needed: number;
      readonly distinct?: { readonly column: string; readonly values: number };
    }
  /** These members of an ensemble were not validated on the same rows, or not with the same answers. */
  | {
      readonly kind: "membersDisagree";
      readonly first: string;
      readonly second: string;
      readonly on: "rows" | "answers";
    }
  /** No member of an ensemble is worth anything by the metric that they are weighed by. */
  | { readonly kind: "noWeight"; readonly metric: string }
  | { readonly kind: "unreadableModel"; readonly reason: string }
  /** The model was written by a newer release. */
  | { readonly kind: "newerModel"; readonly version: number; readonly readable: number }
  /** A learner that is not ours. */
  | { readonly kind: "outside"; readonly problem: OutsideProblem };

/** Why a metric has no value on some rows. */
export type MetricGap =
  | "noRows"
  | "oneClass"
  | "absentClass"
  | "constantTarget"
  | "oneRow"
  | "zeroTarget"
  | "targetTooLow"
  | "predictionTooLow"
  | "missingPrediction"
  /** What it adds up or divides by is too large, or too small, for a double. */
  | "beyondDouble";
