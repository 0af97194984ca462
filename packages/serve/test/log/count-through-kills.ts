/** Asks a server for predictions while it and a reader of its log are killed; tells what was answered and what was counted. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { folderLog, followRequestLog } from "../../src/index.ts";

export interface KillPlan {
  /** `server.bundle.cjs` and a bundle of follow-and-store.ts. */
  readonly server: string;
  readonly reader: string;
  readonly model: string;
  readonly record: object;
  readonly folder: string;
  readonly port: number;
  readonly requests: number;
  readonly kills: number;
  readonly connections: number;
  readonly segmentBytes?: number;
}

export interface KillCount {
  readonly answered: number;
  /** Answered, but not counted by the reader. */
  readonly lost: number;
  /** Counted more than once. */
  readonly twice: number;
  /** Counted, but the answer was cut off on its way to the client. */
  readonly unanswered: number;
  readonly kills: number;
  readonly segments: number;
}

export async function countThroughKills(plan: KillPlan): Promise<KillCount> {
  const log = join(plan.folder, "log");
  const store = join(plan.folder, "store");
  const serverWords = ["--model", plan.model, "--port", String(plan.port), "--host", "127.0.0.1", "--log-folder", log];
  const server = new Restarted([plan.server, ...serverWords]);
  const reader = new Restarted([plan.reader, log, store]);
  const answered = new Set<string>();
  const clients = Promise.all(Array.from({ length: plan.connections }, (_, client) => ask(plan, client, answered)));
  let kills = 0;
  while (kills < plan.kills) {
    // Killed in the thick of it, at even steps of the whole.
    if (answered.size >= ((kills + 0.5) * plan.requests) / plan.kills) {
      kills++;
      await Promise.all([server.kill(), reader.kill()]);
    }
    await delay(1);
  }
  await clients;
  await server.stop();
  while (!(await isReadToTheEnd(log, store))) await delay(20);
  await reader.stop();
  const counted = countedIds(store);
  const distinct = new Set(counted);
  return {
    answered: answered.size,
    lost: [...answered].filter((id) => !distinct.has(id)).length,
    twice: counted.length - distinct.size,
    unanswered: [...distinct].filter((id) => !answered.has(id)).length,
    kills,
    segments: readdirSync(log).length,
  };
}

/** A process that is started again when it was killed. */
class Restarted {
  private readonly words: readonly string[];
  private child: ChildProcess;

  constructor(words: readonly string[]) {
    this.words = words;
    this.child = this.start();
  }

  private start(): ChildProcess {
    const child = spawn(process.execPath, [...this.words], { stdio: ["ignore", "ignore", "inherit"] });
    child.once("exit", (code) => {
      if (code !== null && code !== 0) throw new Error(`${this.words[0]} ended with ${code}`);
    });
    return child;
  }

  async kill(): Promise<void> {
    const ended = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await ended;
    this.child = this.start();
  }

  async stop(): Promise<void> {
    const ended = once(this.child, "exit");
    this.child.kill("SIGTERM");
    await ended;
  }
}

/** One connection's requests, each under an id of its own; one that fails is not asked again. */
async function ask(plan: KillPlan, client: number, answered: Set<string>): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const body = JSON.stringify(plan.record);
  for (let turn = 0; answered.size < plan.requests; turn++) {
    const id = `${client}-${turn}`;
    if (await isAnswered(agent, plan.port, id, body)) answered.add(id);
    else await delay(5);
  }
  agent.destroy();
}

function isAnswered(agent: Agent, port: number, id: string, body: string): Promise<boolean> {
  return new Promise((resolve) => {
    const headers = { "content-type": "application/json", "x-request-id": id };
    const sent = request({ agent, port, host: "127.0.0.1", method: "POST", path: "/predict", headers }, (answer) => {
      answer.once("error", () => resolve(false)).once("end", () => resolve(answer.statusCode === 200));
      answer.resume();
    });
    sent.once("error", () => resolve(false));
    sent.end(body);
  });
}

interface Stored {
  readonly ids: readonly string[];
  readonly missed: number;
  readonly cursor: { readonly segment: string; readonly offset: number };
}

function stored(store: string): Stored[] {
  const names = readdirSync(store).filter((name) => name.endsWith(".json"));
  return names.map((_, place) => JSON.parse(readFileSync(join(store, `${place + 1}.json`), "utf8")));
}

const countedIds = (store: string): string[] => stored(store).flatMap(({ ids }) => ids);

async function isReadToTheEnd(log: string, store: string): Promise<boolean> {
  const { readings } = await followRequestLog(folderLog(log), stored(store).at(-1)?.cursor);
  return readings.every(({ requests }) => requests.length === 0);
}
