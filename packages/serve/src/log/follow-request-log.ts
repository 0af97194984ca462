import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LogSchema } from "./log-schema.ts";
import { type RequestLogReading, readRequestLog } from "./read-request-log.ts";
import { listSegments, orderSegments } from "./segments.ts";

/** How far a log has been read. Kept in one transaction with what was made of the requests, it counts each once. */
export interface LogCursor {
  readonly segment: string;
  readonly offset: number;
}

/** Where the segments of one replica are. */
export interface LogSource {
  /** Names, in any order. */
  segments(): Promise<readonly string[]>;
  /** The bytes from `offset` to the end; undefined where the segment is gone. */
  read(segment: string, offset: number): Promise<Uint8Array | undefined>;
}

export interface FollowedLog {
  /** What was found, a reading for each segment that holds something new. */
  readonly readings: readonly RequestLogReading[];
  /** Undefined where the log has no segment yet. */
  readonly cursor: LogCursor | undefined;
  /** Segments that retention removed before they were read to their end. */
  readonly missed: number;
}

/**
 * Everything behind the cursor. A segment that a later one follows is complete, so its torn end is passed over; the last
 * is read again from its last whole frame. `schemas`, by segment, where it is kept between calls, spares reading the
 * beginning of a segment again.
 */
export async function followRequestLog(
  source: LogSource,
  cursor: LogCursor | undefined,
  schemas: Map<string, LogSchema> = new Map(),
): Promise<FollowedLog> {
  // Listed before anything is read: a later segment in this list proves that an earlier one is complete.
  const all = orderSegments(await source.segments());
  const position = cursor === undefined ? undefined : orderSegments([cursor.segment])[0]!.number;
  const fresh = all.filter(({ number }) => position === undefined || number >= position);
  const readings: RequestLogReading[] = [];
  let reached = cursor;
  let missed = missedSegments(fresh[0]?.number, position);
  for (const { name } of fresh) {
    const offset = name === cursor?.segment ? cursor.offset : 0;
    const reading = await readSegment(source, name, offset, schemas);
    if (reading === undefined) {
      missed++;
      continue;
    }
    reached = { segment: name, offset: reading.next };
    if (reading.requests.length > 0 || reading.stop !== undefined) readings.push(reading);
  }
  return { readings, cursor: reached, missed };
}

/** The segments of a folder on this machine. */
export const folderLog = (folder: string): LogSource => ({
  segments: async () => listSegments(folder).map(({ name }) => name),
  read: async (segment, offset) => {
    try {
      return readFileSync(join(folder, segment)).subarray(offset);
    } catch (error) {
      if ((error as { readonly code?: string }).code === "ENOENT") return undefined;
      throw error;
    }
  },
});

const missedSegments = (first: number | undefined, position: number | undefined): number =>
  first === undefined || position === undefined ? 0 : Math.max(0, first - position);

async function readSegment(
  source: LogSource,
  name: string,
  offset: number,
  schemas: Map<string, LogSchema>,
): Promise<RequestLogReading | undefined> {
  const known = schemas.get(name);
  const bytes = await source.read(name, known === undefined ? 0 : offset);
  if (bytes === undefined) return undefined;
  if (known !== undefined) {
    const reading = readRequestLog(bytes, 0, known);
    return { ...reading, next: offset + reading.next };
  }
  const reading = readRequestLog(bytes, offset);
  if (reading.schema !== undefined) schemas.set(name, reading.schema);
  return reading;
}
