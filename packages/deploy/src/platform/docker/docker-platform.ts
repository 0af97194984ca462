import type Docker from "dockerode";
import { type DeploymentName, labelsOf } from "../../deployment.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Found, Occupant } from "../found.ts";
import { readStatus } from "../front-messages.ts";
import type { RunLogLine } from "../logs.ts";
import type { Platform, RunLogOptions } from "../platform.ts";
import { isFree } from "../ports.ts";
import { askEngine, unlessMissing } from "./engine-problem.ts";
import { containersOf, labelOf, releasesIn } from "./find-containers.ts";
import { ensureFrontContainer, type FrontDoor, findFrontContainer, orderFront } from "./front-container.ts";
import { installImage, type RegistryOptions } from "./install-image.ts";
import { readOfVolume, removeFromVolume, segmentsOfVolume } from "./log-volume.ts";
import { labelKeys, repositoryOf } from "./names.ts";
import { type EngineAddress, openEngine } from "./open-engine.ts";
import { endContainer, startContainers } from "./replica-containers.ts";
import { lastContainerLines } from "./run-in.ts";
import { ensureSharedParts, removeSharedParts } from "./shared-parts.ts";

export interface DockerPlatformOptions extends EngineAddress, RegistryOptions {
  /** The address of the engine's machine on which fronts answer. Default: `127.0.0.1` on a socket, `0.0.0.0` over TCP. */
  readonly listen?: string;
}

/** Runs deployments as containers of a Docker Engine, which need nothing of this machine once they run. */
export async function createDockerPlatform(options: DockerPlatformOptions): Promise<Outcome<Platform>> {
  const opened = await openEngine(options);
  return opened.ok ? done(platformOn(opened.value, options)) : opened;
}

function platformOn(engine: Docker, options: DockerPlatformOptions): Platform {
  const { host } = options;
  const isHere = host.startsWith("unix:");
  const listen = options.listen ?? (isHere ? "127.0.0.1" : "0.0.0.0");
  // A front that listens on all addresses of its machine is reached where the engine is.
  const door: FrontDoor = { listen, reach: listen === "0.0.0.0" ? new URL(host).hostname : listen };
  const ask = <T>(what: string, act: () => Promise<Outcome<T>>): Promise<Outcome<T>> => askEngine(host, what, act);
  return {
    kind: "docker",
    install: (name, bundle, installing) =>
      ask("Installing the image", () => installImage(engine, name, bundle, installing, options)),
    inspect: (name) => ask("Looking at the deployment", async () => done(await find(engine, name, door))),
    occupant: (port) => ask("Looking at the port", async () => done(await occupantOf(engine, port, isHere, listen))),
    startRelease: (name, release, starting = {}) =>
      ask(`Starting release ${release.release}`, async () => {
        await ensureSharedParts(engine, name);
        const started = await startContainers(engine, name, release, starting);
        if (!started.ok) return started;
        const all = await containersOf(engine, name);
        const own = all.filter((each) => labelOf(each, labelKeys.release) === String(release.release));
        const [only] = await releasesIn(engine, name, own, starting.after === undefined);
        return done(only?.replicas ?? []);
      }),
    removeRelease: (name, release) =>
      ask(`Removing release ${release}`, async () => {
        const own = (await containersOf(engine, name)).filter(
          (each) => labelOf(each, labelKeys.release) === String(release),
        );
        await Promise.all(own.map(({ Id }) => endContainer(engine, Id)));
        return done(undefined);
      }),
    removeImage: (name, image) =>
      ask("Removing the image", async () => {
        const used = (await containersOf(engine, name)).some(({ Image }) => Image === image);
        if (!used) await removeTags(engine, name, image);
        return done(undefined);
      }),
    ensureFront: (name, front) =>
      ask("Starting the front", async () => {
        await ensureSharedParts(engine, name);
        return ensureFrontContainer(engine, name, front, door);
      }),
    setRoutes: (name, routes) =>
      ask("Setting the routes", async () => {
        const answer = await orderFront(engine, name, "set", routes);
        return answer.ok ? done(undefined) : answer;
      }),
    frontStatus: (name) =>
      ask("Asking the front", async () => {
        const answer = await orderFront(engine, name, "status");
        return answer.ok ? done(readStatus(answer.value)) : answer;
      }),
    logSegments: (name) => ask("Listing the request log", () => segmentsOfVolume(engine, name)),
    readSegment: (name, segment, offset) =>
      ask("Reading the request log", () => readOfVolume(engine, name, segment, offset)),
    removeLog: (name, replica) => ask("Removing a request log", () => removeFromVolume(engine, name, replica)),
    runLog: (name, logOptions) => ask("Reading the log", async () => done(await runLog(engine, name, logOptions))),
    uninstall: (name, { keepLogs }) =>
      ask("Removing the deployment", async () => {
        await Promise.all((await containersOf(engine, name)).map(({ Id }) => endContainer(engine, Id)));
        for (const image of await imagesOf(engine, name)) await removeTags(engine, name, image);
        await removeSharedParts(engine, name, keepLogs);
        return done(undefined);
      }),
  };
}

async function find(engine: Docker, name: DeploymentName, door: FrontDoor): Promise<Found> {
  const containers = await containersOf(engine, name);
  const [front, releases, images] = await Promise.all([
    findFrontContainer(engine, name, door),
    releasesIn(engine, name, containers),
    imagesOf(engine, name),
  ]);
  return { ...(front === undefined ? {} : { front }), releases, images };
}

/** Containers tell what they publish; whatever else listens is only seen where the engine is on this machine. */
async function occupantOf(engine: Docker, port: number, isHere: boolean, listen: string): Promise<Occupant> {
  const holder = (await engine.listContainers()).find(({ Ports }) =>
    Ports.some(({ PublicPort }) => PublicPort === port),
  );
  if (holder === undefined) {
    return !isHere || (await isFree(port, listen)) ? { kind: "free" } : { kind: "other", what: "another program" };
  }
  const [project, deployment, target] = Object.keys(labelsOf({ project: "", deployment: "", target: "" })).map(
    (key) => holder.Labels[key],
  );
  if (project === undefined || deployment === undefined || target === undefined) {
    return { kind: "other", what: `the container ${holder.Names[0]?.slice(1)}` };
  }
  return { kind: "front", project, deployment, target };
}

async function imagesOf(engine: Docker, name: DeploymentName): Promise<readonly string[]> {
  const listed = await engine.listImages({ filters: { reference: [repositoryOf(name)] } });
  return [...new Set(listed.map(({ Id }) => Id))].sort();
}

/** An image without a tag left is gone; other targets on the engine have tags of their own. */
async function removeTags(engine: Docker, name: DeploymentName, image: string): Promise<void> {
  const found = await unlessMissing(engine.getImage(image).inspect());
  const own = (found?.RepoTags ?? []).filter((tag) => tag.startsWith(`${repositoryOf(name)}:`));
  for (const tag of own) await unlessMissing(engine.getImage(tag).remove());
}

async function runLog(engine: Docker, name: DeploymentName, options: RunLogOptions): Promise<readonly RunLogLine[]> {
  const containers = await containersOf(engine, name);
  const lines = await Promise.all(
    containers.map(async (container) => {
      const release = labelOf(container, labelKeys.release);
      if (options.release !== undefined && release !== String(options.release)) return [];
      const from = release === "" ? "front" : `r${release}-${labelOf(container, labelKeys.replica)}`;
      const texts = await lastContainerLines(engine.getContainer(container.Id), options.lines);
      return texts.map((text) => ({ from, text }));
    }),
  );
  return lines.flat();
}
