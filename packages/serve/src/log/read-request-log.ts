import { ByteReader } from "./byte-reader.ts";
import { createEntryReader } from "./entry-reader.ts";
import { frameAt } from "./frames.ts";
import { type LogSchema, logVersion } from "./log-schema.ts";
import type { LoggedColumns, LoggedRequest } from "./logged-request.ts";

/** What a part of a segment holds. */
export interface RequestLogReading {
  /** Undefined where not even the first frame is whole. */
  readonly schema: LogSchema | undefined;
  readonly requests: readonly LoggedRequest[];
  readonly columns: LoggedColumns;
  /** Where the next reading begins: behind the last whole frame. */
  readonly next: number;
  /**
   * What stopped the reading before the end: a frame whose end has not come (it may yet, unless a later segment exists), one
   * whose checksum is wrong, or a segment of a newer release.
   */
  readonly stop?: "torn" | "damaged" | "newer";
}

/**
 * The requests in a segment from `offset` on, which is 0 or what an earlier reading gave as `next`. Where `schema` is given,
 * from an earlier reading of the same segment, `bytes` may begin at any frame, and `offset` counts from there. Never throws.
 */
export function readRequestLog(bytes: Uint8Array, offset = 0, schema?: LogSchema): RequestLogReading {
  const head = schema === undefined ? readHead(bytes) : { schema, next: 0 };
  if (typeof head === "string") return { schema: undefined, requests: [], columns: noColumns, next: 0, stop: head };
  const reader = createEntryReader(head.schema);
  let next = Math.max(offset, head.next);
  let stop: RequestLogReading["stop"];
  while (next < bytes.length) {
    const frame = frameAt(bytes, next);
    if (typeof frame === "string") {
      stop = frame;
      break;
    }
    const entries = new ByteReader(bytes, frame.from, frame.to);
    while (!entries.isAtEnd) reader.take(entries);
    next = frame.to;
  }
  const found = { schema: head.schema, requests: reader.requests, columns: reader.columns(), next };
  return stop === undefined ? found : { ...found, stop };
}

const noColumns: LoggedColumns = {
  table: { rows: 0, columns: [] },
  outcomes: new Uint8Array(0),
  values: new Float64Array(0),
  labels: new Int32Array(0),
  probabilities: new Float64Array(0),
};

function readHead(
  bytes: Uint8Array,
): { readonly schema: LogSchema; readonly next: number } | "torn" | "damaged" | "newer" {
  const frame = frameAt(bytes, 0);
  if (typeof frame === "string") return frame;
  let schema: LogSchema;
  try {
    schema = JSON.parse(Buffer.from(bytes.subarray(frame.from, frame.to)).toString("utf8"));
  } catch {
    return "damaged";
  }
  if (schema.format !== "mlopsc-request-log") return "damaged";
  return schema.version > logVersion ? "newer" : { schema, next: frame.to };
}
