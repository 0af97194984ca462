import type { ScalarKind } from "@mlopsc/vocabulary";
import type { FitProblem } from "./learners/fit-problem.ts";

/** Why data cannot be learnt from, as a value: the engine turns kinds into diagnostics. `step` counts from 0. */
export type LearnProblem =
  | { readonly kind: "unknownColumn"; readonly step: number; readonly column: string }
  | { readonly kind: "wrongKind"; readonly step: number; readonly column: string; readonly found: ScalarKind }
  /** The training rows hold no value at all, so there is nothing to learn. */
  | { readonly kind: "allMissing"; readonly step: number; readonly column: string }
  /** The step takes no missing values; impute them before it. */
  | { readonly kind: "missingValues"; readonly step: number; readonly column: string; readonly rows: number }
  | { readonly kind: "noTrainingRows"; readonly step: number }
  /** The step learns from the prediction column, which is not there. */
  | { readonly kind: "targetNeeded"; readonly step: number }
  | {
      readonly kind: "tooManyComponents";
      readonly step: number;
      readonly components: number;
      readonly columns: number;
    }
  /** A mean, deviation or weight of such large values is beyond what a double holds; of the step's columns the largest. */
  | { readonly kind: "tooLarge"; readonly step: number; readonly column: string; readonly largest: number }
  | { readonly kind: "noFeatureSelected"; readonly step: number }
  | { readonly kind: "unsupported"; readonly step: number; readonly what: string }
  | FitProblem;

export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: LearnProblem };

export const done = <Value>(value: Value): Outcome<Value> => ({ ok: true, value });
export const failed = (problem: LearnProblem): { readonly ok: false; readonly problem: LearnProblem } => ({
  ok: false,
  problem,
});
