import { setTimeout as delay } from "node:timers/promises";
import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import { done, type Outcome } from "../outcome.ts";
import type { FoundRelease } from "../platform/found.ts";
import type { FrontStatus, ReleaseCounts } from "../platform/front.ts";
import { checkNew, type RolloutContext, route, routeTo, startNew, switchOver, takeBack } from "./context.ts";
import { defaultLimits, judgeCounts } from "./judge-counts.ts";
import { judgePredictions } from "./judge-predictions.ts";
import { followPredictions, type PredictionSample } from "./prediction-sample.ts";
import type { RolloutRequest, RolloutServices, Strategy } from "./rollout.ts";

type Canary = Extract<Strategy, { readonly kind: "canary" }>;

/** A share first; the rest when what is known at the end of each window does not speak against it. */
export async function canary(context: RolloutContext, old: FoundRelease, strategy: Canary): Promise<Outcome<void>> {
  const started = await startNew(context);
  if (!started.ok) return started;
  const unmet = await checkNew(context, started.value);
  if (unmet.length > 0) return takeBack(context, unmet);
  const fresh = { release: context.request.release.release, replicas: started.value };
  const routed = await route(context, [routeTo(old, 1 - strategy.share), routeTo(fresh, strategy.share)]);
  const problems = routed.ok ? await watch(context, old.release, strategy) : routed.problems;
  return problems.length > 0 ? takeBack(context, problems) : switchOver(context, started.value);
}

/** Looks at the end of each window; gives the problems of the first that shows any, and none where the hold passed without. */
async function watch(
  { request, services, tell }: RolloutContext,
  old: number,
  { hold, limits }: Canary,
): Promise<readonly Diagnostic[]> {
  const { platform, clock, signal } = services;
  const { release } = request.release;
  const bounds = { ...defaultLimits, ...limits };
  const window = Math.min(bounds.window, hold);
  const since = clock();
  const samples = await followBoth(services, request, old, since);
  if (!samples.ok) return samples.problems;
  while (clock() - since < hold) {
    await delay(Math.min(window, since + hold - clock()), undefined, signal === undefined ? {} : { signal }).catch(
      () => {},
    );
    if (signal?.aborted) return [report(codes.rolloutStopped, { release })];
    const status = await platform.frontStatus(request.name);
    if (!status.ok) return status.problems;
    const [fresh, beside] = [countsOf(status.value, release), countsOf(status.value, old)];
    tell({ kind: "judged", canary: fresh, beside, milliseconds: clock() - since });
    const predicted = await samples.value();
    if (!predicted.ok) return predicted.problems;
    const problems = [
      ...judgeCounts(fresh, beside, bounds),
      ...judgePredictions(release, ...predicted.value, bounds.drift, Math.ceil(hold / window)),
    ];
    if (problems.length > 0) return problems;
  }
  return [];
}

/** What the canary and the release beside it predicted since then. */
async function followBoth(
  { platform }: RolloutServices,
  { name, release }: RolloutRequest,
  old: number,
  since: number,
): Promise<Outcome<() => Promise<Outcome<[PredictionSample, PredictionSample]>>>> {
  const [fresh, beside] = [
    await followPredictions(platform, name, release.release, since),
    await followPredictions(platform, name, old, since),
  ];
  if (!fresh.ok) return fresh;
  if (!beside.ok) return beside;
  return done(async () => {
    const [own, other] = [await fresh.value(), await beside.value()];
    if (!own.ok) return own;
    return other.ok ? done([own.value, other.value]) : other;
  });
}

const countsOf = ({ releases }: FrontStatus, release: number): ReleaseCounts =>
  releases.find((counts) => counts.release === release) ?? {
    ...{ release, requests: 0, errors: 0, latency: { bounds: [], counts: [] } },
  };
