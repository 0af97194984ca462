import {
  columnNamed,
  formatTimestamp,
  isText,
  type JsonScalar,
  recordsFromTable,
  type Table,
  takeRows,
} from "@mlopsc/learn";
import type { DesiredState, SplitData } from "@mlopsc/plan";
import type { ActServices } from "./act.ts";
import type { MonitorSetup } from "./monitor-setup.ts";
import type { ReplayRequest } from "./replay.ts";
import { tableAsOf } from "./table-as-of.ts";

const day = 86_400_000;

/** What a replay sends, in order. */
export interface Traffic {
  /** Rising: of each record, in milliseconds since 1970-01-01 UTC. */
  readonly times: Float64Array;
  readonly end: number;
  readonly records: readonly Readonly<Record<string, JsonScalar>>[];
  readonly labels?: Table;
}

/** The rows of the table that the model learns from, as requests; or why there are none. */
export async function trafficOf(
  request: ReplayRequest,
  desired: DesiredState,
  setup: MonitorSetup,
  { engine, signal }: Omit<ActServices, "today">,
): Promise<Traffic | { readonly reason: string }> {
  const { services } = engine;
  const step = desired.steps.find(({ address }) => address === `monitor.${request.monitor}`);
  const { data, split, labels: labelled } = step?.inputs ?? {};
  if (data === undefined || split === undefined) return { reason: "the project no longer has it" };
  const splitting = desired.steps.find(({ address }) => address === split)?.config as SplitData | undefined;
  const name = request.time ?? (splitting?.split.by === "time" ? splitting.split.column : undefined);
  if (name === undefined) return { reason: "nothing says when a row happened" };
  // The latest day that can be asked for: what `today()` bars is what is to come.
  const horizon = request.to ?? Date.UTC(9999, 0);
  const table = await tableAsOf(desired, data, Math.ceil(horizon / day), services, signal);
  const rows = table && rowsWithin(table, name, request.from, horizon);
  if (table === undefined || rows === undefined) return { reason: `there is no column of time \`${name}\`` };
  if (rows.times.length === 0) return { reason: `there are no rows from ${formatTimestamp(request.from)} on` };
  const records = requestsOf(takeRows(table, rows.rows), setup);
  const labels =
    labelled === undefined ? undefined : await tableAsOf(desired, labelled, Math.ceil(horizon / day), services, signal);
  return { times: rows.times, end: rows.times.at(-1)! + 1, records, ...(labels ? { labels } : {}) };
}

/** Rising by time; undefined where the column tells none. */
function rowsWithin(
  table: Table,
  name: string,
  start: number,
  end: number,
): { readonly rows: Int32Array; readonly times: Float64Array } | undefined {
  const column = columnNamed(table, name);
  if (column === undefined || isText(column)) return undefined;
  const scale = column.kind === "date" ? day : 1;
  const timeOf = (row: number): number => column.values[row]! * scale;
  const rows = Array.from({ length: table.rows }, (_, row) => row)
    .filter((row) => timeOf(row) >= start && timeOf(row) < end)
    .sort((one, other) => timeOf(one) - timeOf(other));
  return { rows: Int32Array.from(rows), times: Float64Array.from(rows, timeOf) };
}

/** What a client would send: the columns of requests, and what labels are joined on. */
function requestsOf(table: Table, { definition, config }: MonitorSetup): Traffic["records"] {
  const known = new Set([...definition.columns.map((each) => each.name), ...(config.labels?.key ?? [])]);
  return recordsFromTable({ rows: table.rows, columns: table.columns.filter((each) => known.has(each.name)) });
}
