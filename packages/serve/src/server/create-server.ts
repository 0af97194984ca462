import { randomUUID } from "node:crypto";
import type { StoredModel } from "@mlopsc/learn";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { ModelIdentity } from "../answer/answer-text.ts";
import { parseJson } from "../request/parse-json.ts";
import { addDescriptionRoutes } from "./description-routes.ts";
import {
  clientFault,
  type ErrorAnswer,
  errorText,
  invalidQuery,
  malformed,
  malformedJson,
  rawErrorAnswer,
  unsupportedMediaType,
} from "./error-answer.ts";
import { defaultLimits, type ServerLimits } from "./limits.ts";
import { errorFields, type Log } from "./log.ts";
import { compilePredict, isErrorAnswer } from "./predict-answer.ts";
import { createServerMetrics, type ServerMetrics } from "./server-metrics.ts";

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
  /** Adds memory, processor and event-loop figures to /metrics. Default true. */
  readonly processMetrics?: boolean;
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
  const server = bareServer(limits);
  observe(server, metrics, log);
  partFromClients(server, options.parting ?? (() => false));
  answerErrors(server, limits, log);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) =>
    done(null, parseJson(body as Buffer)),
  );
  const predict = compilePredict(model, identity, limits);
  server.post("/predict", (request, reply) => {
    const parsed = request.body as ReturnType<typeof parseJson>;
    const encoding = request.headers["content-encoding"];
    if (encoding !== undefined && encoding !== "identity") return sendError(reply, unsupportedMediaType);
    if (parsed === undefined || parsed === null) return sendError(reply, malformedJson);
    const explain = askedToExplain(request.query as Readonly<Record<string, unknown>>);
    if (explain === undefined) return sendError(reply, invalidQuery);
    const answer = predict(parsed.value, today(), explain);
    if (isErrorAnswer(answer)) {
      metrics.refused();
      return sendError(reply, answer);
    }
    metrics.predicted(answer);
    return reply.header("content-type", "application/json; charset=utf-8").send(answer.text);
  });
  addDescriptionRoutes(server, { model, identity, limits, metrics, today, ready: options.ready ?? (() => true) });
  refuseOtherRoutes(server);
  return server;
}

function bareServer(limits: ServerLimits): FastifyInstance {
  return fastify({
    logger: false,
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

/** The client's own id where it is harmless in a header and a log. */
const requestId = (given: string | string[] | undefined): string =>
  typeof given === "string" && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();

function observe(server: FastifyInstance, metrics: ServerMetrics, log: Log): void {
  server.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id);
    done();
  });
  server.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "(none)";
    const milliseconds = reply.elapsedTime;
    metrics.request(request.method, route, reply.statusCode, milliseconds / 1000);
    const level = reply.statusCode >= 500 && route !== "/readyz" ? "error" : "info";
    log({
      level,
      message: "request answered",
      requestId: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      milliseconds,
    });
    done();
  });
  server.addHook("onClose", (_server, done) => {
    metrics.close();
    done();
  });
}

function partFromClients(server: FastifyInstance, parting: () => boolean): void {
  server.addHook("onSend", (_request, reply, payload, done) => {
    if (parting()) reply.header("connection", "close");
    done(null, payload);
  });
}

function answerErrors(server: FastifyInstance, limits: ServerLimits, log: Log): void {
  server.setErrorHandler((error, request, reply) => {
    const fault = clientFault(error, limits.bodyBytes);
    if (fault !== undefined) return sendError(reply, fault);
    log({ level: "error", message: "request failed", requestId: request.id, ...errorFields(error) });
    return sendError(reply, { status: 500, code: "internal", message: "the server failed; its log says where" });
  });
}

/** What `?explain=` asks for; undefined where that cannot be told. */
function askedToExplain({ explain }: Readonly<Record<string, unknown>>): boolean | undefined {
  if (explain === undefined || explain === "false") return false;
  return explain === "true" ? true : undefined;
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
