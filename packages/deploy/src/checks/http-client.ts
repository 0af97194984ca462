import { randomUUID } from "node:crypto";
import { Agent, type ClientRequest, request as requestHttp } from "node:http";
import { request as requestHttps, Agent as SecureAgent } from "node:https";
import { performance } from "node:perf_hooks";
import type { CheckPlace } from "./check-context.ts";

/** An answer, or why there is none. */
export type HttpAnswer =
  | { readonly status: number; readonly text: string; readonly milliseconds: number; readonly failure?: never }
  | { readonly failure: string; readonly milliseconds: number; readonly status?: never; readonly text?: never };

export interface HttpClient {
  /** Never rejects. `body` makes it a POST of JSON. */
  send(path: string, body?: string): Promise<HttpAnswer>;
  /** Cuts what is in flight. */
  close(): void;
}

/** Longest time for one answer. */
export const answerMilliseconds = 10_000;

/**
 * A client that keeps its connections. Its requests carry ids that begin with `check-`, so that whoever reads a request
 * log can tell them from those of customers.
 */
export function httpClient({ url, headers }: CheckPlace, signal: AbortSignal): HttpClient {
  const base = new URL(url);
  const secure = base.protocol === "https:";
  const agent = new (secure ? SecureAgent : Agent)({ keepAlive: true, maxSockets: 512 });
  const send = secure ? requestHttps : requestHttp;
  let closed = false;
  const cut = (): void => {
    closed = true;
    agent.destroy();
  };
  signal.addEventListener("abort", cut, { once: true });
  const place = { agent, host: base.hostname.replace(/^\[|\]$/g, ""), port: base.port };
  const prefix = base.pathname.replace(/\/$/, "");
  const batch = randomUUID().slice(0, 8);
  let sent = 0;
  return {
    send: async (path, body) => {
      const own = { ...headers, "x-request-id": `check-${batch}-${++sent}` };
      const content = body === undefined ? {} : jsonHeaders(body);
      const method = body === undefined ? "GET" : "POST";
      const options = { ...place, path: prefix + path, method, headers: { ...own, ...content } };
      const answer = await answerOf(send(options), body);
      // The server closed a kept connection just as it was used again: what was sent was not read.
      return answer.reused === true && !closed ? answerOf(send(options), body) : answer;
    },
    close: () => {
      signal.removeEventListener("abort", cut);
      cut();
    },
  };
}

const jsonHeaders = (body: string): Readonly<Record<string, string | number>> => ({
  "content-type": "application/json",
  "content-length": Buffer.byteLength(body),
});

function answerOf(request: ClientRequest, body: string | undefined): Promise<HttpAnswer & { readonly reused?: true }> {
  const start = performance.now();
  return new Promise((resolve) => {
    let answered = false;
    const since = (): number => performance.now() - start;
    const fail = (error: NodeJS.ErrnoException): void => {
      const reused = request.reusedSocket && !answered && error.code === "ECONNRESET";
      resolve({ failure: error.code ?? error.message, milliseconds: since(), ...(reused ? { reused } : {}) });
    };
    const limit = setTimeout(() => {
      resolve({ failure: `no answer within ${answerMilliseconds / 1000} s`, milliseconds: since() });
      request.destroy();
    }, answerMilliseconds);
    request.once("close", () => clearTimeout(limit));
    request.once("error", fail);
    request.once("response", (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", fail);
      response.once("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, text, milliseconds: since() });
      });
    });
    request.end(body);
  });
}
