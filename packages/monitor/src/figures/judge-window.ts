import { type DriftReference, type DriftVerdict, driftReference, judgeDrift } from "@mlopsc/learn";
import { type MonitorDefinition, type MonitorReference, settingsOf } from "../monitor-definition.ts";
import type { ClosedWindow } from "../monitor-state.ts";
import type { QualityCounts } from "../windows/column-quality.ts";
import { latencyQuantile } from "../windows/latency-histogram.ts";
import {
  comparedColumns,
  predictionColumn,
  probabilityColumn,
  referenceTable,
  sampledTable,
} from "./compared-columns.ts";
import type { ColumnQuality, DriftRecord, WindowRecord } from "./window-record.ts";

/** Of fewer requests, or records, no share and no quantile is told. */
export const leastCounted = 20;

/** A reference made ready: once for all windows. */
export interface PreparedReference {
  readonly definition: MonitorDefinition;
  readonly drift: DriftReference;
  readonly features: readonly string[];
  readonly predictions: readonly string[];
}

export function prepareReference(definition: MonitorDefinition, reference: MonitorReference): PreparedReference {
  const table = referenceTable(definition, reference);
  const names = table.columns.map(({ name }) => name);
  const features = comparedColumns(definition.columns).flatMap(({ name }) => (names.includes(name) ? [name] : []));
  const predictions = [predictionColumn, probabilityColumn].filter((name) => names.includes(name));
  return { definition, drift: driftReference(table, names), features, predictions };
}

/** What a window that has ended tells. Pure: the same window and reference give the same record. */
export function judgeWindow(closed: ClosedWindow, reference: PreparedReference): WindowRecord {
  const { part, partial, late, changes } = closed;
  const { service, releases, window } = part;
  const [predicted, outOfScope, incomplete] = part.outcomes;
  const enough = service.requests >= leastCounted;
  const within = (share: number): number | null => (enough ? latencyQuantile(service.latency, share) : null);
  return {
    ...{ window, partial, late, releases, changes },
    ...{ requests: service.requests, records: service.records },
    errors: enough ? service.errors / service.requests : null,
    rejected: enough ? service.rejected / service.requests : null,
    latency: { p50: within(0.5), p95: within(0.95), p99: within(0.99), histogram: service.latency },
    outcomes: { predicted, outOfScope, incomplete },
    quality: Object.fromEntries(Object.entries(part.quality).map(([name, counts]) => [name, qualityOf(counts)])),
    drift: driftOf(closed, reference),
  };
}

function qualityOf({ rows, missing, outOfRange, unseen, refused }: QualityCounts): ColumnQuality {
  const share = (count: number): number | null => (rows < leastCounted ? null : count / rows);
  return { missing: share(missing), outOfRange: share(outOfRange), unseen: share(unseen), refused };
}

function driftOf({ part }: ClosedWindow, { definition, drift, features, predictions }: PreparedReference): DriftRecord {
  const { level, adjustment, leastEffect } = settingsOf(definition);
  const judged = judgeDrift(drift, sampledTable(definition, part.rows), {
    ...{ detector: definition.detector, seed: definition.seed, features, besides: predictions },
    ...{ level, adjustment, leastEffect },
  });
  // The columns are those of the reference, and rows of both classes are there: nothing else can fail.
  if (!judged.ok) throw new Error(`drift could not be judged: ${judged.problem.kind}`);
  const { verdict, share, columns, classifier } = judged.value;
  const isPrediction = ({ column }: { readonly column: string }): boolean => predictions.includes(column);
  return {
    verdict,
    ...(verdict === "not_judged" ? { reason: "few_rows" as const } : {}),
    ...{ rows: part.rows.length, share },
    columns: columns.filter((column) => !isPrediction(column)),
    predictions: columns.filter(isPrediction),
    classifier: classifier && toldClassifier(classifier),
  };
}

function toldClassifier(found: NonNullable<DriftVerdict["classifier"]>): DriftRecord["classifier"] {
  const { auc, pValue, interval, roc, testRows, verdict, features } = found;
  return {
    ...{ auc, pValue, interval, roc, testRows, verdict },
    importances: features.map(({ feature, importance }) => ({ column: feature, importance })),
  };
}
