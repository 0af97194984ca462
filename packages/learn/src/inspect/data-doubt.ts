import type { ClassLabel } from "../model/class-labels.ts";

/** What makes a trained model doubtful though it can be used: facts of its rows, for the engine to turn into warnings. */
export type DataDoubt =
  /** Features that no training row has a value of. */
  | { readonly kind: "withoutValue"; readonly columns: readonly string[]; readonly rows: number }
  /** Features that are the same in all training rows. */
  | { readonly kind: "constant"; readonly columns: readonly string[]; readonly rows: number }
  /** Features of which each row has a value of its own: they name rows, or count them. */
  | { readonly kind: "identifying"; readonly columns: readonly string[]; readonly rows: number }
  /** A feature that alone all but tells what is to be predicted. */
  | { readonly kind: "tellsTarget"; readonly column: string; readonly target: string; readonly by: TellingFact }
  /** A category with more levels than the learner tells apart. */
  | { readonly kind: "manyLevels"; readonly column: string; readonly levels: number; readonly told: number }
  /** Classes that rows of the test part have and no training row has. */
  | { readonly kind: "classOnlyInTest"; readonly classes: readonly ClassLabel[]; readonly rows: number }
  /** Levels of a category that rows of the test part have and no training row has. */
  | {
      readonly kind: "levelOnlyInTest";
      readonly column: string;
      /** Absent where the column is personal. */
      readonly example?: string;
      readonly levels: number;
      readonly rows: number;
      readonly testRows: number;
    }
  | { readonly kind: "fewTestRows"; readonly rows: number }
  /** The rarest class has fewer training rows than there are folds. */
  | { readonly kind: "rareClass"; readonly label: ClassLabel; readonly rows: number; readonly folds: number };

/**
 * How a feature tells the target. `auc`: its order alone parts two classes. `rank`: numbers rise or fall with it (Spearman).
 * `value`: each of its few values has one class. `missing`: whether it is there has one class.
 */
export type TellingFact =
  | { readonly measure: "auc" | "rank"; readonly figure: number }
  | { readonly measure: "value" | "missing" };
