/** The files of a replica's log: `000001.mlog` and on, in the order in which they were written. */
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

export interface Segment {
  readonly name: string;
  readonly number: number;
}

const pattern = /^(\d{6,})\.mlog$/;

export const segmentName = (number: number): string => `${String(number).padStart(6, "0")}.mlog`;

/** The names among these that are segments, oldest first. */
export function orderSegments(names: readonly string[]): Segment[] {
  return names
    .flatMap((name) => {
      const digits = pattern.exec(name)?.[1];
      return digits === undefined ? [] : [{ name, number: Number(digits) }];
    })
    .sort((one, other) => one.number - other.number);
}

export function listSegments(folder: string): Segment[] {
  mkdirSync(folder, { recursive: true });
  return orderSegments(readdirSync(folder));
}

/** Bounds on what a log keeps; the oldest segments go first. */
export interface LogRetention {
  readonly totalBytes: number;
  readonly ageMilliseconds: number;
}

/** Removes what is beyond the bounds, leaving room for another segment of `segmentBytes`. */
export function removeOldSegments(folder: string, retention: LogRetention, segmentBytes: number, now: number): void {
  let room = retention.totalBytes - segmentBytes;
  for (const { name } of listSegments(folder).reverse()) {
    const path = join(folder, name);
    // Whoever reads the log may remove what was read.
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) continue;
    room -= found.size;
    if (room < 0 || now - found.mtimeMs > retention.ageMilliseconds) rmSync(path, { force: true });
  }
}
