import type { DeploymentName } from "../deployment.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Found, FoundRelease } from "../platform/found.ts";
import type { Platform } from "../platform/platform.ts";
import { routeTo } from "./context.ts";
import type { RolloutEvent } from "./rollout.ts";

/**
 * The release that a target stands by: the one that the front's routes name, as long as any replica of it answers. Of two,
 * in a canary that was cut off, it is the older: the newer had not proved itself.
 */
export function servingRelease({ front, releases }: Found): FoundRelease | undefined {
  const routed = (front?.routes ?? []).filter(({ share }) => share > 0).map(({ release }) => release);
  const answering = releases.filter(
    ({ release, replicas }) => routed.includes(release) && replicas.some(({ state }) => state === "healthy"),
  );
  return answering[0];
}

/** Takes away what earlier roll-outs left: first from the routes, then from the machine. */
export async function removeOthers(
  platform: Platform,
  name: DeploymentName,
  { front, releases }: Found,
  serving: FoundRelease | undefined,
  keep: readonly number[],
  tell: (event: RolloutEvent) => void,
): Promise<Outcome<void>> {
  const routed = front?.routes ?? [];
  if (serving !== undefined && routed.some(({ release }) => release !== serving.release)) {
    const set = await platform.setRoutes(name, [routeTo(serving, 1)]);
    if (!set.ok) return set;
  }
  for (const { release } of releases) {
    if (keep.includes(release)) continue;
    const removed = await platform.removeRelease(name, release);
    if (!removed.ok) return removed;
    tell({ kind: "removed", release });
  }
  return done(undefined);
}
