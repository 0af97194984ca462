import type { ScalarKind } from "./column-type.ts";
import type { Expression } from "./expression.ts";

/**
 * The steps of a transform as the engine and `learn` run them: names resolved, columns known, sugar gone
 * (`clean names`, `rename`, `drop` and `select` are all `select`; `cast` and `anonymise` are `derive`).
 */
export type TransformStep = RelationalStep | RowStep | SplitStep | FittedStep;

/** Runs in DuckDB. `input` names a table of the program: `dataset.NAME` or `transform.NAME`. */
export type RelationalStep =
  | { readonly kind: "from"; readonly input: string }
  | {
      readonly kind: "join";
      readonly input: string;
      readonly how: "left" | "inner";
      /** Empty for a join with a table of one row. */
      readonly on: readonly { readonly left: string; readonly right: string }[];
      /** The columns that the right side brings, under their new names. */
      readonly columns: readonly { readonly from: string; readonly to: string }[];
    }
  | { readonly kind: "aggregate"; readonly by: readonly string[]; readonly outputs: readonly AggregateOutput[] }
  /** Columns are matched by name; what one side lacks is missing. */
  | { readonly kind: "union"; readonly input: string; readonly columns: readonly string[] }
  /** Keeps the first row of each key in the order given, or of each whole row where `by` is empty. */
  | { readonly kind: "dedupe"; readonly by: readonly string[]; readonly order: readonly SortKey[] }
  | { readonly kind: "sort"; readonly keys: readonly SortKey[] }
  /** Deterministic for the seed: a share (0..1) or a count of rows. */
  | { readonly kind: "sample"; readonly share?: number; readonly rows?: number; readonly seed: number }
  | {
      readonly kind: "lag";
      readonly outputs: readonly LagOutput[];
      readonly order: readonly SortKey[];
      readonly by: readonly string[];
    }
  /** An aggregate over the `rows` rows that end just before (`includeCurrent` false) or at this row. */
  | (RollingStep & { readonly rows: number; readonly includeCurrent: boolean })
  /** The same over the rows of so many milliseconds before this one's time, its own time excluded. One key of time. */
  | (RollingStep & { readonly milliseconds: number })
  /** Classical additive decomposition with a centred moving mean: adds NAME_trend, NAME_season, NAME_rest. */
  | { readonly kind: "decompose"; readonly column: string; readonly period: number; readonly order: readonly SortKey[] }
  /** The query reads the table so far as `this`; columns are declared by the author. */
  | {
      readonly kind: "sql";
      readonly query: string;
      readonly columns: readonly { readonly name: string; readonly kind: ScalarKind }[];
    };

/** The value so many rows before; or that of the row whose time is so many milliseconds before, by one key of time. */
export type LagOutput = { readonly name: string; readonly column: string } & (
  | { readonly offset: number }
  | { readonly milliseconds: number }
);

interface RollingStep {
  readonly kind: "rolling";
  readonly outputs: readonly AggregateOutput[];
  readonly order: readonly SortKey[];
  readonly by: readonly string[];
}

export interface SortKey {
  readonly column: string;
  readonly descending: boolean;
}

export interface AggregateOutput {
  readonly name: string;
  readonly aggregate: AggregateName;
  /** Absent for `count`. */
  readonly argument?: Expression;
}

export type AggregateName =
  | "sum"
  | "mean"
  | "min"
  | "max"
  | "count"
  | "count_distinct"
  | "median"
  | "stddev"
  | "first"
  | "last"
  | "mode";

/** Runs in DuckDB above the last relational step and in the pipeline below it, with one meaning. */
export type RowStep =
  /** Keeps the rows for which the condition is true (not missing). `source` is shown to whoever is out of scope. */
  | { readonly kind: "filter"; readonly condition: Expression; readonly source: string; readonly trainingOnly?: true }
  | {
      readonly kind: "derive";
      readonly name: string;
      readonly type: ScalarKind;
      readonly expression: Expression;
      /** Reads the prediction column, or makes it: left out when serving. */
      readonly trainingOnly?: true;
    }
  /**
   * These columns only. `families`: below a step whose column names only the data tells (`segment=` of one_hot), all
   * columns whose names start with one of these stay too, after the listed ones, in their order.
   */
  | {
      readonly kind: "select";
      readonly columns: readonly { readonly from: string; readonly to: string }[];
      readonly families?: readonly string[];
    };

/**
 * Both parts together hold every row once. `stratify` keeps the shares of each value on both sides, `group` rows with the
 * same value on one side; by `time` the last rows in the order of the column are the test part, equal values on one side.
 */
export type SplitStep = { readonly kind: "split" } /** The share of the test part, 0..1. */ & (
  | { readonly by: "random"; readonly share: number }
  | { readonly by: "stratify" | "time" | "group"; readonly column: string; readonly share: number }
  /** The rows less than so long before the newest are the test part. */
  | { readonly by: "time"; readonly column: string; readonly milliseconds: number }
);

/** Named columns, or all of a sort except some (resolved when fitted, never the prediction column or the key). */
export type ColumnSelector =
  | { readonly names: readonly string[] }
  | { readonly all: "numeric" | "category" | "any"; readonly except: readonly string[] };

/** Learns from the training rows only; applied with what it learned. */
export type FittedStep =
  | {
      readonly kind: "impute";
      readonly columns: ColumnSelector;
      readonly strategy: "mean" | "median" | "mode" | "constant" | "knn" | "model";
      readonly value?: number | string;
      readonly neighbours?: number;
    }
  | {
      readonly kind: "outliers";
      readonly action: "clip" | "drop";
      readonly columns: ColumnSelector;
      readonly by: OutlierRule;
    }
  | {
      readonly kind: "encode";
      readonly columns: ColumnSelector;
      readonly method: "one_hot" | "ordinal" | "target" | "hashing";
      /** one_hot: levels beyond the most frequent `limit` share one column. hashing: number of columns. target: smoothing. */
      readonly limit?: number;
      readonly buckets?: number;
      readonly smoothing?: number;
    }
  | { readonly kind: "scale"; readonly columns: ColumnSelector; readonly method: "standard" | "min_max" | "robust" }
  | {
      readonly kind: "bin";
      readonly columns: ColumnSelector;
      readonly count: number;
      readonly method: "quantile" | "uniform";
    }
  | { readonly kind: "pca"; readonly columns: ColumnSelector; readonly components: number }
  | {
      readonly kind: "select_features";
      readonly columns: ColumnSelector;
      readonly method: "lasso" | "importance" | "k_best";
      readonly count?: number;
      readonly alpha?: number;
    };

/** iqr: outside [q1 - factor × IQR, q3 + factor × IQR]. z_score: more than `factor` standard deviations from the mean. */
export type OutlierRule =
  | { readonly rule: "iqr" | "z_score"; readonly factor: number }
  | { readonly rule: "isolation_forest"; readonly contamination: number };
