import type { DriftDetector } from "@mlopsc/vocabulary";
import { fitLearner, predictLearner } from "../learners/fit-learner.ts";
import { type RocPoint, rocCurve } from "../metrics/curves.ts";
import { classScores, type ScoredRows } from "../metrics/scored-rows.ts";
import { done, failed, type Outcome } from "../problem.ts";
import { splitRows } from "../split/split-rows.ts";
import { columnNamed } from "../table/columns.ts";
import type { Table } from "../table/table.ts";
import { takeRows } from "../table/take-rows.ts";
import { aucTest } from "./auc-test.ts";
import { compareFeature, type FeatureComparison } from "./compare-feature.ts";
import { stackTables } from "./stack-tables.ts";

/** How well a classifier tells the current rows from the reference rows, and by which features. */
export interface DriftResult {
  /** On the rows held out; 0.5: no difference found, 1: told apart without fail. */
  readonly auc: number;
  /** Of {@link aucTest}; null where whole groups were held out, whose rows do not stand by themselves. */
  readonly pValue: number | null;
  readonly interval: readonly [number, number] | null;
  /** At most 200 points. */
  readonly roc: readonly RocPoint[];
  readonly referenceRows: number;
  readonly currentRows: number;
  readonly testRows: number;
  /** The most important first; importances are shares of 1. */
  readonly features: readonly (FeatureComparison & { readonly importance: number })[];
}

const rocPoints = 200;

/**
 * Labels reference rows 0 and current rows 1, trains the detector's classifier on a part and measures it on the rest:
 * random rows, or whole groups with the same value of `testBy`. The same rows and seed give the same result.
 */
export function detectDrift(
  reference: Table,
  current: Table,
  features: readonly string[],
  detector: DriftDetector,
  seed: number,
): Outcome<DriftResult> {
  if (reference.rows === 0 || current.rows === 0) return failed({ kind: "noRows" });
  const wanted = [...new Set(detector.testBy === undefined ? features : [...features, detector.testBy])];
  const absent = wanted.find((name) => !columnNamed(reference, name) || !columnNamed(current, name));
  if (absent !== undefined) return failed({ kind: "unknownColumn", step: 0, column: absent });
  const stacked = stackTables(reference, current, wanted);
  if (!stacked.ok) return stacked;
  const rows = stacked.value.rows;
  const label = Float64Array.from({ length: rows }, (_, row) => Number(row >= reference.rows));
  const share = { kind: "split", share: detector.testShare } as const;
  const { train, test } = splitRows(
    stacked.value,
    detector.testBy === undefined ? { ...share, by: "random" } : { ...share, by: "group", column: detector.testBy },
    seed,
  );
  const seen: Table = { rows, columns: features.map((name) => columnNamed(stacked.value, name)!) };
  const context = { task: "binary", classCount: 2, seed } as const;
  const learner = fitLearner(detector.algorithm, takeRows(seen, train), labelsOf(label, train), context);
  if (!learner.ok) return learner;
  const truth = labelsOf(label, test);
  const predicted = predictLearner(learner.value, takeRows(seen, test));
  const scored: ScoredRows = { task: "binary", classCount: 2, predicted };
  const tested = aucTest(truth, classScores(scored, 1));
  if (tested === null) return failed({ kind: "metricUndefined", metric: "auc", reason: "oneClass" });
  const compared = features.map((name, index) => ({
    ...compareFeature(reference, current, name),
    importance: learner.value.importance[index]!,
  }));
  return done({
    auc: tested.auc,
    pValue: detector.testBy === undefined ? tested.pValue : null,
    interval: detector.testBy === undefined ? tested.interval : null,
    roc: rocCurve(truth, classScores(scored, 1), rocPoints),
    referenceRows: reference.rows,
    currentRows: current.rows,
    testRows: test.length,
    features: compared.sort((a, b) => b.importance - a.importance || (a.feature < b.feature ? -1 : 1)),
  });
}

const labelsOf = (labels: Float64Array, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (row) => labels[row]!);
