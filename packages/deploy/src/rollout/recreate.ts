import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import { done, failed, type Outcome } from "../outcome.ts";
import type { FoundRelease, FoundReplica } from "../platform/found.ts";
import type { ReleaseSpec } from "../platform/platform.ts";
import { blueGreen } from "./blue-green.ts";
import { checkNew, problemsOf, type RolloutContext, route, routeTo } from "./context.ts";

/**
 * Ends the old one, upon which the new one begins: the memory of one release is enough. The front holds the requests that
 * come meanwhile. The new one waits for the old one's end by itself, so that one of them serves whenever this is killed.
 */
export async function recreate(context: RolloutContext): Promise<Outcome<void>> {
  const { old, ...alone } = context;
  const { request, services, tell } = context;
  if (old === undefined) return blueGreen(context);
  const { release } = request.release;
  const started = await replace(context, old, request.release, services.signal);
  if (!started.ok) return bringBack(context, old, started.problems);
  tell({ kind: "started", release, replicas: started.value.length });
  const routed = await route(context, [routeTo({ release, replicas: started.value }, 1)]);
  const problems = routed.ok ? await checkNew(alone, started.value) : routed.problems;
  return problems.length === 0 ? done(undefined) : bringBack(context, old, problems);
}

/** Has one release wait for another's end, and ends that: meanwhile the front sends requests to whichever of both answers. */
async function replace(
  { request, services, tell }: Pick<RolloutContext, "request" | "services" | "tell">,
  before: FoundRelease,
  next: ReleaseSpec,
  signal?: AbortSignal,
): Promise<Outcome<readonly FoundReplica[]>> {
  const { platform } = services;
  const { release } = next;
  const stopping = signal === undefined ? {} : { signal };
  const waits = await platform.startRelease(request.name, next, { after: before.release, ...stopping });
  if (!waits.ok) return waits;
  const both = [before, { release, replicas: waits.value }].map((each) => routeTo(each, 0.5));
  const routed = await platform.setRoutes(
    request.name,
    both.filter(({ backends }) => backends.length > 0),
  );
  if (!routed.ok) return routed;
  tell({ kind: "waits", release, after: before.release });
  if (signal?.aborted) return failed(report(codes.rolloutStopped, { release }));
  const removed = await platform.removeRelease(request.name, before.release);
  if (!removed.ok) return removed;
  tell({ kind: "removed", release: before.release });
  return platform.startRelease(request.name, next, stopping);
}

/** The same the other way round, as far as it had come: what ran or waits of the new one ends, and the old one begins. */
async function bringBack(
  context: RolloutContext,
  old: FoundRelease,
  problems: readonly Diagnostic[],
): Promise<Outcome<never>> {
  const { request, services, tell } = context;
  const { platform } = services;
  const { release, apiKey } = request.release;
  const spec = { ...specOf(old), ...(apiKey === undefined ? {} : { apiKey }) };
  const found = await platform.inspect(request.name);
  const fresh = found.ok ? found.value.releases.find((each) => each.release === release) : undefined;
  const started =
    fresh === undefined
      ? await platform.startRelease(request.name, spec)
      : await replace({ request, services, tell: () => {} }, fresh, spec);
  const routed = started.ok
    ? await platform.setRoutes(request.name, [routeTo({ release: old.release, replicas: started.value }, 1)])
    : started;
  const all = [...problems, ...problemsOf(routed)];
  tell({ kind: "undone", release, problems: all });
  return failed(...all);
}

const specOf = ({ release, image, wanted, memory, log }: FoundRelease): ReleaseSpec => ({
  ...{ release, image, replicas: wanted, log },
  ...(memory === undefined ? {} : { memory }),
});
