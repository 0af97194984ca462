import { setTimeout as delay } from "node:timers/promises";
import type { Outcome } from "@mlopsc/deploy";
import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import { formatDate } from "@mlopsc/learn";
import { indexLabels } from "@mlopsc/monitor";
import type { DeployModel, DesiredState } from "@mlopsc/plan";
import { todayHeader } from "@mlopsc/serve";
import { keyHeader } from "../deploy/api-key.ts";
import { targetAddress } from "../deploy/target-address.ts";
import { nameOf } from "../deploy/target-drift.ts";
import type { ActServices } from "./act.ts";
import { type MonitorSetup, monitorSetup } from "./monitor-setup.ts";
import { newRequests } from "./new-requests.ts";
import { type Traffic, trafficOf } from "./replay-traffic.ts";
import { type Watched, watch } from "./watch.ts";

const day = 86_400_000;

export interface ReplayRequest {
  readonly monitor: string;
  /** Milliseconds since 1970-01-01 UTC; to the end of the data when not given. */
  readonly from: number;
  readonly to?: number;
  /** So many milliseconds of the data in one of ours; no slower than it can be when infinite. */
  readonly speed: number;
  /** The column that says when a row happened; that of the split by time when not given. */
  readonly time?: string;
}

/** A round of the replay: a window of the data. */
export interface ReplayRound {
  /** Of the data. */
  readonly now: number;
  readonly requests: number;
  /** Not answered, or by a failure of the server. */
  readonly failed: number;
  /** Answered with a 4xx: the row is none that the model takes. */
  readonly refused: number;
  readonly watched: Watched;
}

/**
 * Sends the rows of a data set to the deployment that answers now, as they came, and lets the monitor look after each window:
 * the server, the log, the monitor, alerts and what they ask for are the real ones; only time goes faster, and stands
 * still while a model is trained. `today()` is the day on which a row came. Labels are known as soon as their time has come.
 */
export async function replay(
  request: ReplayRequest,
  desired: DesiredState,
  services: Omit<ActServices, "today">,
  onRound: (round: ReplayRound) => void,
): Promise<Outcome<void>> {
  const { engine, signal } = services;
  const setup = await monitorSetup(engine.services, request.monitor);
  if (setup === undefined) return problem(request, "it was not applied yet");
  const traffic = await trafficOf(request, desired, setup, services);
  if ("reason" in traffic) return problem(request, traffic.reason);
  const door = doorOf(engine.services.registry, setup);
  if (door === undefined)
    return problem(request, `\`${setup.config.deployment}\` does not answer on \`${setup.config.target}\``);
  const labels = traffic.labels === undefined ? {} : { labels: indexLabels(setup.definition, traffic.labels) };
  const length = setup.config.windowMilliseconds;
  const started = performance.now();
  const apart = `${request.monitor} (replay)`;
  const begun = await begin(apart, setup, services);
  if (!begun.ok) return begun;
  let at = 0;
  for (let start = Math.floor(request.from / length) * length; start < traffic.end; start += length) {
    const end = start + length;
    const rows: number[] = [];
    while (at < traffic.times.length && traffic.times[at]! < end) rows.push(at++);
    const sent = await send(door, traffic, rows, signal);
    const due = started + (end - request.from) / request.speed;
    if (Number.isFinite(due) && due > performance.now())
      await delay(due - performance.now(), undefined, signal ? { signal } : {});
    if (signal?.aborted) return { ok: true, value: undefined };
    const now = end + lateMilliseconds;
    const watched = await watch(
      request.monitor,
      { ...services, today: () => Math.floor(end / day) },
      { now, timeOf: timeInId, refresh: false, apart, ...labels },
    );
    if (watched === undefined || !watched.ok) return watched ?? problem(request, "it was removed meanwhile");
    onRound({ now: end, requests: rows.length, ...sent, watched: watched.value });
  }
  return { ok: true, value: undefined };
}

/** What was logged before is not of the replay: it is passed over. */
async function begin(
  apart: string,
  { config }: MonitorSetup,
  { engine }: Omit<ActServices, "today">,
): Promise<Outcome<void>> {
  const { registry, deployment } = engine.services;
  const step = registry.steps.current(`deploy.${config.deployment}/${config.target}`);
  const deployed = JSON.parse(step?.config ?? "{}") as DeployModel;
  const platform = await deployment.platform(deployed.target.platform);
  const seen = platform.ok ? await newRequests(platform.value, nameOf(deployed), []) : platform;
  if (!seen.ok) return seen;
  registry.monitors.forget(apart);
  registry.monitors.save(apart, { state: null, cursors: seen.value.cursors, windows: [] });
  return { ok: true, value: undefined };
}

/** As a monitor waits for requests of a window that has ended. */
const lateMilliseconds = 30_000;

interface Door {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

function doorOf({ steps }: ActServices["engine"]["services"]["registry"], { config }: MonitorSetup): Door | undefined {
  const step = steps.current(`deploy.${config.deployment}/${config.target}`);
  if (step === undefined) return undefined;
  const { target, apiKey } = JSON.parse(step.config) as DeployModel;
  return { url: `${targetAddress(target)}/predict`, headers: keyHeader(apiKey) };
}

/** Requests at once. */
const atOnce = 16;

/** Gives how many were not answered with a prediction. */
async function send(
  door: Door,
  { times, records }: Traffic,
  rows: readonly number[],
  signal?: AbortSignal,
): Promise<Pick<ReplayRound, "failed" | "refused">> {
  let [failed, refused] = [0, 0];
  const queue = rows.values();
  const worker = async (): Promise<void> => {
    for (const row of queue) {
      if (signal?.aborted) return;
      const time = times[row]!;
      const today = formatDate(Math.floor(time / day));
      const own = { "content-type": "application/json", "x-request-id": idOf(time, row), [todayHeader]: today };
      const headers = { ...own, ...door.headers };
      const answer = await fetch(door.url, { method: "POST", headers, body: JSON.stringify(records[row]) }).catch(
        () => undefined,
      );
      await answer?.arrayBuffer();
      if (answer === undefined || answer.status >= 500) failed++;
      else if (answer.status >= 400) refused++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { failed, refused };
}

/** The time that a request stands for goes with it, and comes back by the log: `replay-1583020800000-17`. */
const idOf = (time: number, row: number): string => `replay-${time}-${row}`;

function timeInId({ time, id }: { readonly time: number; readonly id: string }): number {
  const found = /^replay-(-?\d+)-\d+$/.exec(id);
  return found === null ? time : Number(found[1]);
}

const problem = (
  { monitor }: ReplayRequest,
  reason: string,
): { readonly ok: false; readonly problems: readonly Diagnostic[] } => ({
  ok: false,
  problems: [report(codes.nothingToReplay, { monitor, reason })],
});
