import type { DeploymentName, Outcome, Platform } from "@mlopsc/deploy";
import { codes, report } from "@mlopsc/diagnostics";
import {
  type AlertEvent,
  type AlertMoment,
  type AlertStates,
  alertMessages,
  createMonitor,
  evaluateAlerts,
  indexLabels,
  judgeWindow,
  type LabelIndex,
  type LiveMetrics,
  type Monitor,
  type MonitorState,
  measureLive,
  serviceFigure,
  type WaitingAnswer,
  type WindowRecord,
  windowFigure,
} from "@mlopsc/monitor";
import type { DeployModel } from "@mlopsc/plan";
import { nameOf } from "../deploy/target-drift.ts";
import type { TableOutcome } from "../handlers/outcomes.ts";
import type { HandlerServices } from "../handlers/services.ts";
import type { WindowEntry } from "../registry/monitor-records.ts";
import type { MonitorSetup } from "./monitor-setup.ts";
import { type NewRequests, newRequests } from "./new-requests.ts";
import type { PendingAction } from "./pending-action.ts";
import { pruneLogs } from "./prune-logs.ts";
import type { Retraining } from "./retrain-allowance.ts";

/** What the registry keeps of a window: its record, the answers that wait for labels, and what these tell so far. */
export interface KeptWindow {
  readonly record: WindowRecord;
  readonly answers: readonly WaitingAnswer[];
  readonly live: LiveMetrics | null;
}

/** What a monitor has in hand between two looks. */
export interface WatchState {
  readonly monitor: MonitorState;
  readonly alerts: AlertStates;
  /** Until when the service was judged. */
  readonly servedTo: number;
  /** What alerts asked to be done and is not done yet. */
  readonly pending: readonly PendingAction[];
  /** What alerts had retrained lately. */
  readonly retrainings?: readonly Retraining[];
  /** When watching began: nothing is known of the service before. */
  readonly since: number;
  /** How often was looked: two that look at once do not both keep what they saw. */
  readonly looks: number;
}

export interface LookOptions {
  /** Milliseconds since 1970-01-01 UTC: the time of day, or that of a replay. */
  readonly now: number;
  /** When a request came; of a replay the time that it stands for. */
  readonly timeOf?: (request: { readonly time: number; readonly id: string }) => number;
  /** Instead of those that the registry holds. */
  readonly labels?: LabelIndex;
  /** A replay keeps what it sees apart, under a name of its own, and tells nobody. */
  readonly apart?: string;
}

export interface Look {
  readonly requests: number;
  readonly windows: readonly KeptWindow[];
  readonly events: readonly AlertEvent[];
  readonly pending: readonly PendingAction[];
  /** Segments of logs that were removed before they were read. */
  readonly missed: number;
}

/** Windows that wait for labels are measured again: so many of the last. */
const remeasured = 60;

/**
 * Reads what was logged since the last look, closes the windows that have ended, measures what labels tell, and steps the
 * alerts. All of it is kept as one: a kill at any moment loses no request, counts none twice, and tells no incident twice.
 */
export async function look(
  services: HandlerServices,
  setup: MonitorSetup,
  options: LookOptions,
): Promise<Outcome<Look>> {
  const { registry } = services;
  const name = options.apart ?? setup.name;
  const known = (registry.monitors.state(name) ?? undefined) as WatchState | undefined;
  const read = await readLogs(services, setup, name);
  if (!read.ok) return read;
  const monitor = createMonitor(setup.definition, setup.reference, known?.monitor);
  monitor.read(timed(read.value, options).readings);
  const closed = monitor.close(options.now);
  const labels = options.labels ?? (await knownLabels(services, setup));
  const windows = closed.map((each): KeptWindow => {
    const { answers } = each.part;
    return { record: judgeWindow(each, setup.prepared), answers, live: liveOf(setup, answers, labels) };
  });
  const again = measuredAgain(services, setup, name, labels);
  const told = stepAlerts(setup, [...again, ...windows], monitor, known, options.now);
  const pending = [...(known?.pending ?? []), ...pendingOf(setup, told.events)];
  const looks = (known?.looks ?? 0) + 1;
  const since = known?.since ?? options.now;
  const state: WatchState = {
    monitor: monitor.state(),
    alerts: told.states,
    servedTo: options.now,
    pending,
    retrainings: known?.retrainings ?? [],
    since,
    looks,
  };
  const { project, deployment } = setup.config;
  const isKept = registry.together(() => {
    const now = registry.monitors.state(name) as WatchState | null | undefined;
    if (now?.looks !== known?.looks) return false;
    const entries = [...again, ...windows].map(entryOf);
    registry.monitors.save(name, { state, cursors: read.value.cursors, windows: entries });
    const messages = told.events.flatMap((event) => alertMessages(event, { project, deployment }));
    // Pauses between attempts are real, whatever is replayed.
    if (options.apart === undefined) registry.outbox.add(messages, services.clock());
    for (const event of told.events) registry.decisions.add(decisionOf(event));
    return true;
  });
  if (!isKept) return { ok: false, problems: [report(codes.watchedElsewhere, { monitor: setup.name })] };
  const place = options.apart === undefined ? await placeOfLogs(services, setup) : undefined;
  if (place?.ok) await pruneLogs(services, place.value.platform, place.value.name, read.value);
  const requests = read.value.readings.reduce((sum, reading) => sum + reading.requests.length, 0);
  return { ok: true, value: { requests, windows, events: told.events, pending, missed: read.value.missed } };
}

