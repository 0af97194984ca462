import type { ChildProcess } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { codes, report } from "@mlopsc/diagnostics";
import { done, failed, type Outcome } from "../../outcome.ts";
import { heapMegabytes, replicaLine } from "../command-lines.ts";
import type { FoundReplica } from "../found.ts";
import type { StartOptions } from "../platform.ts";
import { answersReady } from "./answers-ready.ts";
import { type ImageAbout, imageFiles, imageFolder } from "./images.ts";
import { lastLines } from "./output.ts";
import { endProcess, runningProcess, startProcess } from "./own-process.ts";
import { type Places, replicaName } from "./places.ts";
import { type ReleaseRecord, recordFileOf } from "./releases.ts";
import { afterFileOf, logFolderOf, putInLine, runningLogs, waitsInLine } from "./turns.ts";
import { endOfChild, endOfProcess, untilSettled } from "./until-settled.ts";
import { writeWhole } from "./write-whole.ts";

const host = "127.0.0.1";
/** The server cuts what is in flight after 10 seconds; a little more for it to end by itself. */
const graceMilliseconds = 12_000;

/** Starts the replicas that do not run, and waits for all of them: until they answer, or until they wait for those before. */
export async function startReplicas(
  places: Places,
  record: ReleaseRecord,
  about: ImageAbout,
  apiKey: string | undefined,
  { signal, after }: StartOptions,
): Promise<Outcome<void>> {
  const before = after === undefined ? [] : await runningLogs(places, after);
  if (apiKey !== undefined) await writeWhole(keyFileOf(places, record.release), apiKey);
  const all = await Promise.all(
    record.ports.map(async (port, index) => {
      const replica = index + 1;
      const recordFile = recordFileOf(places, record.release, replica);
      if (runningProcess(recordFile) !== undefined)
        return { replica, port, child: undefined, ended: () => endOfProcess(recordFile) };
      await putInLine(places, record.release, replica, before);
      const child = startReplica(places, record, about, replica, {
        hasKey: apiKey !== undefined,
        waits: before.length > 0,
      });
      return { replica, port, child, ended: endOfChild(child) };
    }),
  );
  const ways = await Promise.all(
    all.map(({ replica, port, child, ended }) =>
      untilSettled(signal, ended, async () =>
        // One that ran before does either already.
        before.length > 0
          ? child === undefined || waitsInLine(places, record.release, replica)
          : await answersReady(host, port),
      ),
    ),
  );
  // It was read: no secret stays.
  await rm(keyFileOf(places, record.release), { force: true });
  const at = ways.findIndex((way) => way !== "ready");
  const how = ways[at];
  if (how === undefined) return done(undefined);
  const name = replicaName(record.release, all[at]?.replica ?? 1);
  const lines = await lastLines(outputFileOf(places, name), 20);
  // Nobody was answered by them. One that has not put down yet who it is, is known by its handle alone.
  const broken = all.filter(({ child }, index) => child !== undefined || ways[index] !== "ready");
  for (const { child } of broken) child?.kill("SIGKILL");
  await Promise.all(broken.map(({ replica }) => endReplica(places, record.release, replica)));
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
  { hasKey, waits }: { readonly hasKey: boolean; readonly waits: boolean },
): ChildProcess {
  const name = replicaName(record.release, replica);
  const folder = imageFolder(places, record.image);
  const line = replicaLine({
    model: about.model,
    version: about.version,
    release: record.release,
    host,
    port: record.ports[replica - 1] as number,
    logFolder: logFolderOf(places, record.release, replica),
    ...(waits ? { afterFile: afterFileOf(places, record.release, replica) } : {}),
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
