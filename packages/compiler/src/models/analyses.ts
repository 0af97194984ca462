import type {
  AlertDefinition,
  ChannelDefinition,
  CheckDefinition,
  DriftDetector,
  Expression,
  SearchDefinition,
} from "@mlopsc/vocabulary";
import type { TableAnalyses } from "../semantics/analyse-tables.ts";
import type { Declaration } from "../semantics/program.ts";
import type { TableSchema } from "../semantics/table-schema.ts";
import type { EnsembleAnalysis } from "./ensemble-analysis.ts";
import type { ModelAnalysis } from "./model-analysis.ts";

/** A comparison of two samples, checked and lowered; only those without mistakes. */
export interface DriftAnalysis {
  readonly declaration: Declaration;
  readonly reference: SampleAnalysis;
  readonly current: SampleAnalysis;
  readonly features: readonly string[];
  readonly detector: DriftDetector;
}

export interface SampleAnalysis {
  readonly table: Declaration;
  readonly where: Expression | null;
  /** In canonical form: "load where at in 2019-04-01..2019-04-30". */
  readonly label: string;
}

/** All that planning reads. */
export interface Analyses extends TableAnalyses {
  readonly models: ReadonlyMap<Declaration, ModelAnalysis>;
  readonly ensembles: ReadonlyMap<Declaration, EnsembleAnalysis>;
  readonly drifts: ReadonlyMap<Declaration, DriftAnalysis>;
  /** Of each deployment, in the order in which they are written. */
  readonly checks: ReadonlyMap<Declaration, readonly CheckDefinition[]>;
  /** Only those without mistakes. */
  readonly alerts: ReadonlyMap<Declaration, AlertDefinition>;
  readonly channels: ReadonlyMap<Declaration, ChannelDefinition>;
  /** Null where too much of it is wrong. */
  readonly searches: ReadonlyMap<Declaration, SearchDefinition | null>;
}

/** The schema of a table as a sample or a monitor's labels see it: all its rows, before a split. */
export function tableSchema(table: Declaration, analyses: TableAnalyses): TableSchema | undefined {
  return analyses.facts.get(table)?.schema ?? analyses.transforms.get(table)?.dataSchema;
}
