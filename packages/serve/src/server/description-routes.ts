import type { StoredModel } from "@mlopsc/learn";
import type { FastifyInstance } from "fastify";
import type { ModelIdentity } from "../answer/answer-text.ts";
import { exampleRecord } from "../description/example-record.ts";
import { homePage } from "../description/home-page.ts";
import { openApiDocument } from "../description/open-api.ts";
import { requestColumns } from "../request/request-columns.ts";
import type { ServerLimits } from "./limits.ts";
import { compilePredict, isRefusal } from "./predict-answer.ts";
import type { ServerMetrics } from "./server-metrics.ts";

export interface Description {
  readonly model: StoredModel;
  readonly identity: ModelIdentity;
  readonly limits: ServerLimits;
  readonly metrics: ServerMetrics;
  readonly today: () => number;
  readonly ready: () => boolean;
  readonly keys: readonly string[];
  /** Whether a request must carry an API key. */
  readonly needsKey: boolean;
}

/** What the server says of itself: health, readiness, figures, schema, and a page for people. */
export function addDescriptionRoutes(server: FastifyInstance, description: Description): void {
  const { model, identity, limits, metrics, ready, keys, needsKey } = description;
  const columns = requestColumns(model);
  // Made when first asked for: a server that starts shall answer soon.
  const example = once(() => workedExample(description));
  const document = once(() =>
    JSON.stringify(openApiDocument(model, identity, { columns, keys, needsKey }, limits, example()), null, 2),
  );
  let closing = false;
  server.addHook("preClose", (done) => {
    closing = true;
    done();
  });
  server.get("/healthz", (_request, reply) => reply.send({ status: "ok" }));
  server.get("/readyz", (_request, reply) => {
    const isReady = ready() && !closing;
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ready" : "draining" });
  });
  server.get("/metrics", async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  server.get("/openapi.json", (_request, reply) => reply.type("application/json; charset=utf-8").send(document()));
  server.get("/", (request, reply) =>
    reply
      .type("text/html; charset=utf-8")
      .header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'")
      .send(homePage(model, identity, example()?.request, `http://${safeHost(request.headers.host)}`)),
  );
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The example and the answer that the server gives to it now. */
function workedExample({ model, identity, limits, today }: Description): Parameters<typeof openApiDocument>[4] {
  const request = exampleRecord(model, requestColumns(model), today());
  if (request === undefined) return undefined;
  const answer = compilePredict(model, identity, limits)(request, today());
  return isRefusal(answer) ? undefined : { request, answer: JSON.parse(answer.text) };
}

/** The host that the client named goes into a line to be pasted into a shell: only what a host name may hold. */
const safeHost = (host: string | undefined): string =>
  host !== undefined && /^[\w.:[\]-]{1,255}$/.test(host) ? host : "localhost";
