import type { Diagnostic } from "@mlopsc/diagnostics";
import {
  canonicalJson,
  definitionDigests,
  digestOf,
  executionKey,
  type Plan,
  type PlannedStep,
  type Step,
} from "@mlopsc/plan";
import type { Clock, Registry } from "../registry/registry.ts";
import { failureDiagnostic } from "./failure-diagnostic.ts";
import { type Handlers, handlerOf, type StepOutput, versionsOf } from "./handler.ts";
import { type PendingStep, remainingOfRunning, remainingTime } from "./remaining-time.ts";
import type { StepState, WalkEvent, WalkSummary } from "./walk-event.ts";

export interface WalkOptions {
  readonly handlers: Handlers;
  readonly registry: Registry;
  /** The id of this apply in the registry. */
  readonly apply: number;
  readonly clock: Clock;
  /** How many steps run at once, at least 1. */
  readonly concurrency: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: WalkEvent) => void;
}

/**
 * Carries out a plan: each step as soon as its inputs are there, several at once, each recorded when it ends. A failure
 * stops only what follows from it. A step whose inputs turned out as they were is reused. Rejects only
 * with what a listener throws; the promise settles when nothing runs any more.
 */
export async function walkPlan(plan: Plan, options: WalkOptions): Promise<WalkSummary> {
  const walk = new Walk(plan, options);
  return walk.run();
}

interface Running {
  readonly started: number;
  readonly expected: number | undefined;
  fraction: number | null;
}

/** The state of one walk: which steps wait, which run, and what came of the others. */
class Walk {
  readonly #plan: Plan;
  readonly #options: WalkOptions;
  #knownDigests: ReadonlyMap<string, string> | undefined;
  readonly #outputs = new Map<string, StepOutput>();
  readonly #states = new Map<string, StepState>();
  /** Address → the address whose failure or objection keeps this from being built on. */
  readonly #blocked = new Map<string, string>();
  readonly #waiting: Set<PlannedStep>;
  readonly #running = new Map<string, Running>();
  readonly #keysInWork = new Map<string, Promise<void>>();
  readonly #diagnostics: Diagnostic[] = [];
  #changed: () => void = () => {};
  /** Of a listener: told only after everything has settled. */
  #fault: { readonly thrown: unknown } | undefined;

  constructor(plan: Plan, options: WalkOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#waiting = new Set(plan.steps.filter(({ action }) => action !== "remove"));
  }

