import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import { releaseHeader } from "@mlopsc/serve";
import { done, failed, type Outcome } from "../outcome.ts";
import type { FoundFront, FoundRelease, FoundReplica } from "../platform/found.ts";
import type { Route } from "../platform/front.ts";
import type { RolloutEvent, RolloutRequest, RolloutServices } from "./rollout.ts";

/** A roll-out under way. */
export interface RolloutContext {
  readonly request: RolloutRequest;
  readonly services: RolloutServices;
  readonly front: FoundFront;
  /** The release that serves until this one does; absent where none answers. */
  readonly old?: FoundRelease;
  readonly tell: (event: RolloutEvent) => void;
}

/** Starts the replicas of the new release; nothing of it is left where they do not become ready. */
export async function startNew(context: RolloutContext): Promise<Outcome<readonly FoundReplica[]>> {
  const { request, services, tell } = context;
  const started = await services.platform.startRelease(request.name, request.release, signalOf(services));
  if (started.ok) tell({ kind: "started", release: request.release.release, replicas: started.value.length });
  return started;
}

/** What the caller wants to hold of the new release, which the front gives to whoever asks for it by name; with none beside it, to all. */
export async function checkNew(
  context: RolloutContext,
  replicas: readonly FoundReplica[],
): Promise<readonly Diagnostic[]> {
  const { request, services, front, old, tell } = context;
  const { release } = request.release;
  const stopped = (): readonly Diagnostic[] =>
    services.signal?.aborted ? [report(codes.rolloutStopped, { release })] : [];
  if (request.check === undefined) return stopped();
  const fresh = { release, replicas };
  const routes = old === undefined ? [routeTo(fresh, 1)] : [routeTo(old, 1), routeTo(fresh, 0)];
  const routed = await services.platform.setRoutes(request.name, routes);
  if (!routed.ok) return routed.problems;
  const candidate = { url: `http://${front.address}`, headers: { [releaseHeader]: String(release) }, release };
  const problems = [...(await request.check(candidate, services.signal ?? never)), ...stopped()];
  if (problems.length === 0) tell({ kind: "checked", release });
  return problems;
}

export async function route(context: RolloutContext, routes: readonly Route[]): Promise<Outcome<void>> {
  const { request, services, tell } = context;
  const set = await services.platform.setRoutes(request.name, routes);
  if (set.ok)
    tell({ kind: "routed", shares: Object.fromEntries(routes.map(({ release, share }) => [release, share])) });
  return set;
}

/** Gives the old release all requests again and takes the new one away. Problems on the way back are told too. */
export async function takeBack(context: RolloutContext, problems: readonly Diagnostic[]): Promise<Outcome<never>> {
  const { request, services, old, tell } = context;
  const { release } = request.release;
  const routed = await services.platform.setRoutes(request.name, old === undefined ? [] : [routeTo(old, 1)]);
  const removed = await services.platform.removeRelease(request.name, release);
  const all = [...problems, ...problemsOf(routed), ...problemsOf(removed)];
  tell({ kind: "undone", release, problems: all });
  return failed(...all);
}

/** All requests to the new release, then nothing of the old one. */
export async function switchOver(context: RolloutContext, replicas: readonly FoundReplica[]): Promise<Outcome<void>> {
  const { request, services, old, tell } = context;
  const routed = await route(context, [routeTo({ release: request.release.release, replicas }, 1)]);
  if (!routed.ok) return takeBack(context, routed.problems);
  if (old === undefined) return done(undefined);
  const removed = await services.platform.removeRelease(request.name, old.release);
  if (removed.ok) tell({ kind: "removed", release: old.release });
  // The new one serves: what is left of the old one goes with the next roll-out.
  return done(undefined);
}

export const routeTo = (
  { release, replicas }: { readonly release: number; readonly replicas: readonly FoundReplica[] },
  share: number,
): Route => ({ release, share, backends: replicas.flatMap(({ address }) => (address === undefined ? [] : [address])) });

export const problemsOf = (outcome: Outcome<unknown>): readonly Diagnostic[] => (outcome.ok ? [] : outcome.problems);

const signalOf = ({ signal }: RolloutServices): { readonly signal?: AbortSignal } =>
  signal === undefined ? {} : { signal };

const never = new AbortController().signal;
