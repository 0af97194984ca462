import { rm } from "node:fs/promises";
import { join } from "node:path";
import { codes, report } from "@mlopsc/diagnostics";
import type { DeploymentName } from "../../deployment.ts";
import { done, failed, type Outcome } from "../../outcome.ts";
import { attempt } from "../attempt.ts";
import type { Found, FoundRelease } from "../found.ts";
import type { RunLogLine } from "../logs.ts";
import type { Platform, ReleaseSpec, RunLogOptions, StartOptions } from "../platform.ts";
import { freePorts } from "../ports.ts";
import { endFront, ensureFrontProcess, findFront, frontStatus, readFront, setFrontRoutes } from "./front.ts";
import { imageFolder, installedImages, installFolder, readAbout } from "./images.ts";
import { occupantOf } from "./occupant.ts";
import { lastLines } from "./output.ts";
import { type Places, placesOf, replicaName } from "./places.ts";
import { forgetRelease, type ReleaseRecord, readRelease, readReleases, writeRelease } from "./releases.ts";
import { endReplica, findReplica, outputFileOf, startReplicas } from "./replicas.ts";
import { readFrom, segmentsIn } from "./segments.ts";

export interface ProcessPlatformOptions {
  /** Everything of every deployment lies below it: `.mlopsc/targets`. */
  readonly folder: string;
  /** Where fronts listen. Default `127.0.0.1`: this machine alone. */
  readonly host?: string;
}

/** Runs deployments as Node processes of this machine, which live on when mlopsc ends. Needs nothing but Node. */
export function createProcessPlatform({ folder, host = "127.0.0.1" }: ProcessPlatformOptions): Platform {
  const within = <T>(name: DeploymentName, what: string, act: (places: Places) => Promise<Outcome<T>>) => {
    const places = placesOf(folder, name);
    return attempt(what, places.root, () => act(places));
  };
  const takenBy = async (port: number): Promise<string> => {
    const occupant = await occupantOf(folder, host, port);
    if (occupant.kind === "front") return `the front of ${occupant.deployment} on ${occupant.target}`;
    return occupant.kind === "other" ? occupant.what : "another program";
  };
  return {
    kind: "process",
    install: (name, bundle) =>
      within(name, "Installing the bundle", async (places) => done(await installFolder(places, bundle))),
    inspect: (name) => within(name, "Looking at the deployment", async (places) => done(await find(places, host))),
    occupant: (port) => attempt("Looking at the port", folder, async () => done(await occupantOf(folder, host, port))),
    startRelease: (name, release, options = {}) =>
      within(name, `Starting release ${release.release}`, (places) => startRelease(places, release, options)),
    removeRelease: (name, release) =>
      within(name, `Removing release ${release}`, async (places) => done(await removeRelease(places, release))),
    removeImage: (name, image) =>
      within(name, "Removing the image", async (places) => {
        const [releases, front] = await Promise.all([readReleases(places), readFront(places)]);
        const used = front?.image === image || releases.some((record) => record.image === image);
        if (!used) await rm(imageFolder(places, image), { recursive: true, force: true });
        return done(undefined);
      }),
    ensureFront: (name, front) =>
      within(name, "Starting the front", (places) =>
        ensureFrontProcess(places, host, name, front, () => takenBy(front.port)),
      ),
    setRoutes: (name, routes) => within(name, "Setting the routes", (places) => setFrontRoutes(places, routes)),
    frontStatus: (name) => within(name, "Asking the front", frontStatus),
    logSegments: (name) => within(name, "Listing the request log", async ({ logs }) => done(await segmentsIn(logs))),
    removeLog: (name, replica) =>
      within(name, "Removing a request log", async ({ logs }) => {
        await rm(join(logs, replica), { recursive: true, force: true });
        return done(undefined);
      }),
    readSegment: (name, { replica, file }, offset) =>
      within(name, "Reading the request log", async ({ logs }) =>
        done(await readFrom(join(logs, replica, file), offset)),
      ),
    runLog: (name, options) => within(name, "Reading the log", async (places) => done(await runLog(places, options))),
    uninstall: (name, { keepLogs }) =>
      within(name, "Removing the deployment", async (places) => {
        await endFront(places);
        for (const { release } of await readReleases(places)) await removeRelease(places, release);
        const { root, images, releases, front, output } = places;
        const gone = keepLogs ? [images, releases, front, output] : [root];
        for (const each of gone) await rm(each, { recursive: true, force: true });
        return done(undefined);
      }),
  };
}

async function find(places: Places, host: string): Promise<Found> {
  const [front, records, images] = await Promise.all([
    findFront(places, host),
    readReleases(places),
    installedImages(places),
  ]);
  const releases = await Promise.all(records.map((record) => findRelease(places, record)));
  return { ...(front === undefined ? {} : { front }), releases, images };
}

async function findRelease(places: Places, record: ReleaseRecord): Promise<FoundRelease> {
  const { release, version, image, replicas: wanted, memory, log, ports } = record;
  const replicas = await Promise.all(ports.map((_, index) => findReplica(places, record, index + 1)));
  return { release, version, image, wanted, log, ...(memory === undefined ? {} : { memory }), replicas };
}

/** Replicas that ran before keep their ports: the routes of the front stay right. */
async function startRelease(
  places: Places,
  { apiKey, ...release }: ReleaseSpec,
  options: StartOptions,
): ReturnType<Platform["startRelease"]> {
  const about = await readAbout(imageFolder(places, release.image));
  if (about === undefined) return failed(report(codes.imageGone, { image: release.image }));
  const before = await readRelease(places, release.release);
  const ports =
    before?.ports.length === release.replicas ? before.ports : await freePorts(release.replicas, "127.0.0.1");
  const record: ReleaseRecord = { ...release, version: about.version, ports };
  await writeRelease(places, record);
  const started = await startReplicas(places, record, about, apiKey, options);
  if (started.ok) return done((await findRelease(places, record)).replicas);
  if (before === undefined) await forgetRelease(places, release.release);
  return started;
}

async function removeRelease(places: Places, release: number): Promise<void> {
  const record = await readRelease(places, release);
  await Promise.all((record?.ports ?? []).map((_, index) => endReplica(places, release, index + 1)));
  await forgetRelease(places, release);
}

async function runLog(places: Places, { release, lines }: RunLogOptions): Promise<readonly RunLogLine[]> {
  const records = await readReleases(places);
  const named = records.filter((record) => release === undefined || record.release === release);
  const replicas = named.flatMap((record) => record.ports.map((_, index) => replicaName(record.release, index + 1)));
  const names = release === undefined ? ["front", ...replicas] : replicas;
  const texts = await Promise.all(names.map((name) => lastLines(outputFileOf(places, name), lines)));
  return names.flatMap((from, index) => (texts[index] ?? []).map((text) => ({ from, text })));
}
