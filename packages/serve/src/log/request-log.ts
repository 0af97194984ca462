import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { ByteWriter } from "./byte-writer.ts";
import { compileEntryWriter } from "./entry-writer.ts";
import { closeFrame, openFrame } from "./frames.ts";
import type { LogSchema } from "./log-schema.ts";
import type { AnsweredRequest } from "./logged-request.ts";
import { type LogRetention, listSegments, removeOldSegments, segmentName } from "./segments.ts";

export interface RequestLogOptions {
  /** A folder of this server alone; made where it is not there. */
  readonly folder: string;
  /** A segment that has grown beyond it is the last time written to. Default 8 MiB. */
  readonly segmentBytes?: number;
  /** Default 1 GiB and 30 days. */
  readonly retention?: Partial<LogRetention>;
  /** Told of entries that could not be written (the disk is full): their answers are sent all the same. */
  readonly failed?: (error: unknown, entries: number) => void;
}

/** Where a server puts its requests before it answers them. */
export interface RequestLog {
  /** Writes the entry together with all others of this turn of the event loop, then calls back. */
  add(request: AnsweredRequest, elapsed: () => number, written: () => void): void;
  /** Writes what waits. */
  close(): void;
}

const defaultRetention: LogRetention = { totalBytes: 1_073_741_824, ageMilliseconds: 30 * 86_400_000 };

/**
 * Appends to segments of its own: what an earlier process left, perhaps in the middle of a frame, is never written to. An
 * entry is with the operating system when its answer goes out: it survives the process's death, not the machine's.
 */
export function openRequestLog(schema: LogSchema, options: RequestLogOptions): RequestLog {
  const file = segmentFile(schema, options);
  const putEntry = compileEntryWriter(schema);
  const batch = new ByteWriter();
  let waiting: { place: number; elapsed: () => number; written: () => void }[] = [];
  const flush = (): void => {
    const entries = waiting;
    waiting = [];
    if (entries.length === 0) return;
    for (const { place, elapsed } of entries) batch.patchFloat32(place, elapsed());
    closeFrame(batch, 0);
    try {
      file.append(batch.bytes.subarray(0, batch.length));
    } catch (error) {
      options.failed?.(error, entries.length);
    }
    for (const { written } of entries) written();
  };
  return {
    add: (request, elapsed, written) => {
      if (waiting.length === 0) {
        batch.length = 0;
        openFrame(batch);
      }
      const place = putEntry(batch, request);
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ place, elapsed, written });
    },
    close: () => {
      flush();
      file.close();
    },
  };
}

interface SegmentFile {
  append(bytes: Uint8Array): void;
  close(): void;
}

/** The next segment is made with the first entry that goes into it: a server that nobody asks leaves no file. */
function segmentFile(schema: LogSchema, options: RequestLogOptions): SegmentFile {
  const { folder, segmentBytes = 8_388_608 } = options;
  const retention = { ...defaultRetention, ...options.retention };
  let next = (listSegments(folder).at(-1)?.number ?? 0) + 1;
  let open: { readonly descriptor: number; bytes: number } | undefined;
  const close = (): void => {
    if (open !== undefined) closeSync(open.descriptor);
    open = undefined;
  };
  const begin = (): NonNullable<typeof open> => {
    removeOldSegments(folder, retention, segmentBytes, Date.now());
    const descriptor = openNew(folder, () => next++);
    open = { descriptor, bytes: 0 };
    const head = schemaFrame(schema);
    writeWhole(descriptor, head);
    open.bytes = head.length;
    return open;
  };
  return {
    append: (bytes) => {
      try {
        const { descriptor } = open ?? begin();
        writeWhole(descriptor, bytes);
      } catch (error) {
        // What was written of the frame stays, as the torn end of its segment.
        close();
        throw error;
      }
      open!.bytes += bytes.length;
      if (open!.bytes >= segmentBytes) close();
    },
    close,
  };
}

/** A file that was not there before: another server may have been given the same folder. */
function openNew(folder: string, nextNumber: () => number): number {
  for (;;) {
    try {
      return openSync(join(folder, segmentName(nextNumber())), "wx");
    } catch (error) {
      if ((error as { readonly code?: string }).code !== "EEXIST") throw error;
    }
  }
}

function schemaFrame(schema: LogSchema): Uint8Array {
  const bytes = new ByteWriter();
  const start = openFrame(bytes);
  for (const byte of Buffer.from(JSON.stringify(schema))) bytes.byte(byte);
  closeFrame(bytes, start);
  return bytes.bytes.subarray(0, bytes.length);
}

function writeWhole(descriptor: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(descriptor, bytes, written, bytes.length - written);
}