  async run(): Promise<WalkSummary> {
    this.#takeWhatIsReused();
    while (this.#waiting.size > 0 || this.#running.size > 0) {
      const change = new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
      this.#startWhatIsReady();
      if (this.#running.size === 0) break;
      this.#tellRemainingTime();
      await change;
    }
    if (this.#fault !== undefined) throw this.#fault.thrown;
    for (const { address } of this.#waiting) this.#settle(address, "interrupted");
    if (!this.#isAborted()) this.#removeWhatIsGone();
    const states = [...this.#states.values()];
    const status = states.includes("interrupted") || this.#isAborted() ? "interrupted" : "done";
    return {
      status: states.some((state) => state === "failed" || state === "skipped") ? "failed" : status,
      states: this.#states,
      diagnostics: this.#diagnostics,
    };
  }

  /** One query for all of them: most steps of most applies are these. */
  #takeWhatIsReused(): void {
    const { registry, handlers } = this.#options;
    const known = registry.snapshot().steps;
    for (const planned of this.#waiting) {
      const { address, action, step, movedFrom } = planned;
      const finished = known[movedFrom ?? address];
      if (action !== "reuse" || step === undefined || finished === undefined) continue;
      this.#outputs.set(address, lazyOutput(registry, finished, movedFrom ?? address, address));
      if (movedFrom !== undefined) this.#move(planned, step, movedFrom);
      this.#waiting.delete(planned);
      this.#settle(address, "reused");
      if (handlerOf(handlers, step.kind).objections) this.#object(step, this.#outputs.get(address)!.outcome);
    }
  }

  #move(planned: PlannedStep, step: Step, from: string): void {
    const { registry } = this.#options;
    const known = registry.steps.current(from)!;
    this.#relink(step, known.executionKey, known.outcome);
    if (!this.#plan.steps.some(({ address }) => address === from)) registry.steps.remove(from);
    this.#emit({ type: "reused", address: planned.address });
  }

  #startWhatIsReady(): void {
    for (const planned of this.#waiting) {
      const { step, address } = planned;
      if (step === undefined) continue;
      const inputs = Object.values(step.inputs);
      const blocking = inputs.find((input) => this.#blocked.has(input));
      if (blocking !== undefined) {
        this.#waiting.delete(planned);
        this.#skip(address, this.#blocked.get(blocking)!);
      } else if (!this.#isAborted() && this.#running.size < this.#options.concurrency) {
        if (!inputs.every((input) => this.#outputs.has(input))) continue;
        this.#waiting.delete(planned);
        void this.#carryOut(planned, step).catch((thrown: unknown) => {
          this.#fault ??= { thrown };
        });
      }
    }
  }

  async #carryOut(planned: PlannedStep, step: Step): Promise<void> {
    const { address, kind } = step;
    const { registry, clock, handlers } = this.#options;
    const expected = planned.estimateMilliseconds ?? registry.steps.meanDuration(kind);
    this.#running.set(address, { started: clock(), expected, fraction: null });
    try {
      const key = executionKey(
        step,
        Object.fromEntries(
          Object.entries(step.inputs).map(([role, input]) => [role, this.#outputs.get(input)!.output]),
        ),
        handlerOf(handlers, kind).version,
        this.#plan.fingerprints[address],
      );
      // Two blocks may ask for the very same work: the second waits, then finds it done.
      while (this.#keysInWork.has(key)) await this.#keysInWork.get(key);
      if (!this.#reuse(step, key)) {
        const work = this.#compute(step, key, expected);
        this.#keysInWork.set(
          key,
          work.catch(() => {}),
        );
        await work.finally(() => this.#keysInWork.delete(key));
      }
    } catch (failure) {
      if (this.#isAborted()) this.#interrupt(address);
      else this.#fail(address, [failureDiagnostic(address, step.place, failure)]);
    } finally {
      this.#running.delete(address);
      this.#changed();
    }
  }

  /** Early cut-off: the same work on the same contents was done before. */
  #reuse(step: Step, key: string): boolean {
    const known = this.#options.registry.steps.execution(key);
    if (known === undefined) return false;
    this.#relink(step, key, known.outcome);
    this.#outputs.set(step.address, { address: step.address, ...known });
    this.#settle(step.address, "reused");
    this.#emit({ type: "reused", address: step.address });
    this.#object(step, known.outcome);
    return true;
  }

  async #compute(step: Step, key: string, expected: number | undefined): Promise<void> {
    const { address, kind } = step;
    const { handlers, clock, signal } = this.#options;
    const handler = handlerOf(handlers, kind);
    const started = clock();
    this.#emit({
      type: "started",
      address,
      kind,
      ...(expected === undefined ? {} : { estimateMilliseconds: expected }),
    });
    const result = await handler.run({
      step,
      inputs: this.#inputsOf(step),
      executionKey: key,
      signal: signal ?? new AbortController().signal,
      progress: (fraction, message) => this.#progress(address, fraction, message),
      ...this.#fingerprintOf(step),
    });
    if (result.failed) {
      if (this.#isAborted()) this.#interrupt(address);
      else this.#fail(address, result.failed);
      return;
    }
    const durationMilliseconds = clock() - started;
    const output = digestOf(result.outcome);
    this.#options.registry.steps.record({
      ...this.#linkOf(step, key, result.outcome),
      outcome: result.outcome,
      objects: result.objects,
      output,
      started,
      durationMilliseconds,
      ...this.#fingerprintOf(step),
    });
    this.#outputs.set(address, { address, kind, output, outcome: result.outcome });
    this.#settle(address, "finished");
    this.#diagnostics.push(...(result.diagnostics ?? []));
    this.#emit({ type: "finished", address, durationMilliseconds, diagnostics: result.diagnostics ?? [] });
    this.#object(step, result.outcome);
  }

  #relink(step: Step, key: string, outcome: unknown): void {
    this.#options.registry.steps.relink(this.#linkOf(step, key, outcome));
  }

  #linkOf(step: Step, executionKey: string, outcome: unknown): Parameters<Registry["steps"]["relink"]>[0] {
    const handler = handlerOf(this.#options.handlers, step.kind);
    const versions = handler.versions?.({ step, inputs: this.#inputsOf(step), outcome, ...this.#fingerprintOf(step) });
    return {
      address: step.address,
      kind: step.kind,
      config: canonicalJson(step.config),
      inputs: step.inputs,
      digest: this.#digests().get(step.address)!,
      handlerVersion: handler.version,
      executionKey,
      apply: this.#options.apply,
      ...(versions === undefined ? {} : { versions }),
    };
  }

  /** Of all definitions, computed only where there is something to record. */
  #digests(): ReadonlyMap<string, string> {
    const steps = this.#plan.steps.flatMap(({ step }) => step ?? []);
    this.#knownDigests ??= definitionDigests(steps, this.#plan.fingerprints, versionsOf(this.#options.handlers));
    return this.#knownDigests;
  }

  #inputsOf(step: Step): Record<string, StepOutput> {
    return Object.fromEntries(Object.entries(step.inputs).map(([role, input]) => [role, this.#outputs.get(input)!]));
  }

  #fingerprintOf({ address }: Step): { readonly fingerprint?: string } {
    const fingerprint = this.#plan.fingerprints[address];
    return fingerprint === undefined ? {} : { fingerprint };
  }

  /** The step stays finished, but counts as failed, and what follows is skipped. */
  #object(step: Step, outcome: unknown): void {
    const diagnostics = handlerOf(this.#options.handlers, step.kind).objections?.(step, outcome) ?? [];
    if (diagnostics.length === 0) return;
    this.#block(step.address, diagnostics);
    this.#emit({ type: "objected", address: step.address, diagnostics });
  }

  #fail(address: string, diagnostics: readonly Diagnostic[]): void {
    this.#block(address, diagnostics);
    this.#emit({ type: "failed", address, diagnostics });
  }

  #block(address: string, diagnostics: readonly Diagnostic[]): void {
    this.#settle(address, "failed");
    this.#blocked.set(address, address);
    this.#diagnostics.push(...diagnostics);
  }

  #skip(address: string, because: string): void {
    this.#settle(address, "skipped");
    this.#blocked.set(address, because);
    this.#emit({ type: "skipped", address, because });
  }

