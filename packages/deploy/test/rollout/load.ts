import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { goodRecord } from "../../../serve/test/sample-models.ts";

/** Leaves the machine time for what is tried under the load. */
const pauseMilliseconds = 4;

export interface LoadResult {
  readonly requests: number;
  /** What went wrong, by kind; empty where every request was answered well. */
  readonly failures: Readonly<Record<string, number>>;
  /** Answers by the version of the model that gave them. */
  readonly versions: Readonly<Record<string, number>>;
}

export interface Load {
  now(): LoadResult;
  /** Waits for the answers that are still to come. */
  stop(): Promise<LoadResult>;
}

/** Clients that ask one after the other: half keep their connection, half open one for each request. At most for two minutes. */
export function startLoad(port: number, clients: number): Load {
  const body = Buffer.from(JSON.stringify(goodRecord));
  const [failures, versions]: Record<string, number>[] = [{}, {}];
  const end = Date.now() + 120_000;
  let [requests, stopped] = [0, false];
  const client = async (keepAlive: boolean): Promise<void> => {
    const agent = new Agent({ keepAlive, maxSockets: 1 });
    while (!stopped && Date.now() < end) {
      requests++;
      const said = await ask(agent, port, body);
      const [counts, key] = said.version === undefined ? [failures, said.failure] : [versions, said.version];
      counts![key] = (counts![key] ?? 0) + 1;
      await delay(pauseMilliseconds);
    }
    agent.destroy();
  };
  const all = Array.from({ length: clients }, (_, index) => client(index % 2 === 0));
  const now = (): LoadResult => ({ requests, failures: { ...failures }, versions: { ...versions } });
  return {
    now,
    stop: async () => {
      stopped = true;
      await Promise.all(all);
      return now();
    },
  };
}

type Said = { readonly version: string } | { readonly version?: undefined; readonly failure: string };

function ask(agent: Agent, port: number, body: Buffer): Promise<Said> {
  return new Promise((resolve) => {
    const headers = { "content-type": "application/json", "content-length": body.length };
    const asked = request({ host: "127.0.0.1", port, path: "/predict", method: "POST", agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.once("error", (error) => resolve({ failure: error.message }));
      answer.once("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        if (answer.statusCode !== 200) return resolve({ failure: `${answer.statusCode} ${text}` });
        resolve({ version: (JSON.parse(text) as { readonly model: { readonly version: string } }).model.version });
      });
    });
    asked.once("error", (error) => resolve({ failure: error.message }));
    asked.end(body);
  });
}
