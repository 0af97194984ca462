import type { Span } from "@mlopsc/diagnostics";
import type {
  AlgorithmChoice,
  CalibrationMethod,
  ColumnSelector,
  ColumnType,
  CostDefinition,
  FoldPlan,
  GateDefinition,
  MetricChoice,
  SearchDefinition,
  Task,
  ThresholdDefinition,
} from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import type { SchemaColumn } from "../semantics/table-schema.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";
import type { MonotoneAnalysis } from "./analyse-monotone.ts";

/** What a model is, checked and lowered. Null where something is missing or wrong, which was reported. */
export interface ModelAnalysis {
  readonly declaration: Declaration;
  readonly transform: TransformAnalysis | null;
  readonly target: SchemaColumn | null;
  readonly task: Task | null;
  readonly features: FeatureAnalysis | null;
  /** The column that says how much each training row counts. */
  readonly weights: string | null;
  readonly monotone: MonotoneAnalysis;
  readonly learner: LearnerAnalysis | null;
  readonly folds: FoldPlan;
  readonly metrics: readonly MetricChoice[];
  readonly baseline: AlgorithmChoice;
  readonly gates: readonly GateDefinition[];
  /** Of each gate its condition. */
  readonly gateSpans: readonly Span[];
  readonly measuring: MeasuringAnalysis;
}

/** How predictions become decisions, and what else is measured of them. */
export interface MeasuringAnalysis {
  readonly costs: CostDefinition | null;
  readonly calibrate?: CalibrationMethod;
  readonly threshold?: ThresholdDefinition;
  /** Columns of the table as it is split. */
  readonly slices: readonly string[];
  /** Of the learning curve; 0: none. */
  readonly curvePoints: number;
}

export type LearnerAnalysis =
  | { readonly kind: "algorithm"; readonly choice: AlgorithmChoice }
  | { readonly kind: "search"; readonly search: SearchDefinition };

export interface FeatureAnalysis {
  readonly selector: ColumnSelector;
  /** What the selector chooses at the transform's end; families by the column that they come from. */
  readonly columns: readonly FeatureColumn[];
}

export interface FeatureColumn {
  /** `age`, or `segment=*` for a family. */
  readonly name: string;
  readonly type: ColumnType | null;
}
