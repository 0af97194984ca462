import { columnNamed } from "@mlopsc/learn";
import type { LoggedRequest, RequestLogReading } from "@mlopsc/serve";
import { watchOnline } from "./figures/online-changes.ts";
import {
  type MonitorDefinition,
  type MonitorReference,
  type MonitorSettings,
  settingsOf,
} from "./monitor-definition.ts";
import type { ClosedWindow, MonitorState } from "./monitor-state.ts";
import { type Window, windowOf } from "./window.ts";
import { columnLimits } from "./windows/column-quality.ts";
import type { ServiceCounts } from "./windows/service-counts.ts";
import { countSlice, countsOver, forgetBefore } from "./windows/service-timeline.ts";
import { emptyPart, type PartContext, partReader, sealed, type WindowPart } from "./windows/window-part.ts";

export interface Monitor {
  /** Counts requests: each reading is handed over once. In one call they may be of several replicas, in any order. */
  read(readings: readonly RequestLogReading[]): void;
  /**
   * The windows that have ended by `now`, the oldest first, those without requests among them. `now` is when the reading
   * before began: what was logged by then has been counted.
   */
  close(now: number): readonly ClosedWindow[];
  /** Counts over a stretch, in slices of ten seconds; as far back as the definition keeps them. */
  service(stretch: Window): ServiceCounts;
  /** A copy, to be stored. */
  state(): MonitorState;
}

/** Goes on from a state, or begins. Pure but for what it holds: no clock, no files. */
export function createMonitor(
  definition: MonitorDefinition,
  reference: MonitorReference,
  from?: MonitorState,
): Monitor {
  const settings = settingsOf(definition);
  const names = settings.columns.map(({ name }) => name);
  const limits = settings.columns.map((column) =>
    columnLimits(
      column,
      reference.profile.find(({ name }) => name === column.name),
      columnNamed(reference.table, column.name),
    ),
  );
  const context: PartContext = { settings, limits };
  const held = begun(from, names);
  const online = watchOnline(from?.online);
  const scale = predictionScale(reference);
  const observe = (reading: RequestLogReading, request: LoggedRequest): void => {
    const { time, status, milliseconds } = request;
    held.changes.push(...online.take("errors", time, Number(status >= 500)));
    held.changes.push(...online.take("latency", time, Math.log(Math.max(0.01, milliseconds))));
    if (settings.classes.length > 2) return;
    for (let row = request.from; row < request.to; row++)
      held.changes.push(...online.take("prediction", time, scale(reading.columns.values[row]!)));
  };
  return {
    read: (readings) => {
      for (const { reading, request, add } of inOrder(readings, context)) {
        countSlice(held.timeline, request.time, request);
        const part = partFor(held, request.time, settings);
        if (part === undefined) held.late++;
        else add(part, request);
        observe(reading, request);
      }
    },
    close: (now) => {
      forgetBefore(held.timeline, now - settings.serviceMilliseconds);
      return closedBy(held, now, settings);
    },
    service: (stretch) => countsOver(held.timeline, stretch),
    state: () =>
      structuredClone({
        ...held,
        ...{ version: 1, columns: names, online: online.state() },
        parts: held.parts.map((part) => sealed(part, settings)),
      }),
  };
}

type Held = { -readonly [Key in "closedTo" | "first" | "late"]: MonitorState[Key] } & {
  parts: WindowPart[];
  timeline: MonitorState["timeline"];
  changes: MonitorState["changes"][number][];
};

function begun(from: MonitorState | undefined, names: readonly string[]): Held {
  if (from === undefined) return { parts: [], closedTo: null, first: true, late: 0, timeline: {}, changes: [] };
  const { parts, closedTo, first, late, timeline, changes, columns } = structuredClone(from);
  const isSame = columns.length === names.length && columns.every((name, at) => name === names[at]);
  return {
    ...{ closedTo, first, late, timeline, changes: [...changes] },
    parts: isSame ? [...parts] : parts.map((part) => ({ ...part, rows: [], quality: {} })),
  };
}

function inOrder(
  readings: readonly RequestLogReading[],
  context: PartContext,
): readonly { reading: RequestLogReading; request: LoggedRequest; add: ReturnType<typeof partReader> }[] {
  return readings
    .flatMap((reading) => {
      const add = partReader(reading, context);
      return reading.requests.map((request) => ({ reading, request, add }));
    })
    .sort((a, b) => a.request.time - b.request.time || (a.request.id < b.request.id ? -1 : 1));
}

/** The open window of a request; undefined where it has ended. */
function partFor(held: Held, time: number, { window }: MonitorSettings): WindowPart | undefined {
  if (window.kind === "count") {
    const last = held.parts.at(-1);
    const isOpen = last !== undefined && last.service.requests < window.requests;
    const part = isOpen ? last : emptyPart({ start: time, end: time + 1 });
    if (!isOpen) held.parts.push(part);
    const { start, end } = part.window;
    Object.assign(part, { window: { start: Math.min(start, time), end: Math.max(end, time + 1) } });
    return part;
  }
  const stretch = windowOf(time, window.milliseconds);
  held.closedTo ??= stretch.start;
  if (stretch.start < held.closedTo) return undefined;
  const found = held.parts.find((part) => part.window.start === stretch.start);
  if (found !== undefined) return found;
  const part = emptyPart(stretch);
  held.parts.push(part);
  return part;
}

function closedBy(held: Held, now: number, settings: MonitorSettings): readonly ClosedWindow[] {
  const { window, lateMilliseconds } = settings;
  const closed: ClosedWindow[] = [];
  const end = (part: WindowPart): void => {
    closed.push({
      ...{ part: sealed(part, settings), late: held.late },
      partial: held.first && window.kind === "time",
      changes: held.changes.filter(({ time }) => time < part.window.end),
    });
    held.parts = held.parts.filter((other) => other !== part);
    held.changes = held.changes.filter(({ time }) => time >= part.window.end);
    Object.assign(held, { late: 0, first: false });
  };
  if (window.kind === "count") {
    for (const part of held.parts) if (part.service.requests >= window.requests) end(part);
    return closed;
  }
  held.closedTo ??= windowOf(now, window.milliseconds).start;
  while (held.closedTo + window.milliseconds + lateMilliseconds <= now) {
    const stretch = windowOf(held.closedTo, window.milliseconds);
    end(held.parts.find((part) => part.window.start === stretch.start) ?? emptyPart(stretch));
    held.closedTo = stretch.end;
  }
  return closed;
}

/** Predictions in deviations of the reference's, or as they are. */
function predictionScale({ predictions }: MonitorReference): (value: number) => number | null {
  const known = predictions?.values.filter((value) => !Number.isNaN(value)) ?? new Float64Array();
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  const spread = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, known.length);
  const deviation = spread > 0 ? Math.sqrt(spread) : 1;
  return (value) => (Number.isNaN(value) ? null : (value - mean) / deviation);
}
