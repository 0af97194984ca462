import type { StoredModel } from "@mlopsc/learn";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { ModelIdentity } from "../answer/answer-text.ts";
import { logKeys } from "../log/log-keys.ts";
import { logSchema } from "../log/log-schema.ts";
import { openRequestLog, type RequestLog, type RequestLogOptions } from "../log/request-log.ts";
import { parseJson } from "../request/parse-json.ts";
import { requestId } from "../request/request-id.ts";
import { compileKeyCheck } from "./api-keys.ts";
import { addDescriptionRoutes } from "./description-routes.ts";
import { clientFault, type ErrorAnswer, errorText, malformed, rawErrorAnswer, unauthorized } from "./error-answer.ts";
import { defaultLimits, type ServerLimits } from "./limits.ts";
import { errorFields, type Log } from "./log.ts";
import { compileObserver, observeAll } from "./observe-answers.ts";
import { type Answers, addPredictRoute, refuse } from "./predict-route.ts";
import { createServerMetrics, type ServerMetrics } from "./server-metrics.ts";
import { turnEnd } from "./turn-end.ts";

export interface ServerOptions {
  readonly model: StoredModel;
  /** What answers call the model; by default the name in its definition. */
  readonly name?: string;
  readonly version: string;
  readonly limits?: Partial<ServerLimits>;
  /** Called once for each request and each failure of ours. By default nothing is logged. */
  readonly log?: Log;
  /** The day of a request, in days since 1970-01-01; by default that of the clock, in UTC. */
  readonly today?: () => number;
  /** What /readyz says while the server runs; by default yes until it closes. */
  readonly ready?: () => boolean;
  /** Whether each answer asks the client to leave the connection, as the server is about to close. Default never. */
  readonly parting?: () => boolean;
  /** A request needs one of them, save for /healthz, /readyz and /metrics. By default it needs none. */
  readonly apiKeys?: readonly string[];
  /** Keeps what was asked and answered in files. By default nothing is kept. */
  readonly requestLog?: RequestLogSettings;
  /** Adds memory, processor and event-loop figures to /metrics. Default true. */
  readonly processMetrics?: boolean;
}

export interface RequestLogSettings extends Omit<RequestLogOptions, "failed"> {
  /** The release of the deployment; the version where there is none. */
  readonly release?: string;
  /** Fields that a request may have although the model does not read them: labels are joined on them later. */
  readonly keys?: readonly string[];
}

