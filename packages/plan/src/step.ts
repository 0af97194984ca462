import type { Place } from "@mlopsc/diagnostics";
import type {
  AlertDefinition,
  AlgorithmChoice,
  ChannelDefinition,
  CheckDefinition,
  Column,
  DriftDetector,
  EnsembleWeights,
  Expression,
  FoldPlan,
  GateDefinition,
  MetricChoice,
  ModelDefinition,
  NamedCosts,
  RelationalStep,
  RolloutDefinition,
  RowStep,
  SearchDefinition,
  SplitStep,
  TargetDefinition,
  Task,
  ThresholdDefinition,
} from "@mlopsc/vocabulary";

/**
 * One piece of work that the compiler asks for and the engine does. Plain data: the same value is printed, compared,
 * saved and carried out. `config` is everything that decides the result, besides the inputs; a place, a comment or the
 * order of blocks never gets into it.
 */
export type Step =
  | StepOf<"ingest-dataset", IngestDataset>
  | StepOf<"validate-dataset", ValidateDataset>
  | StepOf<"transform-data", TransformData>
  | StepOf<"split-data", SplitData>
  | StepOf<"search-model", SearchModel>
  | StepOf<"validate-model", ValidateModel>
  | StepOf<"train-model", TrainModel>
  | StepOf<"combine-models", CombineModels>
  | StepOf<"evaluate-model", EvaluateModel>
  | StepOf<"register-model", RegisterModel>
  | StepOf<"compare-samples", CompareSamples>
  | StepOf<"build-bundle", BuildBundle>
  | StepOf<"deploy-model", DeployModel>
  | StepOf<"register-monitor", RegisterMonitor>
  | StepOf<"set-alerts", SetAlerts>;

export type StepKind = Step["kind"];

export interface StepOf<Kind extends string, Config> {
  /** `dataset.customers`, `dataset.customers/expect`, `model.churn/search`: unique in a program. */
  readonly address: string;
  readonly kind: Kind;
  readonly config: Config;
  /** Role → address of the step whose output is read. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Where the author asked for it. Not part of any digest. */
  readonly place: Place;
  /** Of the parts that can be objected to one by one (columns, expectations, gates), in the order of the config. In no digest either. */
  readonly partPlaces?: readonly Place[];
}

/** `dataset.NAME`. No inputs. Output: a Parquet table with exactly `columns`. */
export interface IngestDataset {
  readonly source: SourceDefinition;
  readonly columns: readonly (Column & { readonly format?: string })[];
  readonly key: readonly string[];
}

export type SourceDefinition =
  | {
      readonly format: "csv";
      /** Parameters are filled in. Relative to the project's folder. */
      readonly path: string;
      readonly delimiter?: string;
      readonly encoding?: string;
      readonly header?: boolean;
      readonly quote?: string;
      readonly decimal?: string;
      readonly missing?: string;
    }
  | { readonly format: "parquet" | "json"; readonly path: string };

/** `dataset.NAME/expect`. Input `data`. Output: the table without the rows put aside, and those rows. */
export interface ValidateDataset {
  readonly expectations: readonly Expectation[];
}

export type Expectation = ExpectationTest & {
  readonly otherwise: "fail" | "warn" | "drop";
  /** As written, or as the schema says it ("age in 18..120"). */
  readonly source: string;
};

export type ExpectationTest =
  /** A figure of the whole table. `missing` and `outliers` are shares, 0..1; outliers are beyond 1.5 IQR of the quartiles. */
  | {
      readonly test: "measure";
      readonly measure:
        | "rows"
        | "missing"
        | "outliers"
        | "mean"
        | "median"
        | "min"
        | "max"
        | "stddev"
        | "count_distinct";
      readonly column?: string;
      readonly operator: "<" | "<=" | ">" | ">=" | "==" | "!=";
      readonly bound: number;
    }
  | { readonly test: "unique"; readonly columns: readonly string[] }
  /** Must be true, or missing, of every row. */
  | { readonly test: "row"; readonly condition: Expression };

/** `transform.NAME`. Inputs: `dataset.X` or `transform.Y` → the address that holds that table. Output: a Parquet table. */
export interface TransformData {
  /** `from` first; ends with the last relational step of the transform (all steps where nothing is below it). */
  readonly steps: readonly (RelationalStep | RowStep)[];
  readonly columns: readonly Column[];
  readonly seed: number;
}

/** `transform.NAME/split`. Input `data`. Output: for each row of `data`: 0 train, 1 test, 255 out of scope. */
export interface SplitData {
  /** The row steps between the last relational step and the split. */
  readonly steps: readonly RowStep[];
  readonly split: SplitStep;
  readonly seed: number;
  /** Columns whose values must not stand on both sides: the key, and the group. */
  readonly disjoint: readonly string[];
}

/** `model.NAME/search`. Inputs `data`, `split`. Output: trials, and the best choice. */
export interface SearchModel {
  readonly definition: ModelDefinition;
  readonly search: SearchDefinition;
  readonly folds: FoldPlan;
  readonly metrics: readonly MetricChoice[];
  readonly seed: number;
}

