import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Attempt, attemptHeader, attemptText } from "../log/attempt.ts";
import { requestId } from "../request/request-id.ts";
import { clientFault, type ErrorAnswer, errorText, malformed, rawErrorAnswer } from "../server/error-answer.ts";
import { defaultLimits } from "../server/limits.ts";
import { type Backend, type BackendAnswer, type ForwardedRequest, isTimeout, isUnsendable } from "./backend.ts";
import { answeredHeaders, forwardedHeaders } from "./forwarded-headers.ts";
import { frontMetrics } from "./front-metrics.ts";
import { readBody } from "./read-body.ts";
import type { RunningCounts } from "./release-counts.ts";
import type { Router } from "./router.ts";

export interface FrontOptions {
  /** Largest body, in bytes: the front keeps each until it is answered. */
  readonly bodyBytes: number;
  /** How long a request waits for a backend where none is up. */
  readonly holdMilliseconds: number;
  /** Whether each answer asks the client to leave the connection, as the front is about to close. */
  readonly parting: () => boolean;
}

/** A request that names a release gets it, whatever its share: so one is tried before others are sent there. */
export const releaseHeader = "mlopsc-release";

/** A proxy that shares requests among the releases of the router; it does not listen yet. */
export function createFront(router: Router, options: FrontOptions): Server {
  const server = createServer(
    {
      maxHeaderSize: defaultLimits.headerBytes,
      headersTimeout: defaultLimits.requestMilliseconds,
      requestTimeout: defaultLimits.requestMilliseconds,
      keepAliveTimeout: 72_000,
    },
    (request, response) => void answer(router, options, request, response),
  );
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (socket.destroyed || error.code === "ECONNRESET" || !socket.writable) return;
    socket.end(rawErrorAnswer(clientFault(error, options.bodyBytes) ?? malformed));
  });
  return server;
}

async function answer(
  router: Router,
  options: FrontOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const start = performance.now();
  const id = requestId(request.headers["x-request-id"]);
  const body = await readBody(request, options.bodyBytes);
  if (body === "gone") return;
  const path = request.url ?? "/";
  let counts: RunningCounts | undefined;
  let said: BackendAnswer;
  if (body === "too large") said = ownAnswer(tooLarge(options.bodyBytes), id);
  else if (path === "/metrics" && request.method === "GET") said = await metricsAnswer(router, id);
  else {
    const method = request.method ?? "GET";
    const carries = method === "POST" || method === "PUT" || method === "PATCH";
    const forwarded = { method, path, headers: forwardedHeaders(request, id), body: carries ? body : null };
    const named = request.headers[releaseHeader]?.toString();
    if (named !== undefined && !router.has(named)) said = ownAnswer(unknownRelease(named), id);
    else ({ said, counts } = await askBackends(router, options, forwarded, id, named));
  }
  if (isPrediction(path)) counts?.answered(said.status, performance.now() - start);
  // At the end of the turn: answers that go out together cost less than each at once.
  setImmediate(() => {
    const headers = answeredHeaders(said.headers, said.body.length, request.method === "HEAD");
    if (options.parting() || body === "too large") headers["connection"] = "close";
    response.writeHead(said.status, headers).end(said.body);
  });
}

/** Health checks and pages are forwarded, and counted for nothing. */
const isPrediction = (path: string): boolean => path === "/predict" || path.startsWith("/predict?");

interface Asked {
  readonly said: BackendAnswer;
  readonly counts: RunningCounts | undefined;
}

/**
 * Tries one backend after the other until one answers. Nothing was sent to the client before, and a prediction changes nothing, so
 * it may be asked for again. Where none is up it waits for one: a release may be about to come.
 */
async function askBackends(
  router: Router,
  { holdMilliseconds }: FrontOptions,
  request: ForwardedRequest,
  id: string,
  named: string | undefined,
): Promise<Asked> {
  const begun = performance.now();
  const deadline = begun + holdMilliseconds;
  const barred = new Set<Backend>();
  let counts: RunningCounts | undefined;
  let number = 1;
  for (;;) {
    const choice = named === undefined ? router.pick(barred) : router.pickNamed(named, barred);
    if (choice === undefined) {
      const left = deadline - performance.now();
      if (left <= 0 || router.held() >= heldRequests) {
        router.gaveUp();
        return { said: ownAnswer(unavailable, id), counts };
      }
      await router.changed(Math.min(left, retryMilliseconds));
      barred.clear();
      continue;
    }
    counts = choice.counts;
    try {
      const attempt = { number: number++, milliseconds: performance.now() - begun };
      return { said: await choice.backend.send(attempted(request, attempt)), counts };
    } catch (error) {
      if (isUnsendable(error)) return { said: ownAnswer(malformed, id), counts: undefined };
      if (isTimeout(error)) return { said: ownAnswer(late, id), counts };
      counts.retried();
      barred.add(choice.backend);
      choice.backend.isUp = false;
    }
  }
}

/** One that failed may have logged the request: whoever counts shall know that it is the same. */
const attempted = (request: ForwardedRequest, attempt: Attempt): ForwardedRequest =>
  attempt.number === 1 ? request : { ...request, headers: [...request.headers, attemptHeader, attemptText(attempt)] };

const retryMilliseconds = 500;
const heldRequests = 2000;

async function metricsAnswer(router: Router, id: string): Promise<BackendAnswer> {
  const body = Buffer.from(await frontMetrics(router));
  return {
    status: 200,
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "x-request-id": id },
    body,
  };
}

function ownAnswer(error: ErrorAnswer, id: string): BackendAnswer {
  const headers = { "content-type": "application/json; charset=utf-8", "x-request-id": id };
  const later = error.status === 503 ? { "retry-after": "1" } : {};
  return { status: error.status, headers: { ...headers, ...later }, body: Buffer.from(errorText(error)) };
}

const unavailable: ErrorAnswer = { status: 503, code: "unavailable", message: "no release answers; ask again later" };
const late: ErrorAnswer = { status: 504, code: "timeout", message: "the release did not answer in time" };
const unknownRelease = (release: string): ErrorAnswer => ({
  status: 404,
  code: "not_found",
  message: `no route leads to release ${JSON.stringify(release)}`,
});
const tooLarge = (bytes: number): ErrorAnswer => ({
  status: 413,
  code: "too_large",
  message: `the body must not exceed ${bytes} bytes`,
});
