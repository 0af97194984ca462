import type { Diagnostic } from "@mlopsc/diagnostics";
import {
  canonicalJson,
  changesTheWorld,
  definitionDigests,
  digestOf,
  executionKey,
  isStepKind,
  type Plan,
  type PlannedStep,
  type Step,
  type StepKind,
} from "@mlopsc/plan";
import type { Clock, Registry } from "../registry/registry.ts";
import { failureDiagnostic } from "./failure-diagnostic.ts";
import { type Handlers, handlerOf, type StepOutput, versionsOf } from "./handler.ts";
import { recordedOutput } from "./recorded-output.ts";
import { type PendingStep, remainingOfRunning, remainingTime } from "./remaining-time.ts";
import type { WalkEvent, WalkSummary } from "./walk-event.ts";
import { WalkLedger } from "./walk-ledger.ts";

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

const learns: ReadonlySet<string> = new Set(["search-model", "train-model", "combine-models"]);

interface Running {
  readonly started: number;
  readonly expected: number | undefined;
  fraction: number | null;
}

/** The state of one walk: which steps wait and which run. What came of the others stands in its ledger. */
class Walk {
  readonly #plan: Plan;
  readonly #options: WalkOptions;
  readonly #ledger: WalkLedger;
  readonly #outputs = new Map<string, StepOutput>();
  readonly #waiting: Set<PlannedStep>;
  readonly #running = new Map<string, Running>();
  readonly #keysInWork = new Map<string, Promise<void>>();
  #knownDigests: ReadonlyMap<string, string> | undefined;
  #changed: () => void = () => {};
  #fault: { readonly thrown: unknown } | undefined;

