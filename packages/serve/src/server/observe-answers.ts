import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Log } from "./log.ts";
import type { ServerMetrics } from "./server-metrics.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** When its head arrived, as `performance.now()` counts. */
    startedAt: number;
  }
}

/** Milliseconds since the head of the request arrived. Fastify's own measure needs its hook `onResponse`. */
export const elapsedTime = ({ startedAt }: FastifyRequest): number => performance.now() - startedAt;

/** Counts an answer and writes its line. */
export type Observer = (request: FastifyRequest, status: number) => void;

export function compileObserver(metrics: ServerMetrics, log: Log): Observer {
  return (request, status) => {
    const route = request.routeOptions.url ?? "(none)";
    const milliseconds = elapsedTime(request);
    const { method } = request;
    metrics.request(method, route, status, milliseconds / 1000);
    const level = status >= 500 && route !== "/readyz" ? "error" : "info";
    log({ level, message: "request answered", requestId: request.id, method, route, status, milliseconds });
  };
}

/** Of all routes of this instance. The hook takes a tenth of an answer's time, so /predict does without. */
export function observeAll(server: FastifyInstance, observe: Observer): void {
  server.addHook("onResponse", (request, reply, done) => {
    observe(request, reply.statusCode);
    done();
  });
}
