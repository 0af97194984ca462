import type { ChildProcess } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { codes, report } from "@mlopsc/diagnostics";
import { done, failed, type Outcome } from "../../outcome.ts";
import { heapMegabytes, replicaLine } from "../command-lines.ts";
import type { FoundReplica } from "../found.ts";
import type { CallOptions } from "../platform.ts";
import { answersReady } from "./answers-ready.ts";
import { type ImageAbout, imageFiles, imageFolder } from "./images.ts";
import { lastLines } from "./output.ts";
import { endProcess, runningProcess, startProcess } from "./own-process.ts";
import { type Places, replicaName } from "./places.ts";
import { type ReleaseRecord, recordFileOf } from "./releases.ts";
import { writeWhole } from "./write-whole.ts";

const host = "127.0.0.1";
/** A replica that is not ready by then does not become so. */
const startMilliseconds = 30_000;
/** The server cuts what is in flight after 10 seconds; a little more for it to end by itself. */
const graceMilliseconds = 12_000;

/** Starts the replicas that do not run, and waits for all of them. */
export async function startReplicas(
  places: Places,
  record: ReleaseRecord,
  about: ImageAbout,
  apiKey: string | undefined,
  { signal }: CallOptions,
): Promise<Outcome<void>> {
  if (apiKey !== undefined) await writeWhole(keyFileOf(places, record.release), apiKey);
  const started = record.ports.flatMap((port, index) => {
    const replica = index + 1;
    if (runningProcess(recordFileOf(places, record.release, replica)) !== undefined) return [];
    return [{ replica, port, child: startReplica(places, record, about, replica, apiKey !== undefined) }];
  });
  const ways = await Promise.all(started.map(({ port, child }) => becomesReady(port, child, signal)));
  // It was read: no secret stays.
  await rm(keyFileOf(places, record.release), { force: true });
  const at = ways.findIndex((way) => way !== "ready");
  const how = ways[at];
  if (how === undefined) return done(undefined);
  const replica = started[at]?.replica ?? 1;
  const name = replicaName(record.release, replica);
  const lines = await lastLines(outputFileOf(places, name), 20);
  // Nobody was answered by them. One that has not put down yet who it is, is known by its handle alone.
  for (const { child } of started) child.kill("SIGKILL");
  await Promise.all(started.map((each) => endReplica(places, record.release, each.replica)));
  if (how === "stopped") return failed(report(codes.rolloutStopped, { release: record.release }));
  return failed(report(codes.startFailed, { replica: name, how, lines }));
}

export async function endReplica(places: Places, release: number, replica: number): Promise<void> {
  await endProcess(recordFileOf(places, release, replica), graceMilliseconds);
  const output = outputFileOf(places, replicaName(release, replica));
  await Promise.all([rm(output, { force: true }), rm(`${output}.1`, { force: true })]);
}

export async function findReplica(places: Places, record: ReleaseRecord, replica: number): Promise<FoundReplica> {
  const port = record.ports[replica - 1] as number;
  const running = runningProcess(recordFileOf(places, record.release, replica));
  if (running === undefined) return { replica, state: "stopped" };
  const address = `${host}:${port}`;
  return { replica, state: (await answersReady(host, port)) ? "healthy" : "unhealthy", address, local: address };
}

export const outputFileOf = (places: Places, name: string): string => join(places.output, `${name}.log`);

function startReplica(
  places: Places,
  record: ReleaseRecord,
  about: ImageAbout,
  replica: number,
  hasKey: boolean,
): ChildProcess {
  const name = replicaName(record.release, replica);
  const folder = imageFolder(places, record.image);
  const line = replicaLine({
    model: about.model,
    version: about.version,
    release: record.release,
    host,
    port: record.ports[replica - 1] as number,
    logFolder: join(places.logs, name),
    log: record.log,
    ...(hasKey ? { apiKeyFile: keyFileOf(places, record.release) } : {}),
  });
  return startProcess({
    line: [...heapMegabytes(record.memory), ...line],
    folder,
    script: join(folder, imageFiles.script),
    recordFile: recordFileOf(places, record.release, replica),
    outputFile: outputFileOf(places, name),
  });
}

const keyFileOf = (places: Places, release: number): string => join(places.releases, `r${release}.key`);

/** Looks until it answers: as often as a person would not notice. */
async function becomesReady(port: number, child: ChildProcess, signal: AbortSignal | undefined): Promise<string> {
  let ended: string | undefined;
  child.once("error", (error) => {
    ended = `could not be started: ${error.message}`;
  });
  child.once("exit", (code, name) => {
    ended = code === null ? `was ended by ${name}` : `ended with exit code ${code}`;
  });
  const limit = Date.now() + startMilliseconds;
  while (Date.now() < limit) {
    if (signal?.aborted) return "stopped";
    if (ended !== undefined) return ended;
    if (await answersReady(host, port)) return "ready";
    await delay(10);
  }
  return `was not ready after ${startMilliseconds / 1000} s`;
}
