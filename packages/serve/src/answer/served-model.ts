import type { JsonScalar, Table } from "@mlopsc/learn";
import type { ModelDefinition } from "@mlopsc/vocabulary";

/** A model as the server asks it: the definition that fixes its requests, and one function. */
export interface ServedModel {
  readonly definition: ModelDefinition;
  /** The classes as JSON carries them, in the order of the probabilities; the last of two is the positive one. */
  readonly classes: readonly JsonScalar[];
  /** Predicts a table of the request's columns. `today` in days since 1970-01-01. */
  predict(table: Table, today: number): ServedPredictions;
}

export interface ServedPredictions {
  /** For each row of the request's table: its place among the predictions, or -1 where it is out of scope. */
  readonly placeOf: Int32Array;
  /** A number each (regression), or an index into the classes. */
  readonly values: ArrayLike<number>;
  /** Classification: predictions × classes, row after row. */
  readonly probabilities: ArrayLike<number> | null;
  /** The condition, as written, that a row out of scope does not meet. */
  readonly scopeOf: (row: number) => string;
}
