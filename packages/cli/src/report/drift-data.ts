import type { DriftResult } from "@mlopsc/learn";
import type { ScalarKind } from "@mlopsc/vocabulary";

/** A comparison of two samples by a classifier that tries to tell them apart. */
export interface DriftReport {
  readonly name: string;
  readonly documentation?: string;
  /** As written: `aprils where year == 2019`. */
  readonly reference: string;
  readonly current: string;
  /** As written: `classifier(random_forest(trees: 100), test: 20%)`. */
  readonly detector: string;
  /** The kind of each feature, so that dates and times are written as such; plain numbers where absent. */
  readonly kinds?: Readonly<Record<string, ScalarKind>>;
  /** Features that hold personal data: counted and ranked, their values not shown. */
  readonly personal?: readonly string[];
  readonly result: DriftResult;
}
