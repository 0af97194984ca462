import type { DeploymentName, LogSegment, Platform } from "@mlopsc/deploy";
import { readersOfLogs, releaseOf } from "../deploy/log-readers.ts";
import type { HandlerServices } from "../handlers/services.ts";
import type { LogCursor } from "../registry/monitor-records.ts";
import type { NewRequests } from "./new-requests.ts";

/**
 * Removes the request logs of replicas that are gone for good, once every monitor of the deployment has read them to the
 * end: releases before the one that serves, whose numbers never come again. To be called when `read` is kept. What cannot
 * be removed now, or in a process that ends here, goes with the next look: cursors stay, so nothing is read twice.
 */
export async function pruneLogs(
  { registry, clock }: Pick<HandlerServices, "registry" | "clock">,
  platform: Platform,
  name: DeploymentName,
  { segments, cursors }: NewRequests,
): Promise<readonly string[]> {
  const serving = registry.releases.serving(name.deployment, name.target)?.number ?? 0;
  const old = cursors.filter(({ replica }) => releaseOf(replica) < serving);
  if (old.length === 0) return [];
  const found = await platform.inspect(name);
  // Listed after it was seen who runs: what did not grow since it was read, and has nobody to write it, is read to its end.
  const now = found.ok ? await platform.logSegments(name) : found;
  if (!found.ok || !now.ok) return [];
  const running = new Set(found.value.releases.map(({ release }) => release));
  const others = readersOfLogs(registry, name);
  const removed: string[] = [];
  for (const cursor of old) {
    const { replica } = cursor;
    const isDone =
      !running.has(releaseOf(replica)) &&
      sizesOf(segments, replica) === sizesOf(now.value, replica) &&
      lastWritten(now.value, replica) < clock() - stillAsked &&
      others.every((monitor) => monitor.some((each) => hasReached(each, cursor)));
    if (isDone && (await platform.removeLog(name, replica)).ok) removed.push(replica);
  }
  return removed;
}

/** What a replica logged last and did not come to answer, another may be asked for so long: who counts that looks here. */
const stillAsked = 60_000;

const lastWritten = (segments: readonly LogSegment[], replica: string): number =>
  Math.max(0, ...segments.flatMap((each) => (each.replica === replica ? [each.written] : [])));

const hasReached = ({ replica, file, offset }: LogCursor, read: LogCursor): boolean =>
  replica === read.replica && file === read.file && offset >= read.offset;

const sizesOf = (segments: readonly LogSegment[], replica: string): string =>
  segments.flatMap((each) => (each.replica === replica ? [`${each.file}:${each.size}`] : [])).join(" ");
