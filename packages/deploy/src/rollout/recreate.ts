import type { Diagnostic } from "@mlopsc/diagnostics";
import { done, failed, type Outcome } from "../outcome.ts";
import type { FoundRelease } from "../platform/found.ts";
import { blueGreen } from "./blue-green.ts";
import { checkNew, problemsOf, type RolloutContext, route, routeTo, startNew } from "./context.ts";

/**
 * Ends the old, starts the new: the memory of one release is enough. The front holds the requests that come meanwhile.
 * A roll-out that is killed while neither runs leaves nothing that serves: the next one starts it.
 */
export async function recreate(context: RolloutContext): Promise<Outcome<void>> {
  const { old, ...alone } = context;
  const { request, tell } = context;
  if (old === undefined) return blueGreen(context);
  const ended = await endRelease(context, old.release);
  if (!ended.ok) return ended;
  tell({ kind: "removed", release: old.release });
  const started = await startNew(context);
  if (!started.ok) return bringBack(context, old, started.problems);
  const { release } = request.release;
  const routed = await route(context, [routeTo({ release, replicas: started.value }, 1)]);
  const problems = routed.ok ? await checkNew(alone, started.value) : routed.problems;
  if (problems.length === 0) return done(undefined);
  const left = await endRelease(context, release);
  return bringBack(context, old, [...problems, ...problemsOf(left)]);
}

/** Requests wait at the front from here on. */
async function endRelease(
  { request, services: { platform } }: RolloutContext,
  release: number,
): Promise<Outcome<void>> {
  const held = await platform.setRoutes(request.name, []);
  return held.ok ? platform.removeRelease(request.name, release) : held;
}

async function bringBack(
  { request, services: { platform }, tell }: RolloutContext,
  old: FoundRelease,
  problems: readonly Diagnostic[],
): Promise<Outcome<never>> {
  const { release, image, wanted, memory, log } = old;
  const { apiKey } = request.release;
  const started = await platform.startRelease(request.name, {
    ...{ release, image, replicas: wanted, log },
    ...(memory === undefined ? {} : { memory }),
    ...(apiKey === undefined ? {} : { apiKey }),
  });
  const routed = started.ok
    ? await platform.setRoutes(request.name, [routeTo({ release, replicas: started.value }, 1)])
    : started;
  const all = [...problems, ...problemsOf(routed)];
  tell({ kind: "undone", release: request.release.release, problems: all });
  return failed(...all);
}