  #interrupt(address: string): void {
    this.#settle(address, "interrupted");
    this.#emit({ type: "interrupted", address });
  }

  #removeWhatIsGone(): void {
    for (const { action, address } of this.#plan.steps) {
      if (action !== "remove") continue;
      this.#options.registry.steps.remove(address);
      this.#settle(address, "removed");
      this.#emit({ type: "removed", address });
    }
  }

  #progress(address: string, fraction: number | null, message: string): void {
    const running = this.#running.get(address);
    if (running === undefined) return;
    running.fraction = fraction;
    this.#emit({ type: "progress", address, fraction, message });
    this.#tellRemainingTime();
  }

  #tellRemainingTime(): void {
    if (this.#options.onEvent === undefined) return;
    const now = this.#options.clock();
    const unfinished = this.#plan.steps.filter(
      (planned) => this.#running.has(planned.address) || this.#waiting.has(planned),
    );
    const pending = unfinished.map(({ address, step, estimateMilliseconds }): PendingStep => {
      const running = this.#running.get(address);
      return {
        address,
        waitsFor: Object.values(step?.inputs ?? {}),
        milliseconds: running
          ? remainingOfRunning(now - running.started, running.fraction, running.expected)
          : estimateMilliseconds,
      };
    });
    this.#emit({ type: "estimate", ...remainingTime(pending, this.#options.concurrency) });
  }

  #settle(address: string, state: StepState): void {
    this.#states.set(address, state);
  }

  #emit(event: WalkEvent): void {
    this.#options.onEvent?.(event);
  }

  #isAborted(): boolean {
    return this.#options.signal?.aborted ?? false;
  }
}

/** The outcome is read only when somebody asks: a no-op apply of a thousand steps reads none. */
function lazyOutput(
  registry: Registry,
  finished: { readonly kind: string; readonly output: string },
  recorded: string,
  address: string,
): StepOutput {
  let outcome: unknown;
  // A move may free the old address before the outcome is asked for.
  const read = () => (registry.steps.current(address) ?? registry.steps.current(recorded))?.outcome;
  return {
    address,
    kind: finished.kind,
    output: finished.output,
    get outcome() {
      outcome ??= read();
      return outcome;
    },
  };
}
