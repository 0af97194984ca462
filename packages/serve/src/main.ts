/** What an image starts: `node server.bundle.cjs --model model.json --port 8080`. Logs JSON lines to standard output. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { outsideLearnersOf, readModel, type StoredModel } from "@mlopsc/learn";
import { logKeys } from "./log/log-keys.ts";
import { apiKeysIn } from "./server/api-keys.ts";
import type { Log } from "./server/log.ts";
import { startServer } from "./server/start-server.ts";
import { readSettings, usage } from "./settings.ts";
import { awaitTurn } from "./succession/await-turn.ts";

/** Runs until SIGTERM or SIGINT, then answers what is in flight and ends. */
async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2));
  if (settings === undefined) return refuse(usage, 2);
  const apiKeys = settings.apiKeyFile === undefined ? undefined : readKeys(settings.apiKeyFile);
  if (typeof apiKeys === "string") return refuse(`${settings.apiKeyFile}: ${apiKeys}\n`, 1);
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort());
  const { requestLog, afterFile } = settings;
  // Nothing large is read before: until then this process takes no more than Node itself.
  const turn = requestLog && { folder: requestLog.folder, afterFile, signal: stop.signal, log };
  // What it waited for would keep it alive.
  if (turn !== undefined && !(await awaitTurn(turn))) process.exit(0);
  const read = readModelFile(settings.model, settings.digest);
  if (typeof read === "string") return refuse(`${settings.model}: ${read}\n`, 1);
  const { personal } = logKeys(read.model, requestLog?.keys ?? []);
  if (personal !== undefined) return refuse(`--log-key ${personal}: it is personal data, which no log keeps\n`, 1);
  const { model, digest } = read;
  const version = settings.version ?? digest.slice(0, 12);
  const logOfServer: Log = settings.allRequests ? log : logProblems;
  const options = {
    ...{ model, version, log: logOfServer, limits: settings.limits },
    ...(apiKeys === undefined ? {} : { apiKeys }),
    ...(settings.name === undefined ? {} : { name: settings.name }),
    ...(requestLog === undefined ? {} : { requestLog }),
  };
  const { port, host, drain } = settings;
  try {
    const running = await startServer(options, { port, host, signal: stop.signal, drainMilliseconds: drain });
    log({ level: "info", message: `${settings.name ?? model.definition.name} ${version} serves on ${running.url}` });
    await running.closed;
    log({ level: "info", message: "stopped" });
  } catch (error) {
    refuse(`cannot serve on ${host}:${port}: ${(error as Error).message}\n`, 1);
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

/** The keys in a file, or why there are none: a server that should ask for one never starts without. */
function readKeys(path: string): readonly string[] | string {
  try {
    const keys = apiKeysIn(readFileSync(path, "utf8"));
    return keys.length > 0 ? keys : "it holds no key";
  } catch (error) {
    return (error as Error).message;
  }
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