  constructor(plan: Plan, options: WalkOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#ledger = new WalkLedger((event) => this.#emit(event));
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
    const left = [...this.#waiting].map(({ address }) => address);
    if (left.length > 0 && !this.#isAborted()) throw new Error(`inputs never came for ${left.join(", ")}`);
    for (const address of left) this.#ledger.leave(address);
    await this.#removeWhatIsGone();
    return this.#ledger.summary();
  }

  /** One query for all of them: most steps of most applies are these. */
  #takeWhatIsReused(): void {
    const { registry, handlers } = this.#options;
    const known = registry.snapshot().steps;
    for (const planned of this.#waiting) {
      const { address, action, step, movedFrom } = planned;
      const finished = known[movedFrom ?? address];
      if (action !== "reuse" || step === undefined || finished === undefined) continue;
      this.#waiting.delete(planned);
      const output = recordedOutput(registry, finished, address);
      this.#outputs.set(address, output);
      if (movedFrom === undefined) this.#ledger.keep(address);
      else this.#move(step, movedFrom);
      if (handlerOf(handlers, step.kind).objections) this.#object(step, output.outcome);
    }
  }

  #move(step: Step, from: string): void {
    const { steps } = this.#options.registry;
    const known = steps.current(from)!;
    steps.relink(this.#linkOf(step, known.executionKey, known.outcome));
    steps.remove(from);
    this.#ledger.reuse(step.address);
  }

  #startWhatIsReady(): void {
    for (const planned of this.#waiting) {
      const { step, address } = planned;
      if (step === undefined) continue;
      const inputs = Object.values(step.inputs);
      const cause = inputs.map((input) => this.#ledger.blocking(input)).find((root) => root !== undefined);
      const held = inputs.map((input) => this.#ledger.holding(input)).find((root) => root !== undefined);
      if (cause !== undefined) {
        this.#waiting.delete(planned);
        this.#ledger.skip(address, cause);
      } else if (held !== undefined) {
        this.#waiting.delete(planned);
        this.#ledger.hold(address, held);
      } else if (!this.#isEnding() && this.#running.size < this.#options.concurrency) {
        if (!inputs.every((input) => this.#outputs.has(input))) continue;
        this.#waiting.delete(planned);
        void this.#carryOut(planned, step);
      }
    }
  }

  async #carryOut(planned: PlannedStep, step: Step): Promise<void> {
    const { address, kind } = step;
    const { registry, clock } = this.#options;
    const expected = planned.estimateMilliseconds ?? registry.steps.meanDuration(kind);
    this.#running.set(address, { started: clock(), expected, fraction: null });
    try {
      const key = this.#keyOf(step);
      // Two blocks may ask for the very same work: the second waits, then finds it done.
      while (this.#keysInWork.has(key)) await this.#keysInWork.get(key);
      if (!this.#reuse(planned, step, key)) {
        const work = this.#compute(step, key, expected);
        this.#keysInWork.set(
          key,
          work.catch(() => {}),
        );
        await work.finally(() => this.#keysInWork.delete(key));
      }
    } catch (failure) {
      if (this.#isAborted()) this.#ledger.interrupt(address);
      else this.#ledger.fail(address, [failureDiagnostic(address, step.place, failure)]);
    } finally {
      this.#running.delete(address);
      this.#changed();
    }
  }

  /** Early cut-off: the same work on the same contents was done before, and where it changed the world, last and undisturbed. */
  #reuse({ provisional }: PlannedStep, step: Step, key: string): boolean {
    const { steps } = this.#options.registry;
    if (changesTheWorld(step.kind) && !(provisional && steps.current(step.address)?.executionKey === key)) return false;
    const known = steps.execution(key);
    if (known === undefined) return false;
    steps.relink(this.#linkOf(step, key, known.outcome));
    this.#outputs.set(step.address, { address: step.address, ...known });
    this.#ledger.reuse(step.address);
    this.#object(step, known.outcome);
    return true;
  }

  async #compute(step: Step, key: string, expected: number | undefined): Promise<void> {
    const { address, kind } = step;
    const { handlers, clock, signal, registry } = this.#options;
    const started = clock();
    const estimate = expected === undefined ? {} : { estimateMilliseconds: expected };
    this.#emit({ type: "started", address, kind, ...estimate });
    // What learns may fail or be killed after hours of work that is worth telling of; the rest is only told when done.
    if (learns.has(kind)) registry.steps.begin(this.#definitionOf(step, key));
    const result = await handlerOf(handlers, kind).run({
      step,
      inputs: this.#inputsOf(step),
      executionKey: key,
      signal: signal ?? new AbortController().signal,
      progress: (fraction, message) => this.#progress(address, fraction, message),
      note: (message) => this.#emit({ type: "noted", address, message }),
      ...this.#fingerprintOf(step),
    });
    if (result.held !== undefined) {
      this.#ledger.hold(address, result.held);
      return;
    }
    if (result.failed) {
      if (this.#isAborted()) this.#ledger.interrupt(address);
      else this.#ledger.fail(address, result.failed);
      return;
    }
    const { outcome, objects, diagnostics = [] } = result;
    const durationMilliseconds = clock() - started;
    const output = digestOf(outcome);
    const made = { outcome, objects, output, started, durationMilliseconds, ...this.#fingerprintOf(step) };
    registry.steps.record({ ...this.#linkOf(step, key, outcome), ...made });
    this.#outputs.set(address, { address, kind, output, outcome });
    this.#ledger.finish(address, durationMilliseconds, diagnostics);
    this.#object(step, outcome);
  }

  #keyOf(step: Step): string {
    const outputs = Object.entries(step.inputs).map(([role, input]) => [role, this.#outputs.get(input)!.output]);
    const { version } = handlerOf(this.#options.handlers, step.kind);
    return executionKey(step, Object.fromEntries(outputs), version, this.#plan.fingerprints[step.address]);
  }

  #linkOf(step: Step, key: string, outcome: unknown): Parameters<Registry["steps"]["relink"]>[0] {
    const handler = handlerOf(this.#options.handlers, step.kind);
    const done = { step, inputs: this.#inputsOf(step), outcome, ...this.#fingerprintOf(step) };
    const versions = handler.versions?.(done);
    return { ...this.#definitionOf(step, key), ...(versions === undefined ? {} : { versions }) };
  }

  #definitionOf(step: Step, key: string): Parameters<Registry["steps"]["begin"]>[0] {
    return {
      address: step.address,
      kind: step.kind,
      config: canonicalJson(step.config),
      inputs: step.inputs,
      digest: this.#digests().get(step.address)!,
      handlerVersion: handlerOf(this.#options.handlers, step.kind).version,
      executionKey: key,
      apply: this.#options.apply,
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

  #object(step: Step, outcome: unknown): void {
    this.#ledger.object(step.address, handlerOf(this.#options.handlers, step.kind).objections?.(step, outcome) ?? []);
  }

  async #removeWhatIsGone(): Promise<void> {
    const { registry } = this.#options;
    for (const { action, address, kind } of this.#plan.steps) {
      if (action !== "remove") continue;
      if (this.#isAborted()) {
        this.#ledger.leave(address);
        continue;
      }
      const problems = isStepKind(kind) ? await this.#takeDown(address, kind) : [];
      if (problems.length > 0) {
        this.#ledger.fail(address, problems);
        continue;
      }
      registry.steps.remove(address);
      this.#ledger.remove(address);
    }
  }

  async #takeDown(address: string, kind: StepKind): Promise<readonly Diagnostic[]> {
    const { registry, handlers, signal = new AbortController().signal } = this.#options;
    const remove = handlerOf(handlers, kind).remove;
    const gone = registry.steps.current(address);
    if (remove === undefined || gone === undefined) return [];
    const config = JSON.parse(gone.config) as Step["config"];
    try {
      return await remove({ address, config, outcome: gone.outcome, signal });
    } catch (failure) {
      return [failureDiagnostic(address, undefined, failure)];
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
    const pending = this.#plan.steps.flatMap((planned): PendingStep[] => {
      const { address, step, estimateMilliseconds } = planned;
      const running = this.#running.get(address);
      if (running === undefined && !this.#waiting.has(planned)) return [];
      const milliseconds = running
        ? remainingOfRunning(now - running.started, running.fraction, running.expected)
        : estimateMilliseconds;
      return [{ address, waitsFor: Object.values(step?.inputs ?? {}), milliseconds }];
    });
    this.#emit({ type: "estimate", ...remainingTime(pending, this.#options.concurrency) });
  }

  /** A listener that throws is not a step that failed: nothing more is begun, and its fault is thrown at the end. */
  #emit(event: WalkEvent): void {
    try {
      this.#options.onEvent?.(event);
    } catch (thrown) {
      this.#fault ??= { thrown };
    }
  }

  #isEnding(): boolean {
    return this.#isAborted() || this.#fault !== undefined;
  }

  #isAborted(): boolean {
    return this.#options.signal?.aborted ?? false;
  }
}
