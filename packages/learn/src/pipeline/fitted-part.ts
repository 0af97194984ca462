import type { RowStep, ScalarKind } from "@mlopsc/vocabulary";

/**
 * What a step learned, as plain JSON: no NaN, no -0, no typed array. Written out and read back it gives the same bits.
 * Row-wise steps learn nothing and stand as they are.
 */
export type FittedPart =
  | RowStep
  | { readonly kind: "fill"; readonly columns: readonly Fill[] }
  | NeighbourFill
  | ModelFill
  | { readonly kind: "clip"; readonly columns: readonly Bounds[] }
  /** Does nothing when applied: only training leaves outliers out. Kept for the report. */
  | {
      readonly kind: "drop_outliers";
      readonly columns: readonly string[];
      readonly bounds: readonly Bounds[];
      readonly rows: number;
      readonly dropped: number;
    }
  | { readonly kind: "one_hot"; readonly columns: readonly OneHot[] }
  | {
      readonly kind: "ordinal";
      readonly columns: readonly { readonly name: string; readonly levels: readonly string[] }[];
    }
  | { readonly kind: "target_means"; readonly columns: readonly TargetMeans[] }
  | { readonly kind: "hashing"; readonly columns: readonly string[]; readonly buckets: number }
  /** (x - centre) / width. */
  | {
      readonly kind: "scale";
      readonly columns: readonly { readonly name: string; readonly centre: number; readonly width: number }[];
    }
  /** The number of inner edges at or below x. */
  | { readonly kind: "bin"; readonly columns: readonly { readonly name: string; readonly edges: readonly number[] }[] }
  | PrincipalComponents
  | { readonly kind: "drop_columns"; readonly columns: readonly string[]; readonly scores: readonly FeatureScore[] };

export interface Fill {
  readonly name: string;
  readonly kind: ScalarKind;
  readonly value: number | string;
}

/** Standardised donor rows, row by row; null is missing. */
export interface NeighbourFill {
  readonly kind: "neighbour_fill";
  readonly neighbours: number;
  readonly features: readonly Standardised[];
  readonly donors: readonly (readonly (number | null)[])[];
  readonly columns: readonly (Fill & { readonly value: number; readonly donorValues: readonly (number | null)[] })[];
}

/** value + Σ weight × standardised feature; a missing feature counts as its mean. */
export interface ModelFill {
  readonly kind: "model_fill";
  readonly features: readonly Standardised[];
  readonly columns: readonly (Fill & { readonly value: number; readonly weights: readonly number[] })[];
}

export interface Standardised {
  readonly name: string;
  readonly mean: number;
  readonly deviation: number;
}

export interface Bounds {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** Levels with a column of their own, most frequent first; those in `rare` share one, if there are any. */
export interface OneHot {
  readonly name: string;
  readonly levels: readonly string[];
  readonly rare: readonly string[];
}

/** One output for regression and two classes; one a class for several. `missing` is the mean of rows without a level. */
export interface TargetMeans {
  readonly name: string;
  readonly levels: readonly string[];
  readonly outputs: readonly {
    readonly name: string;
    readonly means: readonly number[];
    readonly missing: number;
    readonly overall: number;
  }[];
}

/** Rows of `weights` are components, over the standardised columns, by falling variance. */
export interface PrincipalComponents {
  readonly kind: "principal_components";
  readonly columns: readonly Standardised[];
  readonly weights: readonly (readonly number[])[];
  /** The share of the variance that each component explains. */
  readonly explained: readonly number[];
}

export interface FeatureScore {
  readonly name: string;
  readonly score: number;
}

/** A fitted pipeline: plain data, stored with the model and run unchanged in the server. */
export interface FittedPipeline {
  readonly version: 1;
  readonly parts: readonly FittedPart[];
}