/**
 * A prediction server that does not listen yet. It answers a fault of the client with a 4xx that says what to mend, and
 * neither logs nor repeats the value of a personal column.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const { model } = options;
  const identity: ModelIdentity = { name: options.name ?? model.definition.name, version: options.version };
  const limits: ServerLimits = { ...defaultLimits, ...options.limits };
  const today = options.today ?? (() => Math.floor(Date.now() / 86_400_000));
  const log = options.log ?? (() => {});
  const metrics = createServerMetrics(identity, options.processMetrics ?? true);
  const { keys } = logKeys(model, options.requestLog?.keys ?? []);
  const requestLog = keptLog(options, identity, keys, metrics, log);
  const parting = options.parting ?? (() => false);
  const server = bareServer(limits);
  const observe = compileObserver(metrics, log);
  const answers = { requestLog, observe, atTurnEnd: turnEnd() };
  prepareAnswers(server, parting);
  guard(server, options.apiKeys, answers);
  for (const part of [metrics, requestLog]) server.addHook("onClose", async () => part?.close());
  answerErrors(server, limits, log, answers);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) =>
    done(null, parseJson(body as Buffer)),
  );
  addPredictRoute(server, { model, identity, limits, metrics, today, keys, answers, parting });
  const needsKey = options.apiKeys !== undefined;
  const ready = options.ready ?? (() => true);
  server.register((others, _options, done) => {
    observeAll(others, observe);
    addDescriptionRoutes(others, { model, identity, limits, metrics, today, keys, needsKey, ready });
    refuseOtherRoutes(others);
    done();
  });
  return server;
}

function keptLog(
  { model, version, requestLog: settings }: ServerOptions,
  identity: ModelIdentity,
  keys: readonly string[],
  metrics: ServerMetrics,
  log: Log,
): RequestLog | undefined {
  if (settings === undefined) return undefined;
  const { release = version, keys: _named, ...files } = settings;
  const failed = (error: unknown, entries: number): void => {
    metrics.unlogged(entries);
    log({ level: "error", message: "request log not written", ...errorFields(error) });
  };
  return openRequestLog(logSchema(model, identity, release, keys), { ...files, failed });
}

function bareServer(limits: ServerLimits): FastifyInstance {
  return fastify({
    logger: false,
    // No route has a schema: what would compile them takes long to load.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMilliseconds,
    http: { maxHeaderSize: limits.headerBytes, headersTimeout: limits.requestMilliseconds },
    // While draining, requests on open connections are still answered; /readyz has told the balancer to go elsewhere.
    return503OnClosing: false,
    genReqId: (request) => requestId(request.headers["x-request-id"]),
    clientErrorHandler: (error, socket) => {
      if (socket.destroyed || error.code === "ECONNRESET" || !socket.writable) return;
      socket.end(rawErrorAnswer(clientFault(error, limits.bodyBytes) ?? malformed));
    },
    frameworkErrors: (error, _request, reply) => {
      sendError(reply as unknown as FastifyReply, clientFault(error, limits.bodyBytes) ?? malformed);
    },
  });
}

function noSchemas(): never {
  throw new Error("a route has a schema");
}

/** An answer that waits for the end of its turn looks again whether to part before it goes out. */
function prepareAnswers(server: FastifyInstance, parting: () => boolean): void {
  server.decorateRequest("startedAt", 0);
  server.addHook("onRequest", (request, reply, done) => {
    request.startedAt = performance.now();
    reply.header("x-request-id", request.id);
    if (parting()) reply.header("connection", "close");
    done();
  });
}

const openRoutes = new Set<string | undefined>(["/healthz", "/readyz", "/metrics"]);

function guard(server: FastifyInstance, keys: readonly string[] | undefined, answers: Answers): void {
  if (keys === undefined) return;
  const isAllowed = compileKeyCheck(keys);
  server.addHook("onRequest", (request, reply, done) => {
    if (openRoutes.has(request.routeOptions.url) || isAllowed(request.headers)) return done();
    reply.header("www-authenticate", "Bearer");
    refuse(answers, request, reply, { error: unauthorized });
  });
}

function answerErrors(server: FastifyInstance, limits: ServerLimits, log: Log, answers: Answers): void {
  const internal: ErrorAnswer = { status: 500, code: "internal", message: "the server failed; its log says where" };
  server.setErrorHandler((error, request, reply): void => {
    const fault = clientFault(error, limits.bodyBytes);
    if (fault === undefined)
      log({ level: "error", message: "request failed", requestId: request.id, ...errorFields(error) });
    refuse(answers, request, reply, { error: fault ?? internal });
  });
}

/** Tells a path that does not exist from one that has other methods. */
function refuseOtherRoutes(server: FastifyInstance): void {
  server.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split("?", 1)[0]!;
    const methods = (["GET", "HEAD", "POST"] as const).filter((method) => server.hasRoute({ method, url: path }));
    if (methods.length === 0)
      return sendError(reply, { status: 404, code: "not_found", message: "there is nothing at this path" });
    reply.header("allow", methods.join(", "));
    return sendError(reply, { status: 405, code: "method_not_allowed", message: `use ${methods.join(" or ")}` });
  });
}

const sendError = (reply: FastifyReply, error: ErrorAnswer): FastifyReply =>
  reply.code(error.status).header("content-type", "application/json; charset=utf-8").send(errorText(error));
