import type { DeploymentName, LogSegment, Outcome, Platform } from "@mlopsc/deploy";
import {
  firstPossible,
  isEarlierAttempt,
  type LoggedRequest,
  type RequestLogReading,
  readRequestLog,
} from "@mlopsc/serve";

/**
 * The same without what an earlier attempt of the same request has logged: by a replica that ended before its answer left,
 * upon which the front asked another. Which entry counts is told by the logs alone, in whatever order and in however many
 * looks they are read: the earlier was written before the later was asked for.
 */
export async function withoutRepeats(
  platform: Platform,
  name: DeploymentName,
  readings: readonly RequestLogReading[],
): Promise<Outcome<readonly RequestLogReading[]>> {
  const retried = readings.flatMap(({ requests }) => requests.filter(({ attempt }) => attempt !== undefined));
  if (retried.length === 0) return { ok: true, value: readings };
  const earliest = Math.min(...retried.map(firstPossible));
  const logged = await loggedSince(platform, name, earliest, new Set(retried.map(({ id }) => id)));
  if (!logged.ok) return logged;
  const isRepeat = (request: LoggedRequest): boolean =>
    request.attempt !== undefined &&
    (logged.value.get(request.id) ?? []).some((each) => isEarlierAttempt(each, request));
  const value = readings.map((reading) => ({
    ...reading,
    requests: reading.requests.filter((request) => !isRepeat(request)),
  }));
  return { ok: true, value };
}

/** What all replicas logged from a time on under these ids. Listed anew: a segment may have been begun since. */
async function loggedSince(
  platform: Platform,
  name: DeploymentName,
  earliest: number,
  ids: ReadonlySet<string>,
): Promise<Outcome<ReadonlyMap<string, readonly LoggedRequest[]>>> {
  const listed = await platform.logSegments(name);
  if (!listed.ok) return listed;
  const found = new Map<string, LoggedRequest[]>();
  for (const newestFirst of byReplica(listed.value)) {
    for (const segment of newestFirst) {
      const bytes = await platform.readSegment(name, segment, 0);
      if (!bytes.ok) return bytes;
      const { requests } = readRequestLog(bytes.value);
      for (const request of requests)
        if (ids.has(request.id)) found.set(request.id, [...(found.get(request.id) ?? []), request]);
      // Those before it are older still.
      if (requests.length > 0 && requests.every(({ time }) => time < earliest)) break;
    }
  }
  return { ok: true, value: found };
}

function byReplica(segments: readonly LogSegment[]): readonly (readonly LogSegment[])[] {
  const replicas = new Map<string, LogSegment[]>();
  for (const segment of segments) replicas.set(segment.replica, [segment, ...(replicas.get(segment.replica) ?? [])]);
  return [...replicas.values()];
}
