import type { HandlerVersions } from "./digest.ts";
import { estimator } from "./estimates.ts";
import type { DesiredState, FinishedStep, Plan, PlannedStep, RegistrySnapshot } from "./plan.ts";
import type { Step } from "./step.ts";
import { chainThrough, leftOverChange, ownChanges } from "./step-causes.ts";
import { definitionDigests, movedSteps } from "./step-identity.ts";
import { executionOrder } from "./step-order.ts";
import { isStepKind, stepWork } from "./step-work.ts";
import { isWithin, targetSteps } from "./target-steps.ts";

export interface PlanFacts {
  /** Digest of the files behind each `ingest-dataset` step, by its address. */
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly handlerVersions: HandlerVersions;
  /** By address of steps that change the world: in what way that is not any more as it was left, in words. */
  readonly drifted?: Readonly<Record<string, readonly string[]>>;
}

export interface PlanOptions {
  /** Plan only this block or step and what it needs. */
  readonly target?: string;
  /** What estimates are made from; the snapshot when not given. */
  readonly history?: RegistrySnapshot["steps"];
}

/**
 * What has to be done so that the registry holds what is desired, and why. Nothing is read or written. Inputs come
 * first; what is no longer in the project comes last, dependents first. Comparing again after an apply of the plan
 * gives nothing but `reuse`.
 */
export function comparePlan(
  desired: DesiredState,
  snapshot: RegistrySnapshot,
  facts: PlanFacts,
  { target, history = snapshot.steps }: PlanOptions = {},
): Plan {
  const all = executionOrder(desired.steps);
  const digests = definitionDigests(all, facts.fingerprints, facts.handlerVersions);
  const moved = movedSteps(digests, snapshot.steps);
  const scope = target === undefined ? desired : targetSteps(desired, target);
  const wanted = new Set(scope?.steps.map(({ address }) => address));
  const comparison = { snapshot, facts, digests, moved, estimate: estimator(history) };
  const planned = new Map<string, PlannedStep>();
  for (const step of all)
    if (wanted.has(step.address)) planned.set(step.address, plannedStep(step, comparison, planned));
  const left = removals(snapshot.steps, digests, moved).filter(
    ({ address }) => target === undefined || isWithin(address, target),
  );
  return {
    formatVersion: 1,
    project: desired.project,
    ...(target === undefined ? {} : { target }),
    serial: snapshot.serial,
    steps: [...planned.values(), ...left],
    fingerprints: sortedWithin(facts.fingerprints, wanted),
  };
}

interface Comparison {
  readonly snapshot: RegistrySnapshot;
  readonly facts: PlanFacts;
  readonly digests: ReadonlyMap<string, string>;
  readonly moved: ReadonlyMap<string, string>;
  readonly estimate: (step: Step) => number | undefined;
}

function plannedStep(step: Step, comparison: Comparison, planned: ReadonlyMap<string, PlannedStep>): PlannedStep {
  const { address, kind } = step;
  const work = stepWork[kind];
  const base = { address, kind, step, class: work.class, provisional: false };
  const movedFrom = comparison.moved.get(address);
  if (movedFrom !== undefined) {
    return { ...base, action: "reuse", movedFrom, causes: [{ address, change: `moved from ${movedFrom}` }] };
  }
  const finished = comparison.snapshot.steps[address];
  const drifted = comparison.facts.drifted?.[address] ?? [];
  const isSame = finished !== undefined && finished.digest === comparison.digests.get(address);
  if (isSame && drifted.length === 0) return { ...base, action: "reuse", causes: [] };
  const duration = comparison.estimate(step);
  const estimate = duration === undefined ? {} : { estimateMilliseconds: duration };
  if (!finished) return { ...base, ...estimate, action: "create", causes: [{ address, change: "new" }] };
  const causes = drifted.map((change) => ({ address, change }));
  if (isSame) return { ...base, ...estimate, action: work.again, causes, drifted: true };
  const why = reasons(step, finished, comparison, planned);
  const provisional = why.provisional && causes.length === 0;
  return { ...base, ...estimate, action: work.again, causes: [...why.causes, ...causes], provisional };
}

function reasons(
  step: Step,
  finished: FinishedStep,
  { facts, moved }: Comparison,
  planned: ReadonlyMap<string, PlannedStep>,
): Pick<PlannedStep, "causes" | "provisional"> {
  const { address } = step;
  const own = ownChanges(step, finished, facts.fingerprints[address], moved);
  if (own.length > 0) return { causes: own.map((change) => ({ address, change })), provisional: false };
  const inputs = Object.values(step.inputs).map((input) => planned.get(input));
  const changed = inputs.filter((input) => input !== undefined && input.action !== "reuse") as readonly PlannedStep[];
  if (changed.length > 0) return { causes: chainThrough(address, changed), provisional: true };
  const change = leftOverChange(step, finished, facts.fingerprints[address], facts.handlerVersions);
  return {
    causes: [{ address, change }],
    provisional: finished.handlerVersion === facts.handlerVersions[step.kind],
  };
}

function removals(
  finished: Readonly<Record<string, FinishedStep>>,
  digests: ReadonlyMap<string, string>,
  moved: ReadonlyMap<string, string>,
): readonly PlannedStep[] {
  const kept = new Set(moved.values());
  const gone = Object.values(finished).filter(({ address }) => !digests.has(address) && !kept.has(address));
  const addresses = new Set(gone.map(({ address }) => address));
  const nodes = gone.map((step) => ({
    ...step,
    inputs: Object.fromEntries(Object.entries(step.inputs).filter(([, input]) => addresses.has(input))),
  }));
  nodes.sort((left, right) => (left.address < right.address ? -1 : 1));
  return executionOrder(nodes)
    .toReversed()
    .map(({ address, kind }) => ({
      action: "remove",
      address,
      kind,
      class: isStepKind(kind) ? stepWork[kind].class : "metadata",
      causes: [{ address, change: "no longer in the project" }],
      provisional: false,
    }));
}

const sortedWithin = (values: Readonly<Record<string, string>>, wanted: ReadonlySet<string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([address]) => wanted.has(address))
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