/** `model.NAME/validate`. Inputs as of `TrainModel`. Output: metrics of each fold and out-of-fold predictions. */
export interface ValidateModel {
  readonly definition: ModelDefinition;
  /** Null: the best choice of the input `search`. */
  readonly choice: AlgorithmChoice | null;
  readonly folds: FoldPlan;
  readonly metrics: readonly MetricChoice[];
  readonly seed: number;
}

/** `model.NAME` or `model.NAME/baseline`. Inputs `data`, `split`, and `search` where that chooses. Output: a trained model. */
export interface TrainModel {
  readonly definition: ModelDefinition;
  /** Null: the best choice of the input `search`. */
  readonly choice: AlgorithmChoice | null;
  readonly seed: number;
  /** Where the definition calibrates or chooses a threshold: how the rows are dealt that teach it. */
  readonly folds?: FoldPlan;
}

/**
 * `ensemble.NAME`. Inputs `data`, `split`, and for each member, counted from 1, `member1` (its model) and `validation1`
 * (its out-of-fold predictions). Output: an ensemble.
 */
export interface CombineModels {
  readonly name: string;
  /** Names of the members, in the order of the inputs. */
  readonly members: readonly string[];
  readonly task: Task;
  readonly weights: EnsembleWeights;
  readonly threshold?: ThresholdDefinition;
  readonly costs?: NamedCosts;
  readonly folds: FoldPlan;
  readonly metrics: readonly MetricChoice[];
  readonly seed: number;
}

/**
 * `model.NAME/evaluate`. Inputs `data`, `split`, `model`, `baseline`, and `validation` (search or validate). As
 * `ensemble.NAME/evaluate` without the last two: the baseline is the best member.
 */
export interface EvaluateModel {
  readonly metrics: readonly MetricChoice[];
  readonly gates: readonly GateDefinition[];
  readonly seed: number;
  readonly slices?: SliceDefinition;
  readonly learningCurve?: { readonly points: number; readonly folds: FoldPlan };
}

/** Test rows are parted by each of the columns, as these are after the steps. */
export interface SliceDefinition {
  readonly columns: readonly string[];
  readonly steps: readonly RowStep[];
}

/** `model.NAME/register`, `ensemble.NAME/register`. Inputs `model`, `evaluation`. Output: a version of the model in the registry. */
export interface RegisterModel {
  readonly name: string;
}

/** `drift.NAME`. Inputs `reference`, `current`. Output: AUC, ROC, importances, histograms. */
export interface CompareSamples {
  readonly reference: { readonly steps: readonly RowStep[]; readonly where: Expression | null };
  readonly current: { readonly steps: readonly RowStep[]; readonly where: Expression | null };
  readonly features: readonly string[];
  readonly detector: DriftDetector;
  readonly seed: number;
  /** As written, for the report: "load where at in 2019-04-01..2019-04-30". */
  readonly labels: { readonly reference: string; readonly current: string };
}

/**
 * `deploy.NAME`. Inputs `model` (its registration), and where a check sends recorded rows, `data` and `split`. Output:
 * the files that answer, the same wherever they run.
 */
export interface BuildBundle {
  readonly name: string;
  /** How many rows of the test part are recorded for the checks. */
  readonly sample: number;
  readonly seed: number;
}

/**
 * `deploy.NAME/TARGET`. Inputs `bundle`, and `after`: the step of the target before. Changes what runs on the target.
 * Output: the release that answers there.
 */
export interface DeployModel {
  readonly project: string;
  readonly deployment: string;
  readonly target: TargetDefinition;
  /** The base image; of no meaning to processes. */
  readonly base: string;
  readonly rollout: RolloutDefinition;
  /** Each must hold before the next target is touched. */
  readonly checks: readonly CheckDefinition[];
  /** Fields that requests may have beside the model's, by which labels find them: kept in the request log. */
  readonly keys: readonly string[];
  /** The environment variable that holds what clients must send, when it is deployed; absent: nothing. */
  readonly apiKey?: string;
  /** Waits for `mlopsc promote`. */
  readonly approve: boolean;
}

/**
 * `monitor.NAME`. Inputs `data`, `split`, `model`, and `labels` where they come. Output: what live data are held against.
 */
export interface RegisterMonitor {
  readonly project: string;
  readonly deployment: string;
  /** The last of its targets. */
  readonly target: string;
  readonly reference: "train" | "test";
  /** The length of a window; of one by count, what stands for it where a time is needed. */
  readonly windowMilliseconds: number;
  /** A window ends when so many requests have come. */
  readonly windowRequests?: number;
  /** The columns that join labels to requests. */
  readonly labels?: { readonly key: readonly string[] };
  readonly detector: DriftDetector;
  readonly seed: number;
}

/** `monitor.NAME/alerts`. Input `monitor`. Output: what the monitor evaluates, and where it tells. */
export interface SetAlerts {
  readonly alerts: readonly AlertDefinition[];
  readonly channels: readonly ChannelDefinition[];
}
