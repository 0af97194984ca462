import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import { comparePlan, type DesiredState, outsideOf, type Plan, targetSteps } from "@mlopsc/plan";
import { targetDrift } from "../deploy/target-drift.ts";
import type { HandlerServices } from "../handlers/services.ts";
import { filesDigest, readOutsideFiles } from "../outside/outside-files.ts";
import { type Handlers, versionsOf } from "../walk/handler.ts";
import { championFingerprints } from "./champion-fingerprints.ts";
import { explainRefusals } from "./explain-refusals.ts";
import { asTaken, takenOn } from "./taken-day.ts";
import { tellKeptTrials } from "./tell-kept-trials.ts";

export interface PlanProjectOptions {
  readonly services: HandlerServices;
  readonly handlers: Handlers;
  /** Plan only this block or step and what it needs. */
  readonly target?: string;
  /** Takes the datasets in anew as of this day (days since 1970-01-01): `today()` moves on. */
  readonly today?: number;
  /** Takes targets to be as they were left, instead of asking them. */
  readonly trustTargets?: true;
  readonly signal?: AbortSignal;
}

export type PlannedProject =
  | { readonly plan: Plan; readonly problems?: never }
  /** Sources that cannot be read, each with its place. */
  | { readonly plan?: never; readonly problems: readonly Diagnostic[] };

/** What is to be done so that the registry holds what is desired of the data as it is now. Changes nothing. */
export async function planProject(desired: DesiredState, options: PlanProjectOptions): Promise<PlannedProject> {
  const { services, handlers, target } = options;
  const { fingerprints, problems } = await sourceFingerprints(desired, options);
  if (problems.length > 0) return { problems };
  const handlerVersions = versionsOf(handlers);
  const champions = championFingerprints(desired, { fingerprints, handlerVersions }, services.registry);
  const inScope = target === undefined ? desired : (targetSteps(desired, target) ?? desired);
  const drifted =
    options.trustTargets === true ? {} : await targetDrift(inScope, services.registry, services.deployment);
  const facts = { fingerprints: { ...fingerprints, ...champions }, handlerVersions, drifted };
  const plan = comparePlan(desired, services.registry.snapshot(), facts, target === undefined ? {} : { target });
  const { registry } = services;
  return { plan: tellKeptTrials(explainRefusals(plan, handlers, registry), handlers, registry) };
}

/** Digest of the files behind each dataset and each learner of a team's own (of the target, where there is one), by address. */
export async function sourceFingerprints(
  desired: DesiredState,
  { services, target, today, signal }: Omit<PlanProjectOptions, "handlers">,
): Promise<{ readonly fingerprints: Record<string, string>; readonly problems: readonly Diagnostic[] }> {
  const fingerprints: Record<string, string> = {};
  const problems: Diagnostic[] = [];
  const told = new Set<string>();
  const steps = (target === undefined ? desired : targetSteps(desired, target))?.steps ?? [];
  for (const step of steps) {
    const outside = outsideOf(step, (address) => steps.find((other) => other.address === address));
    if (outside !== undefined) {
      const read = await readOutsideFiles(services.projectFolder, outside);
      if (read.files !== undefined) fingerprints[step.address] = filesDigest(read.files);
      else if (!told.has(read.missing)) {
        told.add(read.missing);
        problems.push(report(codes.outsideFileMissing, { path: read.missing }, { place: step.place }));
      }
    }
    if (step.kind === "build-bundle") fingerprints[step.address] = services.deployment.programs().digest;
    if (step.kind !== "ingest-dataset") continue;
    const found = await services.data.fingerprint(step.config.source, services.projectFolder, signal);
    if (found.failed) problems.push(...found.failed.map((problem) => ({ place: step.place, ...problem })));
    else {
      const recorded = services.registry.steps.current(step.address)?.fingerprint;
      fingerprints[step.address] = today === undefined ? asTaken(found.value, recorded) : takenOn(found.value, today);
    }
  }
  return { fingerprints, problems };
}
