/** What an image starts: `node server.bundle.cjs --model model.json --port 8080`. Logs JSON lines to standard output. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { outsideLearnersOf, readModel, type StoredModel } from "@mlopsc/learn";
import type { Log } from "./server/log.ts";
import { startServer } from "./server/start-server.ts";

const usage = `Usage: server --model FILE [--port 8080] [--host 0.0.0.0] [--name NAME] [--version VERSION] [--digest SHA256] [--drain MILLISECONDS] [--log requests|problems]
--digest refuses a file whose SHA-256 is another.
--log problems (the default) leaves out requests answered with success: /metrics counts those.
`;

interface Settings {
  readonly model: string;
  readonly port: number;
  readonly host: string;
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** 64 hexadecimal digits. */
  readonly digest: string | undefined;
  readonly drain: number;
  readonly allRequests: boolean;
}

/** Runs until SIGTERM or SIGINT, then answers what is in flight and ends. */
async function main(): Promise<void> {
  const settings = readSettings();
  if (settings === undefined) return refuse(usage, 2);
  const read = readModelFile(settings.model, settings.digest);
  if (typeof read === "string") return refuse(`${settings.model}: ${read}\n`, 1);
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort());
  const { model, digest } = read;
  const version = settings.version ?? digest.slice(0, 12);
  const logOfServer: Log = settings.allRequests ? log : logProblems;
  const options = { model, version, log: logOfServer, ...(settings.name === undefined ? {} : { name: settings.name }) };
  const { port, host, drain } = settings;
  try {
    const running = await startServer(options, { port, host, signal: stop.signal, drainMilliseconds: drain });
    log({ level: "info", message: `${settings.name ?? model.definition.name} ${version} serves on ${running.url}` });
    await running.closed;
    log({ level: "info", message: "stopped" });
  } catch (error) {
    refuse(`cannot listen on ${host}:${port}: ${(error as Error).message}\n`, 1);
  }
}

function readSettings(): Settings | undefined {
  const text = { type: "string" } as const;
  const options = {
    model: text,
    port: text,
    host: text,
    name: text,
    version: text,
    digest: text,
    drain: text,
    log: text,
  };
  try {
    const { values } = parseArgs({ options });
    const port = Number(values.port ?? 8080);
    const drain = Number(values.drain ?? 0);
    const sound = Number.isInteger(port) && port >= 0 && port <= 65_535 && Number.isInteger(drain) && drain >= 0;
    const { model, name, version, log: logged = "problems" } = values;
    const digest = values.digest?.replace(/^sha256:/, "").toLowerCase();
    if (model === undefined || !sound || !["requests", "problems"].includes(logged)) return undefined;
    return {
      model,
      port,
      host: values.host ?? "0.0.0.0",
      name,
      version,
      digest,
      drain,
      allRequests: logged === "requests",
    };
  } catch {
    return undefined;
  }
}

/** The model and the digest of its file, or why there is none. */
function readModelFile(
  path: string,
  wanted: string | undefined,
): { readonly model: StoredModel; readonly digest: string } | string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return (error as Error).message;
  }
  const digest = createHash("sha256").update(bytes).digest("hex");
  if (wanted !== undefined && wanted !== digest) return `its digest is ${digest}: it is not the file that was meant`;
  const read = readModel(bytes.toString("utf8"));
  if (read.ok && outsideLearnersOf(read.value).length > 0)
    return "a learner of a team's own, which only `mlopsc serve` and `mlopsc predict` reach";
  if (read.ok) return { model: read.value, digest };
  const { problem } = read;
  if (problem.kind === "unreadableModel") return problem.reason;
  return problem.kind === "newerModel" ? "made by a newer release" : problem.kind;
}

/** Lines wait for the end of the turn and go out together, under one time: a write for each costs as much as an answer. */
const waiting: string[] = [];
let time = "";
const log: Log = (entry) => {
  if (waiting.length === 0) {
    time = new Date().toISOString();
    setImmediate(flush);
  }
  waiting.push(`{"time":"${time}",${JSON.stringify(entry).slice(1)}\n`);
};

const logProblems: Log = (entry) => {
  if (entry.status === undefined || entry.status >= 400) log(entry);
};

function flush(): void {
  process.stdout.write(waiting.join(""));
  waiting.length = 0;
}

function refuse(message: string, code: number): void {
  process.stderr.write(message);
  process.exitCode = code;
}

void main();
