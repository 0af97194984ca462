import type { MetricName } from "@mlopsc/vocabulary";

/** Why a learner cannot be fitted, a model trained or read, or a metric measured. All are facts about the data. */
export type FitProblem =
  | { readonly kind: "no_rows" }
  | { readonly kind: "no_features" }
  /** The target is the same in all training rows, where classes are to be told apart. */
  | { readonly kind: "one_class" }
  /** Rows whose target is missing. */
  | { readonly kind: "missing_target"; readonly rows: number }
  /** The algorithm takes numbers only, and this feature holds text. */
  | { readonly kind: "text_feature"; readonly column: string }
  /** The algorithm takes no missing values, and this feature has some. */
  | { readonly kind: "missing_feature"; readonly column: string }
  /** The target of a `binary` model has this many classes. */
  | { readonly kind: "wrong_class_count"; readonly classes: number }
  | { readonly kind: "metric_undefined"; readonly metric: MetricName; readonly reason: MetricGap }
  /** Cross-validation: fewer rows or groups than folds. */
  | { readonly kind: "too_few_rows"; readonly rows: number; readonly needed: number }
  | { readonly kind: "unreadable_model"; readonly reason: string }
  /** The model was written by a newer release. */
  | { readonly kind: "newer_model"; readonly version: number; readonly readable: number };

/** Why a metric has no value on some rows. */
export type MetricGap = "no_rows" | "one_class" | "constant_target" | "zero_target" | "missing_prediction";
