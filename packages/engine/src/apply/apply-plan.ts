import type { Diagnostic } from "@mlopsc/diagnostics";
import { type Plan, planCounts, planStaleness } from "@mlopsc/plan";
import type { ApplyStatus } from "../registry/apply-records.ts";
import type { Clock } from "../registry/clock.ts";
import { failureDiagnostic, isFullDisk } from "../walk/failure-diagnostic.ts";
import type { Handlers } from "../walk/handler.ts";
import type { WalkEvent, WalkSummary } from "../walk/walk-event.ts";
import { walkPlan } from "../walk/walk-plan.ts";
import { lockedDiagnostic } from "./locked-diagnostic.ts";
import type { ProjectState } from "./project-state.ts";

export interface ApplyOptions {
  readonly state: ProjectState;
  readonly handlers: Handlers;
  readonly clock: Clock;
  /** Who is told to others that want to apply meanwhile. */
  readonly who: string;
  /** Steps at once. */
  readonly concurrency: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: WalkEvent) => void;
  /** What the sources are now; with it a plan that was saved earlier is refused where anything moved on. */
  readonly fingerprints?: Readonly<Record<string, string>>;
  /** Takes the place of whoever holds the lock. */
  readonly breakLock?: boolean;
}

export type Applied =
  | { readonly summary: WalkSummary; readonly durationMilliseconds: number; readonly problem?: never }
  /** Nothing was begun. */
  | { readonly summary?: never; readonly problem: Diagnostic };

/** Carries out a plan as the only one who writes. Each step that ends is recorded at once, whatever comes after. */
export async function applyPlan(plan: Plan, options: ApplyOptions): Promise<Applied> {
  const { state, clock } = options;
  const started = clock();
  if (planCounts(plan).empty) {
    // A kill after the last step was recorded leaves nothing to do but this.
    await state.objects.sweep();
    return finished(await walk(plan, options, 0), started, clock);
  }
  const begun = await begin(plan, options);
  if ("problem" in begun) return begun;
  let status: Exclude<ApplyStatus, "running"> = "failed";
  try {
    const summary = await walk(plan, options, begun.apply);
    status = summary.status;
    return finished(summary, started, clock);
  } finally {
    // On a full disk neither can be written: the next apply says of this one that it was interrupted, and takes the lock.
    attempt(() => state.registry.applies.end(begun.apply, status));
    attempt(() => state.registry.lock.release());
  }
}

/** Takes the lock and opens the record of this apply, or says why not. */
async function begin(
  plan: Plan,
  options: ApplyOptions,
): Promise<{ readonly apply: number } | { readonly problem: Diagnostic }> {
  const { who, breakLock } = options;
  const { registry, objects } = options.state;
  try {
    if (breakLock) registry.lock.break();
    const holder = registry.lock.acquire(who);
    if (holder !== undefined) return { problem: lockedDiagnostic(holder) };
    const stale = staleness(plan, options);
    if (stale === null) {
      await objects.sweep();
      const { create, update, replace, remove, reuse } = planCounts(plan);
      return { apply: registry.applies.start(who, { create, update, replace, remove, reuse }) };
    }
    registry.lock.release();
    return { problem: stale };
  } catch (failure) {
    attempt(() => registry.lock.release());
    if (!isFullDisk(failure)) throw failure;
    return { problem: failureDiagnostic("the registry", undefined, failure) };
  }
}

function attempt(work: () => void): void {
  try {
    work();
  } catch (failure) {
    if (!isFullDisk(failure)) throw failure;
  }
}

/** Asked under the lock: from here on nobody else can move the registry on. */
function staleness(plan: Plan, { state, fingerprints }: ApplyOptions): Diagnostic | null {
  return planStaleness(plan, { serial: state.registry.serial(), fingerprints: fingerprints ?? plan.fingerprints });
}

function walk(plan: Plan, options: ApplyOptions, apply: number): Promise<WalkSummary> {
  const { state, handlers, clock, concurrency, signal } = options;
  const onEvent = (event: WalkEvent): void => {
    const note = chronicleText(event);
    if (apply > 0 && note !== null) {
      const { address, text } = note;
      attempt(() => state.registry.applies.note(apply, { time: clock(), address, event: event.type, message: text }));
    }
    options.onEvent?.(event);
  };
  const { registry } = state;
  return walkPlan(plan, { handlers, registry, apply, clock, concurrency, onEvent, ...(signal ? { signal } : {}) });
}

/** What the chronicle keeps of an event; null for what only matters while it happens. */
function chronicleText(event: WalkEvent): { readonly address: string; readonly text: string } | null {
  switch (event.type) {
    case "progress":
    case "estimate":
    case "started":
      return null;
    case "failed":
    case "objected":
      return {
        address: event.address,
        text: event.diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"),
      };
    case "held":
    case "skipped":
      return { address: event.address, text: event.because };
    case "noted":
      return { address: event.address, text: event.message };
    case "finished":
    case "reused":
    case "interrupted":
    case "removed":
      return { address: event.address, text: "" };
    default:
      return unknownEvent(event);
  }
}

function unknownEvent(event: never): never {
  throw new Error(`unknown event ${JSON.stringify(event)}`);
}

const finished = (summary: WalkSummary, started: number, clock: Clock): Applied => ({
  summary,
  durationMilliseconds: clock() - started,
});
