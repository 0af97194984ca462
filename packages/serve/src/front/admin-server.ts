import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { frontMetrics } from "./front-metrics.ts";
import { readBody } from "./read-body.ts";
import type { Router } from "./router.ts";
import { parseRoutes, type Routes } from "./routes.ts";

/**
 * What an administrator may ask of the front, over a socket that is published nowhere: `PUT /routes`, `GET /status`,
 * `GET /healthz`, `GET /metrics`. `changed` is told of new routes before they hold.
 */
export const createAdminServer = (router: Router, changed: (routes: Routes) => void): Server =>
  createServer((request, response) => void answer(router, changed, request, response));

const routesBytes = 1_048_576;

async function answer(
  router: Router,
  changed: (routes: Routes) => void,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  switch (`${request.method} ${request.url}`) {
    case "PUT /routes":
      return setRoutes(router, changed, request, response);
    case "GET /status":
      return sendJson(response, 200, router.status());
    case "GET /healthz":
      return sendJson(response, 200, { status: "ok" });
    case "GET /metrics":
      response.setHeader("content-type", "text/plain; version=0.0.4; charset=utf-8");
      response.end(await frontMetrics(router));
      return;
    default:
      return sendJson(response, 404, { error: "there is nothing at this path" });
  }
}

async function setRoutes(
  router: Router,
  changed: (routes: Routes) => void,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, routesBytes);
  if (typeof body === "string") return sendJson(response, 413, { error: "too many routes" });
  const routes = parseRoutes(jsonValue(body.toString("utf8")));
  if (typeof routes === "string") return sendJson(response, 422, { error: routes });
  try {
    changed(routes);
  } catch (error) {
    return sendJson(response, 500, { error: (error as Error).message });
  }
  router.set(routes);
  sendJson(response, 200, router.status());
}

function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.statusCode = status;
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.end(`${JSON.stringify(value)}\n`);
}
