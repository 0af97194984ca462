import type { DriftDetector } from "@mlopsc/vocabulary";
import { done, type Outcome } from "../problem.ts";
import { requireColumn } from "../table/columns.ts";
import type { Table } from "../table/table.ts";
import { type ColumnSample, columnSample } from "./columns/column-sample.ts";
import { compareColumns, type JudgedColumn, type JudgeOptions } from "./columns/compare-columns.ts";
import { type DriftResult, detectDrift } from "./detect-drift.ts";

/** A reference that many samples are compared with. */
export interface DriftReference {
  readonly table: Table;
  readonly columns: readonly ColumnSample[];
}

/** Whether a sample has drifted, column by column and as a whole. */
export interface DriftVerdict {
  /** Drifted where some column has, or the classifier tells the samples apart. */
  readonly verdict: JudgedColumn["verdict"];
  readonly columns: readonly JudgedColumn[];
  /** The share of the judged columns that have drifted; null where none was judged. */
  readonly share: number | null;
  /** Null where there are too few rows for it. */
  readonly classifier: (DriftResult & { readonly verdict: JudgedColumn["verdict"] }) | null;
}

export interface JudgeDriftOptions extends JudgeOptions {
  readonly detector: DriftDetector;
  /** The columns that the classifier reads; each is compared by itself too. */
  readonly features: readonly string[];
  /** Columns that are only compared by themselves, as predictions are. */
  readonly besides?: readonly string[];
  readonly seed: number;
}

/** Fewer rows on either side tell a classifier nothing. */
const leastClassified = 100;
/** An AUC below it is too little to matter, however certain. */
const leastAuc = 0.55;

/** The named columns of a reference, made ready. Throws where one is absent. */
export const driftReference = (table: Table, names: readonly string[]): DriftReference => ({
  table,
  columns: names.map((name) => columnSample(requireColumn(table, name))),
});

/**
 * Judges a sample against a reference by two looks that share the level: half of it is for the columns together, half for the
 * classifier (its AUC's p-value; the AUC itself must reach 0.55). So where nothing has changed, the chance that the whole
 * verdict is drifted is at most the level.
 */
export function judgeDrift(
  reference: DriftReference,
  current: Table,
  { detector, features, besides = [], seed, level = 0.05, ...options }: JudgeDriftOptions,
): Outcome<DriftVerdict> {
  const names = new Set([...features, ...besides]);
  const columns = compareColumns(
    reference.columns.filter(({ name }) => names.has(name)),
    current.columns.filter(({ name }) => names.has(name)).map(columnSample),
    { ...options, level: level / 2 },
  );
  const judged = columns.filter(({ verdict }) => verdict !== "not_judged");
  const drifted = judged.filter(({ verdict }) => verdict === "drifted");
  const classified = classify(reference.table, current, features, detector, seed, level / 2);
  if (!classified.ok) return classified;
  const verdicts = [...judged.map(({ verdict }) => verdict), classified.value?.verdict ?? "not_judged"];
  return done({
    verdict: (["drifted", "same"] as const).find((verdict) => verdicts.includes(verdict)) ?? "not_judged",
    columns,
    share: judged.length === 0 ? null : drifted.length / judged.length,
    classifier: classified.value,
  });
}

function classify(
  reference: Table,
  current: Table,
  features: readonly string[],
  detector: DriftDetector,
  seed: number,
  level: number,
): Outcome<DriftVerdict["classifier"]> {
  if (features.length === 0 || Math.min(reference.rows, current.rows) < leastClassified) return done(null);
  const found = detectDrift(reference, current, features, detector, seed);
  if (!found.ok) return found;
  const { pValue, auc } = found.value;
  const verdict = pValue === null ? "not_judged" : pValue <= level && auc >= leastAuc ? "drifted" : "same";
  return done({ ...found.value, verdict });
}
