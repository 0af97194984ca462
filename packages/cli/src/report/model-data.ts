import type {
  CalibrationPoint,
  ClassScores,
  ComparedMetric,
  ConfusionMatrix,
  FeatureImportance,
  GainPoint,
  ModelSummary,
  ResidualSummary,
  RocPoint,
  SliceScores,
  Spread,
  ThresholdPoint,
} from "@mlopsc/learn";
import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";

/** A version of a model: how it was found, and how good it is. */
export interface ModelReport {
  readonly name: string;
  readonly documentation?: string;
  readonly version: string;
  readonly task: Task;
  readonly target: string;
  /** Absent of an ensemble. */
  readonly choice?: AlgorithmChoice;
  /** Where boosting was to stop early: the rounds that it kept. */
  readonly rounds?: number;
  readonly ensemble?: EnsembleReport;
  /** The columns that the learner sees; of an ensemble those of a request. */
  readonly features: readonly string[];
  /** The column that says how much each training row counts. */
  readonly weights?: string;
  /** Features that predictions are held to rise with, and to fall with. */
  readonly increasing?: readonly string[];
  readonly decreasing?: readonly string[];
  readonly seed: number;
  readonly trainedRows: number;
  /** What to cite to get the very same bytes: label and digest. */
  readonly digests: readonly { readonly label: string; readonly digest: string }[];
  readonly search?: SearchReport;
  readonly validation?: ValidationReport;
  readonly evaluation?: EvaluationReport;
}

export interface EnsembleReport {
  /** `mean`, `by(auc)`. */
  readonly weights: string;
  /** Shares of what decides, 0..1; null where a learner over the members does not tell. */
  readonly members: readonly { readonly name: string; readonly share: number | null }[];
}

export interface SearchReport {
  readonly strategy: string;
  /** Key of the metric: `auc`, `lift(10%)`. */
  readonly optimise: string;
  readonly better: "higher" | "lower";
  /** Names of the dimensions that the search drew on a logarithmic scale. */
  readonly logarithmic?: readonly string[];
  /** In the order in which they ran. */
  readonly trials: readonly TrialReport[];
}

export interface TrialReport {
  /** From 1. */
  readonly number: number;
  readonly outcome: "finished" | "pruned" | "failed";
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
  /** Null where it did not finish. */
  readonly score: number | null;
  readonly foldScores: readonly number[];
  /** Of a halving: the mean over its folds on each share of the training rows so far, the smallest share first. */
  readonly rounds?: readonly { readonly share: number; readonly score: number }[];
}

export interface ValidationReport {
  /** As written: `cross_validation(folds: 5, stratify: churned)`. */
  readonly method: string;
  readonly folds: readonly { readonly label: string; readonly metrics: Readonly<Record<string, number>> }[];
}

/** On the held-out test part. */
export interface EvaluationReport {
  readonly testRows: number;
  /** How many evaluations have read this test part so far, this one among them: more than one weakens the figures. */
  readonly testLooks: number;
  readonly baseline?: AlgorithmChoice | "the best member";
  /** Of an ensemble: its members by themselves, on the same rows. */
  readonly members?: readonly { readonly name: string; readonly test: Readonly<Record<string, number>> }[];
  /** The first is the headline. */
  readonly metrics: readonly MetricReport[];
  readonly gates: readonly GateReport[];
  readonly decision?: DecisionReport;
  readonly champion?: ChampionReport;
  readonly slices?: readonly SliceScores[];
  readonly learningCurve?: LearningCurveReport;
  readonly importances?: ImportanceReport;
  readonly explanation?: ModelSummary;
  readonly classification?: ClassificationReport;
  readonly regression?: RegressionReport;
}

/** How probabilities become answers. */
export interface DecisionReport {
  /** The out-of-fold rows that taught it; absent where the threshold was only said. */
  readonly rows?: number;
  readonly calibration?: {
    readonly method: string;
    /** On the test part, before and after. */
    readonly before: readonly CalibrationPoint[];
    readonly errors: { readonly before: ProbabilityErrorsReport; readonly after: ProbabilityErrorsReport };
  };
  readonly threshold?: number;
  /** How the threshold was found. */
  readonly chosen?: {
    readonly metric: string;
    readonly score: number;
    readonly curve: readonly ThresholdPoint[];
  };
}

export interface ProbabilityErrorsReport {
  readonly brier: number;
  readonly ece: number;
}

/** The version that was the newest before this one, on the same test rows. */
export interface ChampionReport {
  readonly version: number;
  /** False: it may have been trained on some of these rows. */
  readonly sameSplit: boolean;
  /** Why they cannot be measured side by side, in words. */
  readonly reason?: string;
  /** That both predict. */
  readonly rows?: number;
  readonly metrics: readonly (ComparedMetric & { readonly key: string; readonly better: "higher" | "lower" })[];
}

export interface LearningCurveReport {
  readonly metric: string;
  readonly points: readonly { readonly rows: number; readonly train: Spread; readonly validation: Spread }[];
}

export interface MetricReport {
  readonly key: string;
  readonly better: "higher" | "lower";
  readonly test: number;
  /** Central 95 % of what other test rows of the same kind would have given. */
  readonly interval?: { readonly low: number; readonly high: number };
  readonly train?: number;
  readonly baseline?: number;
}

export interface GateReport {
  readonly source: string;
  /** Key of the metric that it bounds. */
  readonly metric: string;
  readonly passed: boolean;
  /** What was measured, and the bound that it was held against; null where that asks for a champion that is not there. */
  readonly measured: number;
  readonly bound: number | null;
}

export interface ImportanceReport {
  /** A sentence on how they were measured, without its full stop. */
  readonly method: string;
  /** What a bar's length is, for the axis: "auc lost". */
  readonly unit: string;
  readonly features: readonly (FeatureImportance & { readonly deviation?: number })[];
}

export interface ClassificationReport {
  /** In the order of `confusion` and `scores`. */
  readonly classes: readonly string[];
  readonly roc: readonly { readonly label: string; readonly area?: number; readonly points: readonly RocPoint[] }[];
  readonly calibration: readonly CalibrationPoint[];
  readonly gain?: readonly GainPoint[];
  readonly confusion: ConfusionMatrix;
  readonly scores: readonly ClassScores[];
}

export interface RegressionReport {
  /** Of the target: "MW". */
  readonly unit?: string;
  /** A sample of test rows (thousands are not needed to see the shape). */
  readonly points: readonly { readonly actual: number; readonly predicted: number }[];
  readonly residuals: ResidualSummary;
  /** For time-ordered data: a stretch of test rows, ascending; time in milliseconds since 1970-01-01 UTC. */
  readonly timeline?: readonly { readonly time: number; readonly actual: number; readonly predicted: number }[];
}
