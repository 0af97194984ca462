import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { DeploymentName } from "../../deployment.ts";
import { done, failed, type Outcome } from "../../outcome.ts";
import { frontLine, frontOrder } from "../command-lines.ts";
import type { FoundFront } from "../found.ts";
import type { FrontSpec, FrontStatus, Route } from "../front.ts";
import { readRoutes, readStatus, routesMessage } from "../front-messages.ts";
import { isFree } from "../ports.ts";
import { imageFiles, imageFolder, isThere } from "./images.ts";
import { lastLines } from "./output.ts";
import { endProcess, runningProcess, startProcess } from "./own-process.ts";
import type { Places } from "./places.ts";
import { runProgram } from "./run-program.ts";
import { writeJson } from "./write-whole.ts";

/** Beside the front's other files, so that its path is short: a socket's may have 104 letters. */
const socket = "admin.sock";
const routesFile = "routes.json";
const startMilliseconds = 10_000;

/** What the front was started with. */
interface FrontRecord extends FrontSpec {
  readonly project: string;
}

export async function readFront(places: Places): Promise<(FrontRecord & { readonly runs: boolean }) | undefined> {
  const text = await readFile(join(places.front, "front.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  return { ...(JSON.parse(text) as FrontRecord), runs: runningProcess(processFile(places)) !== undefined };
}

/** Keeps a front that runs on this port; one on another port ends first. */
export async function ensureFrontProcess(
  places: Places,
  host: string,
  { project }: DeploymentName,
  spec: FrontSpec,
  taken: () => Promise<string>,
): Promise<Outcome<FoundFront>> {
  const before = await readFront(places);
  if (before?.runs && before.port !== spec.port) await endFront(places);
  if (!(before?.runs && before.port === spec.port)) {
    const folder = imageFolder(places, spec.image);
    if (!(await isThere(folder))) return failed(report(codes.imageGone, { image: spec.image }));
    if (!(await isFree(spec.port, host)))
      return failed(report(codes.targetPortTaken, { port: spec.port, by: await taken() }));
    await writeJson(join(places.front, "front.json"), { ...spec, project } satisfies FrontRecord);
    const problem = await startFront(places, host, spec, folder);
    if (problem !== undefined) {
      await endFront(places);
      return failed(problem);
    }
  }
  const found = await findFront(places, host);
  return found === undefined ? failed(frontDown(places, "it has no record")) : done(found);
}

export async function findFront(places: Places, host: string): Promise<FoundFront | undefined> {
  const front = await readFront(places);
  if (front === undefined) return undefined;
  const routes = readRoutes(await readFile(join(places.front, routesFile), "utf8").catch(() => undefined));
  const { port } = front;
  if (!front.runs) return { port, state: "stopped", routes };
  const status = await frontStatus(places);
  return { port, state: status.ok ? "healthy" : "unhealthy", routes, address: `${host}:${port}` };
}

export async function setFrontRoutes(places: Places, routes: readonly Route[]): Promise<Outcome<void>> {
  const answer = await order(places, "set", routesMessage(routes));
  return answer.ok ? done(undefined) : answer;
}

export async function frontStatus(places: Places): Promise<Outcome<FrontStatus>> {
  const answer = await order(places, "status");
  return answer.ok ? done(readStatus(answer.value)) : answer;
}

export async function endFront(places: Places): Promise<void> {
  await endProcess(processFile(places), 12_000);
  await rm(join(places.front, "front.json"), { force: true });
}

const processFile = (places: Places): string => join(places.front, "front.process");

async function startFront(
  places: Places,
  host: string,
  { port }: FrontSpec,
  folder: string,
): Promise<Diagnostic | undefined> {
  const child = startProcess({
    line: frontLine(join(folder, imageFiles.front), { host, port, socket, routesFile }),
    folder: places.front,
    script: join(folder, imageFiles.script),
    recordFile: processFile(places),
    outputFile: join(places.output, "front.log"),
  });
  let ended = false;
  child.once("exit", () => {
    ended = true;
  });
  const limit = Date.now() + startMilliseconds;
  while (!ended && Date.now() < limit) {
    if ((await frontStatus(places)).ok) return undefined;
    await delay(20);
  }
  const lines = await lastLines(join(places.output, "front.log"), 20);
  return report(codes.startFailed, { replica: "front", how: ended ? "ended" : "did not answer", lines });
}

async function order(places: Places, what: "set" | "status", input = ""): Promise<Outcome<string>> {
  const front = await readFront(places);
  if (front === undefined || !front.runs) return failed(frontDown(places, "it does not run"));
  const program = join(imageFolder(places, front.image), imageFiles.front);
  const { exitCode, output, errors } = await runProgram(frontOrder(program, what, socket), places.front, input);
  return exitCode === 0 ? done(output) : failed(frontDown(places, errors));
}

const frontDown = (places: Places, reason: string): Diagnostic =>
  report(codes.frontDown, { front: places.front, reason });