async function readLogs(services: HandlerServices, setup: MonitorSetup, name: string): Promise<Outcome<NewRequests>> {
  const place = await placeOfLogs(services, setup);
  // Not yet brought there: nobody has asked anything.
  if (place === undefined) return { ok: true, value: { readings: [], segments: [], cursors: [], missed: 0 } };
  if (!place.ok) return place;
  return newRequests(place.value.platform, place.value.name, services.registry.monitors.cursors(name));
}

/** Where the deployment that is watched runs; undefined where it was not brought anywhere. */
async function placeOfLogs(
  { registry, deployment }: HandlerServices,
  { config }: MonitorSetup,
): Promise<Outcome<{ readonly platform: Platform; readonly name: DeploymentName }> | undefined> {
  const step = registry.steps.current(`deploy.${config.deployment}/${config.target}`);
  if (step === undefined) return undefined;
  const deployed = JSON.parse(step.config) as DeployModel;
  const platform = await deployment.platform(deployed.target.platform);
  return platform.ok ? { ok: true, value: { platform: platform.value, name: nameOf(deployed) } } : platform;
}

/** Without what the checks of a roll-out asked, which is no traffic. */
const timed = ({ readings, ...rest }: NewRequests, { timeOf = ({ time }) => time }: LookOptions): NewRequests => ({
  ...rest,
  readings: readings.map((reading) => ({
    ...reading,
    requests: reading.requests.flatMap((request) =>
      request.id.startsWith("check-") ? [] : [{ ...request, time: timeOf(request) }],
    ),
  })),
});

async function knownLabels({ registry, data }: HandlerServices, setup: MonitorSetup): Promise<LabelIndex> {
  const outcome = setup.labels === undefined ? undefined : registry.steps.current(setup.labels)?.outcome;
  if (outcome === undefined) return new Map();
  return indexLabels(setup.definition, await data.table((outcome as TableOutcome).table));
}

const liveOf = (
  { definition }: MonitorSetup,
  answers: readonly WaitingAnswer[],
  labels: LabelIndex,
): LiveMetrics | null => (definition.labels === undefined ? null : measureLive(definition, answers, labels));

/** Windows of which more labels have come than when they were looked at last. */
function measuredAgain(
  { registry }: HandlerServices,
  setup: MonitorSetup,
  name: string,
  labels: LabelIndex,
): readonly KeptWindow[] {
  if (labels.size === 0) return [];
  return registry.monitors.windows(name, { most: remeasured }).flatMap(({ record }) => {
    const kept = record as KeptWindow;
    const live =
      kept.live === null || kept.live.labelled === kept.live.answers ? null : liveOf(setup, kept.answers, labels);
    return live === null || live.labelled === kept.live?.labelled ? [] : [{ ...kept, live }];
  });
}

function stepAlerts(
  { alerts: { alerts }, test }: MonitorSetup,
  windows: readonly KeptWindow[],
  monitor: Monitor,
  known: WatchState | undefined,
  now: number,
): { readonly states: AlertStates; readonly events: readonly AlertEvent[] } {
  const moments = windows.map(({ record, live }): AlertMoment => {
    const source = { record, test, ...(live === null ? {} : { live }) };
    return { kind: "window", stretch: record.window, now, figure: (name) => windowFigure(name, source) };
  });
  const servedTo = known?.servedTo ?? now;
  const since = known?.since ?? now;
  const figure: AlertMoment["figure"] = (name, stretch) =>
    stretch.start < since ? undefined : serviceFigure(name, monitor.service(stretch), stretch);
  if (now > servedTo) moments.push({ kind: "service", stretch: { start: servedTo, end: now }, now, figure });
  let states = known?.alerts ?? {};
  const events: AlertEvent[] = [];
  for (const moment of moments) {
    const evaluation = evaluateAlerts(alerts, states, moment);
    states = evaluation.states;
    events.push(...evaluation.events);
  }
  return { states, events };
}

/** What is to be done: when an alert fires, and again with each reminder while its incident lasts. */
const pendingOf = ({ alerts: { alerts } }: MonitorSetup, events: readonly AlertEvent[]): readonly PendingAction[] =>
  events.flatMap(({ kind, alert, incident, at }) => {
    const action = kind === "resolved" ? undefined : alerts.find(({ name }) => name === alert)?.action;
    return action === undefined ? [] : [{ alert, action, at, source: incident.source }];
  });

const entryOf = (kept: KeptWindow): WindowEntry => ({ ...kept.record.window, record: kept });

function decisionOf({ kind, alert, incident, at, figures }: AlertEvent) {
  const seen = Object.entries(figures).map(([name, value]) => `${name} is ${Number(value.toPrecision(4))}`);
  const event = { firing: "fired", repeat: "still fires", resolved: "resolved" }[kind];
  const message = `${incident.source}${seen.length > 0 ? ` (${seen.join(", ")})` : ""}`;
  return { time: at, subject: `alert.${alert}`, event, message, detail: { figures, since: incident.since } };
}
