import type { StepSyntax } from "@mlopsc/grammar";
import type { FittedStep, RelationalStep, RowStep, SplitStep, StepEntry } from "@mlopsc/vocabulary";
import type { ExpressionScope } from "../expression/typed-expression.ts";
import type { Declaration } from "../program.ts";
import type { TableFacts } from "../table-analysis.ts";
import type { SchemaColumn, TableSchema } from "../table-schema.ts";
import type { Clauses } from "./read-clauses.ts";
import type { Length } from "./read-length.ts";

/** The column that a lag looks up, and how far back. */
export type Lag = { readonly column: string } & Length;

/** The table at one point of a transform. */
export interface TableState {
  readonly schema: TableSchema;
  readonly key: readonly string[];
  readonly timeColumn: string | null;
  readonly oneRow: boolean;
  readonly lags: ReadonlyMap<string, Lag>;
}

/** What a step may look at. `schema` is the table before it. */
export interface StepContext extends ExpressionScope {
  readonly step: StepSyntax;
  readonly entry: StepEntry;
  readonly clauses: Clauses;
  readonly state: TableState;
  /** Null where a table cannot be read, which was reported. */
  readonly readTable: (declaration: Declaration) => TableFacts | null;
  /** False of a table that is made from this one. */
  readonly isDone: (declaration: Declaration) => boolean;
  /** Whether a split stands above. */
  readonly belowSplit: boolean;
}

export type LoweredStep = RelationalStep | RowStep | SplitStep | FittedStep;

export interface StepResult {
  readonly state: TableState;
  /** Null where it could not be lowered: a mistake (reported), or columns that are not known. */
  readonly lowered: readonly LoweredStep[] | null;
}

/** The checks and the lowering of one verb. */
export type AnalyseStep = (context: StepContext) => StepResult;

/** A step that could not be understood leaves the table as it was. */
export const unchanged = ({ state }: StepContext): StepResult => ({ state, lowered: null });

/** The same table with other columns, or in other ways. */
export const withColumns = (state: TableState, columns: readonly SchemaColumn[]): TableState => ({
  ...state,
  schema: { ...state.schema, columns },
});
