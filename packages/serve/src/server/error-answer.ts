import { STATUS_CODES } from "node:http";
import { todayHeader } from "../request/request-day.ts";
import type { RequestProblem } from "../request/request-problem.ts";

/** Why a request was not answered. Part of the served contract: never renamed. */
export type ErrorCode =
  | "invalid_request"
  | "out_of_scope"
  | "incomplete"
  | "not_explainable"
  | "malformed"
  | "malformed_json"
  | "invalid_query"
  | "invalid_header"
  | "unsupported_media_type"
  | "too_large"
  | "headers_too_large"
  | "timeout"
  | "not_found"
  | "method_not_allowed"
  | "refused"
  | "unauthorized"
  | "overloaded"
  | "unavailable"
  | "internal";

export interface ErrorAnswer {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: readonly RequestProblem[];
  /** With `out_of_scope`: the condition that the record does not meet. */
  readonly filter?: string;
  /** With `incomplete`: the features without which the model gives no prediction. */
  readonly columns?: readonly string[];
}

export const errorText = ({ status: _, ...error }: ErrorAnswer): string => JSON.stringify({ error });

/** A whole answer for a socket whose request never came to be one. */
export function rawErrorAnswer(error: ErrorAnswer): string {
  const body = errorText(error);
  return [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? "Error"}`,
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
    "",
    body,
  ].join("\r\n");
}

/** What the server says to an error that Fastify or Node raised before our handler; undefined where it is our bug. */
export function clientFault(error: unknown, bodyBytes: number): ErrorAnswer | undefined {
  const { code, statusCode } = error as { readonly code?: string; readonly statusCode?: number };
  switch (code) {
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
    case "FST_ERR_CTP_EMPTY_TYPE":
    case "FST_ERR_CTP_INVALID_TYPE":
      return unsupportedMediaType;
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return { status: 413, code: "too_large", message: `the body must not exceed ${bodyBytes} bytes` };
    case "HPE_HEADER_OVERFLOW":
      return { status: 431, code: "headers_too_large", message: "the head of the request is too large" };
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return { status: 408, code: "timeout", message: "the request did not arrive in time" };
  }
  if (code?.startsWith("HPE_")) return malformed;
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return undefined;
  return { ...malformed, status: statusCode };
}

export const malformed: ErrorAnswer = {
  status: 400,
  code: "malformed",
  message: "this is not a request that HTTP allows",
};
export const malformedJson: ErrorAnswer = {
  status: 400,
  code: "malformed_json",
  message: "the body must be one JSON value in UTF-8",
};
export const overloaded: ErrorAnswer = {
  status: 503,
  code: "overloaded",
  message: "more is asked than can be answered now; ask again later",
};
export const unauthorized: ErrorAnswer = {
  status: 401,
  code: "unauthorized",
  message: "send a key as `authorization: Bearer KEY` or as `x-api-key: KEY`",
};
export const invalidQuery: ErrorAnswer = {
  status: 400,
  code: "invalid_query",
  message: "explain must be true or false",
};
export const invalidDay: ErrorAnswer = {
  status: 400,
  code: "invalid_header",
  message: `${todayHeader} must be a day: 2026-01-31`,
};

export const unsupportedMediaType: ErrorAnswer = {
  status: 415,
  code: "unsupported_media_type",
  message: "the body must be sent as application/json, not compressed",
};
