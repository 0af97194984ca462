import { codes, report } from "@mlopsc/diagnostics";
import { done, failed, type Outcome } from "../outcome.ts";
import type { Found, FoundRelease } from "../platform/found.ts";
import { blueGreen } from "./blue-green.ts";
import { canary } from "./canary.ts";
import type { RolloutContext } from "./context.ts";
import { recreate } from "./recreate.ts";
import type { RolledOut, RolloutRequest, RolloutServices } from "./rollout.ts";
import { removeOthers, servingRelease } from "./serving-release.ts";

/**
 * Brings a release into the traffic of a target, or leaves the target as it was and says why. No request fails either way.
 * What a roll-out that was cut off left behind is taken away first; asked again for the same release it goes on with what
 * is there. A rollback is a roll-out too: of a new number, from the image of the release before.
 */
export async function rollOut(request: RolloutRequest, services: RolloutServices): Promise<Outcome<RolledOut>> {
  const { platform, clock, signal, onEvent = () => {} } = services;
  const { name } = request;
  const { release } = request.release;
  const begun = clock();
  if (signal?.aborted) return failed(report(codes.rolloutStopped, { release }));
  const front = await platform.ensureFront(name, request.front);
  if (!front.ok) return front;
  const found = await platform.inspect(name);
  if (!found.ok) return found;
  const serving = servingRelease(found.value);
  const old = serving?.release === release ? undefined : serving;
  // What an earlier roll-out of the same release left waiting for another's end is started anew.
  const waits = old !== undefined && found.value.releases.some((each) => each.release === release && !isHealthy(each));
  const keep = [...(waits ? [] : [release]), ...(old === undefined ? [] : [old.release])];
  const removed = await removeOthers(platform, name, found.value, old ?? serving, keep, onEvent);
  if (!removed.ok) return removed;
  const context: RolloutContext = {
    request,
    services,
    front: front.value,
    ...(old === undefined ? {} : { old }),
    tell: onEvent,
  };
  const rolled = await carryOut(context);
  if (!rolled.ok) return rolled;
  await removeOldImages(context, found.value);
  return done({ release, ...(old === undefined ? {} : { before: old.release }), milliseconds: clock() - begun });
}

/** Those of the release that serves and of the one before stay, so that the way back is short. One that cannot be removed goes another time. */
async function removeOldImages({ request, services, old }: RolloutContext, { images }: Found): Promise<void> {
  const kept = [request.release.image, request.front.image, old?.image];
  // Without one before, an earlier roll-out of this very release was cut off: what it left is not known to be old.
  if (old === undefined) return;
  for (const image of images) {
    if (!kept.includes(image)) await services.platform.removeImage(request.name, image);
  }
}

const isHealthy = ({ replicas }: FoundRelease): boolean => replicas.every(({ state }) => state === "healthy");

function carryOut(context: RolloutContext): Promise<Outcome<void>> {
  const { strategy } = context.request;
  if (strategy.kind === "recreate") return recreate(context);
  // With nothing beside it there is nothing to compare a canary with, and nobody to give the rest to.
  if (strategy.kind === "canary" && context.old !== undefined) return canary(context, context.old, strategy);
  return blueGreen(context);
}
