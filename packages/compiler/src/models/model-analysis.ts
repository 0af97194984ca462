import type { Span } from "@mlopsc/diagnostics";
import type {
  AlgorithmChoice,
  ColumnSelector,
  ColumnType,
  FoldPlan,
  GateDefinition,
  MetricChoice,
  SearchDefinition,
  Task,
} from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import type { SchemaColumn } from "../semantics/table-schema.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";

/** What a model is, checked and lowered. Null where something is missing or wrong, which was reported. */
export interface ModelAnalysis {
  readonly declaration: Declaration;
  readonly transform: TransformAnalysis | null;
  readonly target: SchemaColumn | null;
  readonly task: Task | null;
  readonly features: FeatureAnalysis | null;
  readonly learner: LearnerAnalysis | null;
  readonly folds: FoldPlan;
  readonly metrics: readonly MetricChoice[];
  readonly baseline: AlgorithmChoice;
  readonly gates: readonly GateDefinition[];
  /** Of each gate its condition. */
  readonly gateSpans: readonly Span[];
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
