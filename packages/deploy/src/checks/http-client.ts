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
  const cut = (): void => agent.destroy();
  signal.addEventListener("abort", cut, { once: true });
  const place = { agent, host: base.hostname.replace(/^\[|\]$/g, ""), port: base.port };
  const prefix = base.pathname.replace(/\/$/, "");
  const batch = randomUUID().slice(0, 8);
  let sent = 0;
  return {
    send: (path, body) => {
      const own = { ...headers, "x-request-id": `check-${batch}-${++sent}` };
      const content = body === undefined ? {} : jsonHeaders(body);
      const method = body === undefined ? "GET" : "POST";
      return answerOf(send({ ...place, path: prefix + path, method, headers: { ...own, ...content } }), body);
    },
    close: () => {
      signal.removeEventListener("abort", cut);
      agent.destroy();
    },
  };
}

const jsonHeaders = (body: string): Readonly<Record<string, string | number>> => ({
  "content-type": "application/json",
  "content-length": Buffer.byteLength(body),
});

function answerOf(request: ClientRequest, body: string | undefined): Promise<HttpAnswer> {
  const start = performance.now();
  return new Promise((resolve) => {
    const fail = (failure: string): void => resolve({ failure, milliseconds: performance.now() - start });
    const limit = setTimeout(() => {
      fail(`no answer within ${answerMilliseconds / 1000} s`);
      request.destroy();
    }, answerMilliseconds);
    request.once("close", () => clearTimeout(limit));
    request.once("error", (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
    request.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
      response.once("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, text, milliseconds: performance.now() - start });
      });
    });
    request.end(body);
  });
}
