import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { attemptHeader } from "../log/attempt.ts";

/** Those that speak of one connection only (RFC 9110, 7.6.1), and those that the front writes itself. */
const dropped = new Set([
  ...["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"],
  ...["content-length", "expect", "http2-settings", "x-forwarded-for", "x-request-id", attemptHeader],
]);

/** The headers of a request as a backend gets them: names and values in turn. */
export function forwardedHeaders(request: IncomingMessage, id: string): string[] {
  const named = connectionHeaders(request.headers.connection);
  const headers: string[] = [];
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const name = request.rawHeaders[at]!.toLowerCase();
    if (!dropped.has(name) && !named.includes(name)) headers.push(name, request.rawHeaders[at + 1]!);
  }
  const before = request.headers["x-forwarded-for"];
  const address = request.socket.remoteAddress ?? "unknown";
  headers.push("x-forwarded-for", before === undefined ? address : `${before}, ${address}`, "x-request-id", id);
  return headers;
}

/** The headers of an answer as the client gets them. The body is whole; that of HEAD is described and not sent. */
export function answeredHeaders(headers: IncomingHttpHeaders, bytes: number, isHead: boolean): OutgoingHttpHeaders {
  const kept: OutgoingHttpHeaders = {};
  for (const name in headers) {
    if (!dropped.has(name) || name === "x-request-id") kept[name] = headers[name];
  }
  if (!isHead) kept["content-length"] = bytes;
  else if (headers["content-length"] !== undefined) kept["content-length"] = headers["content-length"];
  return kept;
}

/** A client may name more headers that are for this connection only. */
const connectionHeaders = (connection: string | undefined): readonly string[] =>
  connection === undefined || connection === "keep-alive" || connection === "close"
    ? none
    : connection.split(",").map((name) => name.trim().toLowerCase());

const none: readonly string[] = [];
