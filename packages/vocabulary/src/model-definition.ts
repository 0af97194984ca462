import type { AlgorithmChoice, Task } from "./algorithms.ts";
import type { Column } from "./column-type.ts";
import type { ComparisonOperator } from "./figure-condition.ts";
import type { MetricChoice, NamedCosts } from "./metrics.ts";
import type { ColumnSelector, FittedStep, RowStep } from "./transform-step.ts";

/** All that training and serving must agree on; stored with the trained model. */
export interface ModelDefinition {
  readonly name: string;
  readonly task: Task;
  /** The column predicted, as it stands after `steps`. */
  readonly target: string;
  /** The columns at the last relational step. A request carries those that are not `trainingOnly`. */
  readonly input: readonly (Column & { readonly trainingOnly?: true })[];
  /** Everything below the last relational step, in order; the split itself is not a step of the pipeline. */
  readonly steps: readonly (RowStep | FittedStep)[];
  /** The columns, after the steps, that the learner sees. Never the target. */
  readonly features: ColumnSelector;
  /** The column, after the steps, that says how much each training row counts. Never a feature. */
  readonly weights?: string;
  /** Features that predictions never fall with as they rise, and those that they never rise with. */
  readonly increasing?: readonly string[];
  readonly decreasing?: readonly string[];
  /** How probabilities are made to come true; learned from training rows that the learner had not seen. */
  readonly calibrate?: CalibrationMethod;
  /** Of two classes the second is predicted above this probability, or above the best by a metric of such rows. */
  readonly threshold?: ThresholdDefinition;
  /** Of more than two classes the one is predicted whose mistakes are expected to cost least; the most probable where absent. */
  readonly costs?: NamedCosts;
}

export type CalibrationMethod = "isotonic" | "platt";
export type ThresholdDefinition = number | { readonly best: MetricChoice };

export type FoldPlan =
  | {
      readonly kind: "cross_validation";
      readonly folds: number;
      readonly by: "random" | "stratify" | "group" | "time";
      readonly column?: string;
    }
  | {
      readonly kind: "holdout";
      readonly share: number;
      readonly by: "random" | "stratify" | "group" | "time";
      readonly column?: string;
    };

/** How what the members of an ensemble say becomes one answer. */
export type EnsembleWeights =
  | { readonly kind: "mean" }
  /** In proportion to this metric of their out-of-fold predictions; to its inverse where lower is better. */
  | { readonly kind: "by"; readonly metric: MetricChoice }
  /** By a learner that reads what the members say, fitted on out-of-fold predictions. */
  | { readonly kind: "stacking"; readonly learner: AlgorithmChoice };

/** One named dimension of a search space; it is there only when all of `when` holds for the values chosen so far. */
export interface SpaceDimension {
  readonly name: string;
  readonly values:
    | { readonly kind: "choice"; readonly options: readonly (string | number | boolean)[] }
    | { readonly kind: "int" | "number"; readonly low: number; readonly high: number; readonly log: boolean };
  readonly when?: readonly DimensionCondition[];
}

/** A dimension above has one of these values. */
export interface DimensionCondition {
  readonly name: string;
  readonly equals: readonly (string | number | boolean)[];
}

export type Surrogate = "gaussian_process" | "random_forest";

export interface SearchDefinition {
  readonly strategy: "grid" | "random" | "bayesian" | "halving";
  /** At most. */
  readonly trials: number;
  /** Places tried along a range (grid). */
  readonly points?: number;
  /** Random trials before the surrogate takes over (bayesian). */
  readonly initial?: number;
  /** What the results so far are modelled with (bayesian). */
  readonly surrogate?: Surrogate;
  /** Of so many trials one goes on, on so many times the rows (halving). */
  readonly factor?: number;
  readonly optimise: MetricChoice;
  readonly budgetMilliseconds?: number;
  /** Stops a trial whose mean after a fold is worse than the median of the others, once `after` trials are done. */
  readonly prune?: { readonly kind: "median"; readonly after: number };
  readonly space: readonly SpaceDimension[];
  /** Parameters not in the space, with their values. The algorithm itself may be a dimension named `algorithm`. */
  readonly fixed: AlgorithmChoice | null;
}

/** A bound on a metric of the held-out test part: `auc >= baseline.auc + 0.05`, `gap(auc) < 0.05`. */
export interface GateDefinition {
  readonly metric: MetricChoice;
  /**
   * test: as measured. gap: train minus test where higher is better, test minus train otherwise. worst: of the slices
   * that have rows enough.
   */
  readonly of: "test" | "gap" | "worst";
  readonly operator: ComparisonOperator;
  /** offset + factor × (the metric of the baseline, or of the champion on the same rows, where relative). */
  readonly bound: {
    readonly offset: number;
    readonly baselineFactor?: number;
    readonly baselineMetric?: MetricChoice;
    readonly championFactor?: number;
    readonly championMetric?: MetricChoice;
  };
  /** The condition as written, for messages. */
  readonly source: string;
}

export interface DriftDetector {
  readonly kind: "classifier";
  readonly algorithm: AlgorithmChoice;
  readonly testShare: number;
  /** Holds out whole groups (`test: 20% by day`) instead of single rows. */
  readonly testBy?: string;
}
