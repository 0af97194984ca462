import type { BundleLabels } from "@mlopsc/deploy";
import type {
  ClassLabel,
  ColumnProfile,
  DriftResult,
  EnsembleValidation,
  FeatureImportance,
  FoldResult,
  ModelSummary,
  SplitProof,
} from "@mlopsc/learn";
import type { SetAlerts } from "@mlopsc/plan";
import type { AlgorithmChoice, Column, EnsembleWeights, MetricChoice, Task } from "@mlopsc/vocabulary";
import type { Metrics, ModelEvaluation } from "../compute/tasks/evaluate-model-task.ts";
import type { ModelDecision } from "../compute/tasks/train-model-task.ts";
import type { ExpectationResult } from "../data/validate.ts";
import type { CheckRecord } from "../deploy/check-release.ts";
import type { Champion } from "./champion.ts";

/**
 * What each kind of step leaves in the registry: plain JSON, objects by digest. The report, the server and later steps
 * read nothing else. Nothing here depends on when or how fast it was made.
 */
export interface Outcomes {
  readonly "ingest-dataset": TableOutcome;
  readonly "validate-dataset": ValidateDatasetOutcome;
  readonly "transform-data": TableOutcome;
  readonly "split-data": SplitOutcome;
  readonly "search-model": SearchOutcome;
  readonly "validate-model": ValidateModelOutcome;
  readonly "train-model": TrainOutcome;
  readonly "combine-models": CombineOutcome;
  readonly "evaluate-model": EvaluateOutcome;
  readonly "register-model": RegisterOutcome;
  readonly "compare-samples": CompareOutcome;
  readonly "build-bundle": BundleOutcome;
  readonly "deploy-model": DeployOutcome;
  readonly "register-monitor": MonitorOutcome;
  readonly "set-alerts": SetAlerts;
}

/** A table that later steps read. */
export interface TableOutcome {
  /** A Parquet object. */
  readonly table: string;
  readonly rows: number;
  readonly columns: readonly Column[];
  /** Personal data is counted, never shown. */
  readonly profile: readonly ColumnProfile[];
  /** What `today()` means in it: days since 1970-01-01. */
  readonly today: number;
}

export interface ValidateDatasetOutcome extends TableOutcome {
  readonly expectations: readonly ExpectationResult[];
  /** The rows put aside, with the column `reason`, as a Parquet object; null where there are none. */
  readonly aside: string | null;
  readonly asideRows: number;
}

export interface SplitOutcome {
  /** A byte for each row of the table: see `partCodes`. */
  readonly codes: string;
  readonly rows: { readonly train: number; readonly test: number; readonly outOfScope: number };
  readonly proof: SplitProof;
}

export interface SearchOutcome {
  readonly metric: MetricChoice;
  readonly trials: readonly SearchTrial[];
  /** Where a budget ended a halving before any trial learned from all rows: that with the best score on the most rows. */
  readonly best: SearchTrial;
  /** False where the budget ended it early. */
  readonly complete: boolean;
}

export interface SearchTrial {
  readonly index: number;
  readonly assignment: Readonly<Record<string, string | number | boolean>>;
  readonly choice: AlgorithmChoice;
  readonly state: "complete" | "pruned" | "failed";
  /** Why it failed, in a sentence; absent unless it did. */
  readonly problem?: string;
  /** Mean over the folds; null unless complete. */
  readonly score: number | null;
  readonly foldScores: readonly number[];
  /** Of every metric of the model; null unless complete. */
  readonly means: Metrics | null;
  /** The share of each fold's training rows that it learned from last; absent: all of them. */
  readonly share?: number;
  /** Of a halving: the mean over the folds on each share of the rows so far, the smallest share first. */
  readonly rungs?: readonly number[];
}

export interface ValidateModelOutcome {
  readonly folds: readonly FoldResult[];
  readonly means: Metrics;
  /** A JSON object: `rows` of the training part, their `folds` and `truth`, `classes` and `predicted` (rows × classes). */
  readonly outOfFold: string;
}

export interface TrainOutcome {
  /** The model's document, an object that `readModel` reads. */
  readonly model: string;
  readonly task: Task;
  readonly choice: AlgorithmChoice;
  readonly rows: number;
  readonly features: readonly string[];
  readonly classes: readonly ClassLabel[];
  /** Shares of 1 by the learner's own measure. */
  readonly importance: readonly FeatureImportance[];
  /** Where the model calibrates or chooses its threshold. */
  readonly decision?: ModelDecision;
  /** Where boosting was to stop early: the rounds that it kept. */
  readonly rounds?: number;
}

export interface CombineOutcome {
  /** The ensemble's document, an object that `readModel` reads. */
  readonly model: string;
  readonly task: Task;
  readonly rows: number;
  /** The columns that a request carries. */
  readonly features: readonly string[];
  readonly classes: readonly ClassLabel[];
  readonly weights: EnsembleWeights;
  readonly members: readonly CombinedMember[];
  readonly validation: EnsembleValidation;
}

export interface CombinedMember {
  readonly name: string;
  /** Its document. */
  readonly model: string;
  /** Of what decides, 0..1; null where a learner over the members does not tell. */
  readonly share: number | null;
}

export interface EvaluateOutcome extends ModelEvaluation {
  readonly model: string;
  readonly split: string;
  readonly metrics: readonly MetricChoice[];
  readonly gates: readonly GateResult[];
  /** What the model makes of its columns, over a sample of the test rows. Absent in older results. */
  readonly explanation?: ModelSummary;
  /** Whom `comparison` is with: the newest version before this model, where there was one. */
  readonly champion?: Champion;
}

export interface GateResult {
  readonly source: string;
  /** `auc`, `gap(auc)` or `worst(auc)`. */
  readonly figure: string;
  readonly measured: number;
  readonly operator: string;
  /** Null where the champion that it asks for is not there: then it holds. */
  readonly bound: number | null;
  readonly holds: boolean;
}

export interface RegisterOutcome {
  readonly name: string;
  readonly version: number;
  readonly model: string;
}

export interface CompareOutcome extends DriftResult {
  readonly labels: { readonly reference: string; readonly current: string };
}

export interface BundleOutcome {
  /** As it is registered. */
  readonly model: string;
  readonly version: number;
  /** Objects: the model's document and the programs. */
  readonly files: { readonly model: string; readonly server: string; readonly front: string };
  readonly labels: BundleLabels;
  /** An object with rows of the test part that checks send (see `recordedRequests`); null where none does. */
  readonly sample: string | null;
  readonly seed: number;
}

export interface DeployOutcome {
  readonly release: number;
  readonly model: string;
  readonly version: number;
  /** As the target's platform names it. */
  readonly image: string;
  readonly base: { readonly name: string; readonly digest: string };
  readonly size: { readonly total: number; readonly ours: number };
  /** By digest, where the target names a registry: what any engine can pull. */
  readonly pushed?: string;
  /** Where the front answers. */
  readonly port: number;
  /** What was measured of the release before it was trusted; none where it was there already. */
  readonly checks: readonly CheckRecord[];
}

export interface MonitorOutcome {
  readonly model: string;
  /** An object: see `recordedRequests`. */
  readonly reference: string;
  readonly rows: number;
  readonly profile: readonly ColumnProfile[];
}
