import { done, type Outcome } from "../outcome.ts";
import { routeTo } from "./context.ts";
import type { RolloutRequest, RolloutServices } from "./rollout.ts";
import { removeOthers } from "./serving-release.ts";

/**
 * Has a release that was brought to a target before answer all of its requests again: what of it ended is started, what
 * still answers is left alone, also where the rest cannot be mended. What else runs there is taken away.
 */
export async function mend(
  { name, release, front }: Pick<RolloutRequest, "name" | "release" | "front">,
  { platform, signal, onEvent = () => {} }: RolloutServices,
): Promise<Outcome<void>> {
  const there = await platform.ensureFront(name, front);
  if (!there.ok) return there;
  const started = await platform.startRelease(name, release, signal === undefined ? {} : { signal });
  if (!started.ok) return started;
  const routed = await platform.setRoutes(name, [routeTo({ release: release.release, replicas: started.value }, 1)]);
  if (!routed.ok) return routed;
  onEvent({ kind: "routed", shares: { [release.release]: 1 } });
  const found = await platform.inspect(name);
  if (!found.ok) return found;
  const removed = await removeOthers(platform, name, found.value, undefined, [release.release], onEvent);
  return removed.ok ? done(undefined) : removed;
}
