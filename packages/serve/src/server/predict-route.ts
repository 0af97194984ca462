import type { StoredModel } from "@mlopsc/learn";
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from "fastify";
import type { ModelIdentity } from "../answer/answer-text.ts";
import { attemptHeader, readAttempt } from "../log/attempt.ts";
import { loggedProblems } from "../log/logged-problems.ts";
import type { AnsweredRequest } from "../log/logged-request.ts";
import type { RequestLog } from "../log/request-log.ts";
import type { parseJson } from "../request/parse-json.ts";
import { requestDay, todayHeader } from "../request/request-day.ts";
import {
  type ErrorAnswer,
  errorText,
  invalidDay,
  invalidQuery,
  malformedJson,
  overloaded,
  unsupportedMediaType,
} from "./error-answer.ts";
import type { ServerLimits } from "./limits.ts";
import { elapsedTime, type Observer } from "./observe-answers.ts";
import { compilePredict, isRefusal, type PredictRefusal } from "./predict-answer.ts";
import { watchPressure } from "./pressure.ts";
import type { ServerMetrics } from "./server-metrics.ts";

/** What becomes of answers to /predict on their way out. */
export interface Answers {
  readonly requestLog: RequestLog | undefined;
  readonly observe: Observer;
  readonly atTurnEnd: (act: () => void) => void;
}

export interface PredictRoute {
  readonly model: StoredModel;
  readonly identity: ModelIdentity;
  readonly limits: ServerLimits;
  readonly metrics: ServerMetrics;
  readonly today: () => number;
  readonly keys: readonly string[];
  readonly answers: Answers;
  /** Whether answers ask the client to leave the connection. */
  readonly parting: () => boolean;
}

/** POST /predict: the answer goes out once the request's entry is in the log, where one is kept. */
export function addPredictRoute(server: FastifyInstance, route: PredictRoute): void {
  const { model, identity, limits, metrics, today, keys, answers, parting } = route;
  const predict = compilePredict(model, identity, limits, keys);
  const onRequest = refuseUnderPressure(server, limits, answers);
  server.post(predictPath, { onRequest }, (request, reply): void => {
    if (parting()) reply.header("connection", "close");
    const day = requestDay(request.headers[todayHeader], today);
    const answer =
      requestFault(request) ??
      (day === undefined ? refusal(invalidDay) : predict(bodyOf(request)!.value, day, askedToExplain(request)));
    if (!isRefusal(answer)) {
      metrics.predicted(answer.records.predictions);
      finish(answers, request, reply, 200, answer.text, answer.records);
      return;
    }
    if (answer.error.status === 422) metrics.refused();
    refuse(answers, request, reply, answer);
  });
}

const predictPath = "/predict";

/** Before the body is read: what is refused shall cost little. */
function refuseUnderPressure(server: FastifyInstance, limits: ServerLimits, answers: Answers): onRequestHookHandler {
  const pressure = watchPressure(limits);
  server.addHook("onClose", (_server, done) => {
    pressure.close();
    done();
  });
  return (request, reply, done) => {
    const isWelcome = pressure.enter();
    reply.raw.once("close", pressure.leave);
    if (isWelcome) return done();
    reply.header("retry-after", "1");
    refuse(answers, request, reply, { error: overloaded });
  };
}

/** Sends a refusal; one of /predict is counted and logged before, but what came without a key is no request of the model. */
export function refuse(
  answers: Answers,
  request: FastifyRequest,
  reply: FastifyReply,
  { error, records, form }: PredictRefusal,
): void {
  if (request.routeOptions.url !== predictPath) {
    send(reply, error.status, errorText(error));
    return;
  }
  const problems = error.details === undefined ? undefined : loggedProblems(error.details, form);
  const known = error.status === 401 ? { ...answers, requestLog: undefined } : answers;
  finish(known, request, reply, error.status, errorText(error), records, problems);
}

function finish(
  { requestLog, observe, atTurnEnd }: Answers,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  text: string,
  records?: AnsweredRequest["records"],
  problems?: AnsweredRequest["problems"],
): void {
  const leave = (): void => {
    observe(request, status);
    send(reply, status, text);
  };
  // Answers that go out together, at the end of the turn, cost less than each at once.
  if (requestLog === undefined) {
    atTurnEnd(leave);
    return;
  }
  const elapsed = (): number => elapsedTime(request);
  const attempt = readAttempt(request.headers[attemptHeader]);
  requestLog.add({ time: Date.now() - elapsed(), id: request.id, status, records, problems, attempt }, elapsed, leave);
}

const send = (reply: FastifyReply, status: number, text: string): void =>
  void reply.code(status).header("content-type", "application/json; charset=utf-8").send(text);

type ParsedBody = ReturnType<typeof parseJson>;

const bodyOf = (request: FastifyRequest): ParsedBody => request.body as ParsedBody;

function requestFault(request: FastifyRequest): PredictRefusal | undefined {
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") return refusal(unsupportedMediaType);
  const body = bodyOf(request);
  if (body === undefined || body === null) return refusal(malformedJson);
  return askedToExplain(request) === undefined ? refusal(invalidQuery) : undefined;
}

const refusal = (error: ErrorAnswer): PredictRefusal => ({ error });

/** What `?explain=` asks for; undefined where that cannot be told. */
function askedToExplain({ query }: FastifyRequest): boolean | undefined {
  const { explain } = query as Readonly<Record<string, unknown>>;
  if (explain === undefined || explain === "false") return false;
  return explain === "true" ? true : undefined;
}
