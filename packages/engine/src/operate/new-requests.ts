import type { DeploymentName, LogSegment, Outcome, Platform } from "@mlopsc/deploy";
import type { Diagnostic } from "@mlopsc/diagnostics";
import { followRequestLog, type LogSource, type RequestLogReading } from "@mlopsc/serve";
import type { LogCursor } from "../registry/monitor-records.ts";
import { withoutRepeats } from "./without-repeats.ts";

/** What the replicas of a deployment have logged since somebody looked. */
export interface NewRequests {
  readonly readings: readonly RequestLogReading[];
  /** As they were listed before anything was read of them. */
  readonly segments: readonly LogSegment[];
  /** Where the next look begins: to be kept together with what was made of the requests. */
  readonly cursors: readonly LogCursor[];
  /** Segments that retention removed before they were read. */
  readonly missed: number;
}

/** Reads all request logs behind the cursors; those of replicas that are gone too. */
export async function newRequests(
  platform: Platform,
  name: DeploymentName,
  cursors: readonly LogCursor[],
): Promise<Outcome<NewRequests>> {
  const listed = await platform.logSegments(name);
  if (!listed.ok) return listed;
  const replicas = [...new Set(listed.value.map(({ replica }) => replica))];
  const readings: RequestLogReading[] = [];
  const reached: LogCursor[] = [];
  let missed = 0;
  for (const replica of replicas) {
    const segments = listed.value.filter((segment) => segment.replica === replica);
    const before = cursors.find((cursor) => cursor.replica === replica);
    const from = before && { segment: before.file, offset: before.offset };
    try {
      const followed = await followRequestLog(sourceOf(platform, name, segments), from);
      readings.push(...followed.readings);
      missed += followed.missed;
      const { cursor } = followed;
      if (cursor !== undefined) reached.push({ replica, file: cursor.segment, offset: cursor.offset });
    } catch (failure) {
      if (failure instanceof Unreachable) return { ok: false, problems: failure.problems };
      throw failure;
    }
  }
  const counted = await withoutRepeats(platform, name, readings);
  if (!counted.ok) return counted;
  return { ok: true, value: { readings: counted.value, segments: listed.value, cursors: reached, missed } };
}

/** A platform that does not answer now is not one whose segment is gone: nothing may be passed over. */
class Unreachable extends Error {
  readonly problems: readonly Diagnostic[];
  constructor(problems: readonly Diagnostic[]) {
    super(problems.map(({ message }) => message).join("; "));
    this.problems = problems;
  }
}

const sourceOf = (platform: Platform, name: DeploymentName, segments: readonly LogSegment[]): LogSource => ({
  segments: async () => segments.map(({ file }) => file),
  read: async (file, offset) => {
    const read = await platform.readSegment(name, segments.find((segment) => segment.file === file)!, offset);
    if (!read.ok) throw new Unreachable(read.problems);
    return read.value;
  },
});
