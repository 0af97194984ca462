/**
 * A segment is frames, one behind the other: four bytes for the length of the content, four for its CRC-32, the content.
 * The first holds the schema as JSON, each other the entries of one write.
 */
import { crc32 } from "node:zlib";
import type { ByteWriter } from "./byte-writer.ts";

export const frameHeadBytes = 8;

/** Leaves room for the head; gives what `closeFrame` needs. */
export function openFrame(to: ByteWriter): number {
  const start = to.length;
  to.int32(0);
  to.int32(0);
  return start;
}

export function closeFrame(to: ByteWriter, start: number): void {
  const content = to.bytes.subarray(start + frameHeadBytes, to.length);
  to.patchInt32(start, content.length);
  to.patchInt32(start + 4, crc32(content) | 0);
}

/** Where the content of the frame at `start` lies; "torn" where its end has not come, "damaged" where its sum is wrong. */
export function frameAt(
  bytes: Uint8Array,
  start: number,
): { readonly from: number; readonly to: number } | "torn" | "damaged" {
  if (bytes.length < start + frameHeadBytes) return "torn";
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, frameHeadBytes);
  const from = start + frameHeadBytes;
  const to = from + view.getUint32(0, true);
  if (to > bytes.length) return "torn";
  return crc32(bytes.subarray(from, to)) === view.getUint32(4, true) ? { from, to } : "damaged";
}
