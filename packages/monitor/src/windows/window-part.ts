import { isText, jsonAt, textAt } from "@mlopsc/learn";
import { type LoggedRequest, type RequestLogReading, recordOutcome } from "@mlopsc/serve";
import type { MonitorSettings } from "../monitor-definition.ts";
import type { Window } from "../window.ts";
import {
  type ColumnLimits,
  countProblem,
  countValue,
  mergeQuality,
  noQuality,
  type QualityCounts,
} from "./column-quality.ts";
import { keepSample, placeOf, trimSample } from "./row-sample.ts";
import { countRequest, mergeCounts, noRequests, type ServiceCounts } from "./service-counts.ts";

/** A record: its values in the order of the monitor's columns, null where missing, and what was answered. */
export type SampledRow = readonly [
  place: number,
  cells: readonly (number | string | null)[],
  value: number | null,
  label: number,
];

/** A prediction that waits for its label: the number or probability, the class, and the probabilities of three classes and more. */
export type WaitingAnswer = readonly [
  place: number,
  key: string,
  value: number | null,
  label: number,
  probabilities?: readonly number[],
];

/** What is known of the requests of a window so far: plain data, however many requests there were. */
export interface WindowPart {
  readonly window: Window;
  service: ServiceCounts;
  /** By column. */
  quality: Record<string, QualityCounts>;
  /** Requests by release. */
  releases: Record<string, number>;
  /** Records that the model answered, that were out of its scope, and that were too incomplete for it. */
  outcomes: [predicted: number, outOfScope: number, incomplete: number];
  /** Records of releases whose requests lack a column of this monitor: counted, and not compared. */
  strange: number;
  rows: SampledRow[];
  answers: WaitingAnswer[];
}

export const emptyPart = (window: Window): WindowPart => ({
  ...{ window, service: noRequests(), quality: {}, releases: {}, outcomes: [0, 0, 0], strange: 0 },
  ...{ rows: [], answers: [] },
});

/** What aggregation needs besides the requests. */
export interface PartContext {
  readonly settings: MonitorSettings;
  /** In the order of the settings' columns. */
  readonly limits: readonly ColumnLimits[];
}

/** The requests of a reading that fall in a window, as a part of it. */
export function aggregate(window: Window, reading: RequestLogReading, context: PartContext): WindowPart {
  const part = emptyPart(window);
  const read = partReader(reading, context);
  for (const request of reading.requests)
    if (request.time >= window.start && request.time < window.end) read(part, request);
  return sealed(part, context.settings);
}

/** What is known of the requests of both parts: the order does not matter. */
export function mergeParts(a: WindowPart, b: WindowPart, settings: MonitorSettings): WindowPart {
  const both: WindowPart = {
    window: { start: Math.min(a.window.start, b.window.start), end: Math.max(a.window.end, b.window.end) },
    service: mergeCounts([a.service, b.service]),
    quality: mergeBy(a.quality, b.quality, mergeQuality),
    releases: mergeBy(a.releases, b.releases, (one, other) => one + other),
    outcomes: [a.outcomes[0] + b.outcomes[0], a.outcomes[1] + b.outcomes[1], a.outcomes[2] + b.outcomes[2]],
    strange: a.strange + b.strange,
    rows: [...a.rows, ...b.rows],
    answers: [...a.answers, ...b.answers],
  };
  return sealed(both, settings);
}

/** Cuts the samples to their sizes, in order. */
export function sealed(part: WindowPart, { sampleRows, answerRows }: MonitorSettings): WindowPart {
  trimSample(part.rows, sampleRows);
  trimSample(part.answers, answerRows);
  return part;
}

/** Adds requests of one reading to parts. */
export function partReader(
  reading: RequestLogReading,
  { settings, limits }: PartContext,
): (part: WindowPart, request: LoggedRequest) => void {
  const { table, outcomes } = reading.columns;
  const find = (name: string): (typeof table.columns)[number] | undefined =>
    table.columns.find((column) => column.name === name);
  const columns = settings.columns.map(({ name }) => find(name));
  const keys = settings.labels?.key.map(find);
  const isStrange = columns.includes(undefined);
  const cellAt = (at: number, row: number): number | string | null => {
    const column = columns[at]!;
    return isText(column) ? textAt(column, row) : present(column.values[row]!);
  };
  return (part, request) => {
    countRequest(part.service, request);
    part.releases[request.release] = (part.releases[request.release] ?? 0) + 1;
    for (const { column, code } of request.problems) {
      if (settings.columns.some(({ name }) => name === column)) countProblem(qualityOf(part, column!), code);
    }
    for (let row = request.from; row < request.to; row++) {
      const outcome = outcomes[row]!;
      part.outcomes[outcome]!++;
      if (isStrange) {
        part.strange++;
        continue;
      }
      const cells = settings.columns.map((_, at) => cellAt(at, row));
      cells.forEach((cell, at) => {
        countValue(qualityOf(part, settings.columns[at]!.name), cell, limits[at]!);
      });
      const place = placeOf(`${request.id} ${request.time}`, row - request.from);
      const value = present(reading.columns.values[row]!);
      const label = reading.columns.labels[row]!;
      keepSample(part.rows, [place, cells, value, label], settings.sampleRows);
      if (keys === undefined || keys.includes(undefined) || outcome !== recordOutcome.predicted) continue;
      const key = keyText(keys.map((column) => jsonAt(column!, row)));
      if (key !== null) keepSample(part.answers, answer(reading, row, place, key, value, label), settings.answerRows);
    }
  };
}

/** The key as labels have it too, whatever kind the columns are of; null where a part is missing. */
export const keyText = (parts: readonly (string | number | boolean | null)[]): string | null =>
  parts.includes(null) ? null : parts.map(String).join("\u001f");

function answer(
  { columns, schema }: RequestLogReading,
  row: number,
  ...[place, key, value, label]: readonly [number, string, number | null, number]
): WaitingAnswer {
  const classes = schema?.classes.length ?? 0;
  if (classes < 3) return [place, key, value, label];
  return [place, key, value, label, Array.from(columns.probabilities.subarray(row * classes, (row + 1) * classes))];
}

const present = (value: number): number | null => (Number.isNaN(value) ? null : value);

function qualityOf(part: WindowPart, name: string): QualityCounts {
  part.quality[name] ??= noQuality();
  return part.quality[name];
}

function mergeBy<Value>(
  a: Readonly<Record<string, Value>>,
  b: Readonly<Record<string, Value>>,
  merge: (one: Value, other: Value) => Value,
): Record<string, Value> {
  const merged = { ...a };
  for (const [name, value] of Object.entries(b)) merged[name] = Object.hasOwn(a, name) ? merge(a[name]!, value) : value;
  return merged;
}
