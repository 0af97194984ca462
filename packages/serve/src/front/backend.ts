import type { IncomingHttpHeaders } from "node:http";
import { Pool } from "undici";

/** A request as it is sent to a backend, and may be sent again to another: nothing of it streams. */
export interface ForwardedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  /** Null where it has none. */
  readonly body: Buffer | null;
}

/** An answer that arrived whole. */
export interface BackendAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A replica of a release. Connections to it are kept. */
export interface Backend {
  readonly address: string;
  /** Whether it answered, or said that it is ready, when it was asked last. */
  isUp: boolean;
  inFlight: number;
  /** When an answer came last, as `performance.now()` counts. */
  answeredAt: number;
  /** Rejects where no whole answer came. */
  send(request: ForwardedRequest): Promise<BackendAnswer>;
  /** Lets requests in flight end. */
  close(): void;
}

/** `milliseconds`: how long an answer may keep the front waiting. */
export function createBackend(address: string, milliseconds: number): Backend {
  const pool = new Pool(`http://${address}`, {
    ...{ connections: 256, pipelining: 1, connect: { timeout: 2000 } },
    ...{ headersTimeout: milliseconds, bodyTimeout: milliseconds },
  });
  const backend: Backend = {
    address,
    isUp: true,
    inFlight: 0,
    answeredAt: 0,
    send: async (request) => {
      backend.inFlight++;
      try {
        const answer = await sendOver(pool, request);
        backend.answeredAt = performance.now();
        return answer;
      } finally {
        backend.inFlight--;
      }
    },
    close: () => void pool.close(),
  };
  return backend;
}

/** Whether it is the time that ran out: what is slow here is not made faster by asking elsewhere. */
export const isTimeout = (error: unknown): boolean =>
  ["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"].includes((error as { readonly code?: string }).code ?? "");

/** Whether the request cannot be put as HTTP/1.1 at all, though the parser let it through. */
export const isUnsendable = (error: unknown): boolean =>
  ["UND_ERR_INVALID_ARG", "UND_ERR_NOT_SUPPORTED"].includes((error as { readonly code?: string }).code ?? "");

function sendOver(pool: Pool, { method, path, headers, body }: ForwardedRequest): Promise<BackendAnswer> {
  return new Promise((resolve, reject) => {
    let status = 0;
    let answered: IncomingHttpHeaders = {};
    const chunks: Buffer[] = [];
    pool.dispatch(
      { method, path, headers, body },
      {
        onRequestStart: () => {},
        onResponseStart: (_controller, code, fields) => {
          status = code;
          answered = fields;
        },
        onResponseData: (_controller, chunk) => void chunks.push(chunk),
        onResponseEnd: () =>
          resolve({ status, headers: answered, body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) }),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}
