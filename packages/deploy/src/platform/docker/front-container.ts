import { setTimeout as delay } from "node:timers/promises";
import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type Docker from "dockerode";
import type { DeploymentName } from "../../deployment.ts";
import { containerPort, logFolder, socketFolder, stateFolder } from "../../image/image-config.ts";
import { done, failed, type Outcome } from "../../outcome.ts";
import { frontLine, frontOrder } from "../command-lines.ts";
import type { FoundFront } from "../found.ts";
import type { FrontSpec, Route } from "../front.ts";
import { readRoutes, routesMessage } from "../front-messages.ts";
import { containerOptions } from "./container-options.ts";
import { unlessMissing } from "./engine-problem.ts";
import { labelOf, stateOf } from "./find-containers.ts";
import { frontName, labelKeys } from "./names.ts";
import { endContainer } from "./replica-containers.ts";
import { lastContainerLines, type RanIn, runIn } from "./run-in.ts";
import { logVolume, stateVolume } from "./shared-parts.ts";

const program = "front.bundle.cjs";
/** In memory, in the container: who may run a command in it may give orders, and nobody else. */
const socket = `${socketFolder}/front.sock`;
const routesFile = `${stateFolder}/routes.json`;
const startMilliseconds = 10_000;

/** The address on which fronts listen, and the one by which they are reached from here. */
export interface FrontDoor {
  readonly listen: string;
  readonly reach: string;
}

/** Keeps a front that runs on this port; any other makes room for a new one. */
export async function ensureFrontContainer(
  engine: Docker,
  name: DeploymentName,
  spec: FrontSpec,
  door: FrontDoor,
): Promise<Outcome<FoundFront>> {
  const there = await unlessMissing(engine.getContainer(frontName(name)).inspect());
  const keeps = there?.State.Running === true && Number(labelOf(there, labelKeys.port)) === spec.port;
  if (!keeps) {
    const image = await unlessMissing(engine.getImage(spec.image).inspect());
    if (image === undefined) return failed(report(codes.imageGone, { image: spec.image }));
    if (there !== undefined) await endContainer(engine, frontName(name));
    const problem = await startFront(engine, name, spec, door.listen);
    if (problem !== undefined) return failed(problem);
  }
  const found = await findFrontContainer(engine, name, door);
  return found === undefined ? failed(frontDown(name, "it was removed")) : done(found);
}

export async function findFrontContainer(
  engine: Docker,
  name: DeploymentName,
  { reach }: FrontDoor,
): Promise<FoundFront | undefined> {
  const container = await unlessMissing(engine.getContainer(frontName(name)).inspect());
  if (container === undefined) return undefined;
  const port = Number(labelOf(container, labelKeys.port));
  const state = await stateOf(engine, container);
  if (state === "stopped") return { port, state, routes: [] };
  const ran = await runIn(engine.getContainer(container.Id), [
    "node",
    "-p",
    `require("fs").readFileSync("${routesFile}","utf8")`,
  ]);
  const routes = readRoutes(ran.exitCode === 0 ? ran.output.toString("utf8") : undefined);
  return { port, state, routes, address: `${reach}:${port}` };
}

/** Has the front carry out an order; gives what it printed. */
export async function orderFront(
  engine: Docker,
  name: DeploymentName,
  order: "set" | "status",
  routes?: readonly Route[],
): Promise<Outcome<string>> {
  const input = routes === undefined ? undefined : routesMessage(routes);
  const ran = await inFront(engine, name, ["node", ...frontOrder(program, order, socket)], input);
  return ran.ok ? done(ran.value.output.toString("utf8")) : ran;
}

/** Runs a command in the front's container: the only one of a deployment that is always there. */
export async function inFront(
  engine: Docker,
  name: DeploymentName,
  command: readonly string[],
  input?: string,
): Promise<Outcome<RanIn>> {
  const container = await unlessMissing(engine.getContainer(frontName(name)).inspect());
  if (container === undefined) return failed(frontDown(name, "its container is not there"));
  if (!container.State.Running) return failed(frontDown(name, "its container does not run"));
  const ran = await runIn(engine.getContainer(container.Id), command, input);
  return ran.exitCode === 0 ? done(ran) : failed(frontDown(name, ran.errors));
}

async function startFront(
  engine: Docker,
  name: DeploymentName,
  { port, image }: FrontSpec,
  listen: string,
): Promise<Diagnostic | undefined> {
  const line = frontLine(program, { host: "0.0.0.0", port: containerPort, socket, routesFile });
  const options = containerOptions(name, {
    containerName: frontName(name),
    alias: "front",
    image,
    command: ["node", ...line],
    labels: { [labelKeys.role]: "front", [labelKeys.port]: String(port) },
    mounts: [
      { volume: stateVolume(name), target: stateFolder, readOnly: false },
      { volume: logVolume(name), target: logFolder, readOnly: true },
    ],
    ports: { [`${containerPort}/tcp`]: [{ HostIp: listen, HostPort: String(port) }] },
    healthcheck: ["node", ...frontOrder(program, "status", socket)],
  });
  const container = await engine.createContainer(options);
  try {
    await container.start();
  } catch (thrown) {
    await unlessMissing(container.remove({ force: true }));
    const reason = String((thrown as Error).message);
    if (!/port is already allocated|address already in use/i.test(reason)) throw thrown;
    return report(codes.targetPortTaken, { port, by: await holderOf(engine, port) });
  }
  const limit = Date.now() + startMilliseconds;
  while (Date.now() < limit) {
    if ((await orderFront(engine, name, "status")).ok) return undefined;
    await delay(20);
  }
  const lines = await lastContainerLines(container, 20);
  await endContainer(engine, frontName(name));
  return report(codes.startFailed, { replica: "front", how: "did not answer", lines });
}

/** A container that publishes the port, by name. */
export async function holderOf(engine: Docker, port: number): Promise<string> {
  const listed = await engine.listContainers();
  const holder = listed.find(({ Ports }) => Ports.some(({ PublicPort }) => PublicPort === port));
  return holder === undefined ? "another program" : `the container ${holder.Names[0]?.slice(1)}`;
}

const frontDown = (name: DeploymentName, reason: string): Diagnostic =>
  report(codes.frontDown, { front: frontName(name), reason });
