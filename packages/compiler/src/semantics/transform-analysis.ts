import type { StepSyntax } from "@mlopsc/grammar";
import type { Column, FittedStep, RelationalStep, RowStep, SplitStep, Stage } from "@mlopsc/vocabulary";
import type { Declaration } from "./program.ts";
import type { TableFacts } from "./table-analysis.ts";
import type { TableSchema } from "./table-schema.ts";
import type { Lag } from "./transform/step-context.ts";

/** What a transform does, checked and lowered. Every transform of the program has one, however broken. */
export interface TransformAnalysis {
  readonly declaration: Declaration;
  /** False where a step could not be lowered: a mistake (reported), or a source without a schema. */
  readonly complete: boolean;
  /** The tables that it reads, without repetition, in order of first use. */
  readonly sources: readonly Declaration[];
  readonly steps: readonly AnalysedStep[];
  /** `transform-data`: up to the last relational step where there is a split, else every step. */
  readonly dataSteps: readonly (RelationalStep | RowStep)[];
  /** The table that `dataSteps` makes: what `from` and `join` of another transform see. */
  readonly dataSchema: TableSchema;
  /** Row steps between the last relational step and the split. */
  readonly rowSteps: readonly RowStep[];
  /** The table as it is split. */
  readonly splitSchema: TableSchema;
  readonly split: SplitStep | null;
  /** Below the split. */
  readonly pipelineSteps: readonly (RowStep | FittedStep)[];
  /** The columns after the last step. */
  readonly output: TableSchema;
  /** The columns at the last relational step: what a request carries. Those of unknown type are left out. */
  readonly requestColumns: readonly Column[];
  /** Key columns that are still there after the last step, under their present names; empty where none names a row. */
  readonly key: readonly string[];
  /** The same where the table is split. */
  readonly splitKey: readonly string[];
  /** The column that orders the rows in time (of a sort, lag, rolling, or a timestamp in the key), where there is one. */
  readonly timeColumn: string | null;
  /** By the columns that they make. */
  readonly lags: ReadonlyMap<string, Lag>;
  /** Of the table that `dataSteps` makes. */
  readonly facts: Pick<TableFacts, "key" | "timeColumn" | "oneRow" | "lags">;
  /** Personal columns after the last step. */
  readonly personal: ReadonlySet<string>;
}

export interface AnalysedStep {
  readonly syntax: StepSyntax;
  /** Null where the verb is unknown. */
  readonly stage: Stage | null;
  readonly before: TableSchema;
  readonly after: TableSchema;
  /** Usually one; empty where it could not be lowered. */
  readonly lowered: readonly (RelationalStep | RowStep | SplitStep | FittedStep)[];
}
