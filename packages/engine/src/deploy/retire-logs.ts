import type { DeploymentName, LogSegment, RequestLogSpec } from "@mlopsc/deploy";
import type { ReleaseServices } from "./bring-release.ts";
import { readersOfLogs, releaseOf } from "./log-readers.ts";

const day = 86_400_000;

/**
 * Holds what replicas that are gone for good have logged to the limits of a replica that runs, which keeps them itself:
 * those go that were written to last before so many days and, where no monitor is to read them, the oldest that together
 * with the newer ones are too large. Gives which. What cannot be removed now goes another time.
 */
export async function retireLogs(
  name: DeploymentName,
  limits: RequestLogSpec,
  { platform, registry, clock }: Pick<ReleaseServices, "platform" | "registry" | "clock">,
): Promise<readonly string[]> {
  const serving = registry.releases.serving(name.deployment, name.target)?.number ?? 0;
  const found = await platform.inspect(name);
  const listed = found.ok ? await platform.logSegments(name) : found;
  if (!found.ok || !listed.ok) return [];
  const running = new Set(found.value.releases.map(({ release }) => release));
  const isGone = (replica: string): boolean => releaseOf(replica) < serving && !running.has(releaseOf(replica));
  const isRead = readersOfLogs(registry, name).length > 0;
  const removed: string[] = [];
  let bytes = 0;
  for (const log of newestFirst(listed.value.filter(({ replica }) => isGone(replica)))) {
    bytes += log.size;
    const isOver = log.written < clock() - limits.days * day || (!isRead && bytes > limits.bytes);
    if (isOver && (await platform.removeLog(name, log.replica)).ok) removed.push(log.replica);
  }
  return removed;
}

/** The logs of replicas as wholes. */
function newestFirst(segments: readonly LogSegment[]): readonly Omit<LogSegment, "file">[] {
  const logs = new Map<string, Omit<LogSegment, "file">>();
  for (const { replica, size, written } of segments) {
    const known = logs.get(replica) ?? { replica, size: 0, written: 0 };
    logs.set(replica, { replica, size: known.size + size, written: Math.max(known.written, written) });
  }
  return [...logs.values()].sort((one, other) => other.written - one.written);
}
