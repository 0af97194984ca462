import type { Expectation, IngestDataset, SourceDefinition } from "@mlopsc/plan";
import type { DriftDetector, Expression } from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import type { TableSchema } from "../semantics/table-schema.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";
import type { ModelAnalysis } from "./model-analysis.ts";

/** What a dataset takes in, checked and lowered. */
export interface DatasetAnalysis {
  readonly declaration: Declaration;
  /** Null where it is wrong, which was reported. */
  readonly source: SourceDefinition | null;
  readonly schema: TableSchema;
  readonly columns: IngestDataset["columns"];
  readonly key: readonly string[];
  /** Of `expect`, and the bounds that the schema sets. */
  readonly expectations: readonly Expectation[];
  readonly complete: boolean;
}

/** What is known of the tables of a program, before its models are looked at. */
export interface TableAnalyses {
  readonly datasets: ReadonlyMap<Declaration, DatasetAnalysis>;
  readonly transforms: ReadonlyMap<Declaration, TransformAnalysis>;
}

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
  readonly drifts: ReadonlyMap<Declaration, DriftAnalysis>;
}

/** The schema of a table as a sample or a monitor's labels see it: all its rows, before a split. */
export function tableSchema(table: Declaration, analyses: TableAnalyses): TableSchema | undefined {
  return analyses.datasets.get(table)?.schema ?? analyses.transforms.get(table)?.dataSchema;
}
