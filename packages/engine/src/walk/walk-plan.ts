import { changesTheWorld, digestOf, type Plan, type PlannedStep, type Step } from "@mlopsc/plan";
import { failureDiagnostic } from "./failure-diagnostic.ts";
import { handlerOf } from "./handler.ts";
import { recordedOutput } from "./recorded-output.ts";
import { type PendingStep, remainingOfRunning, remainingTime } from "./remaining-time.ts";
import { removeSteps } from "./remove-steps.ts";
import type { WalkEvent, WalkSummary } from "./walk-event.ts";
import { WalkLedger } from "./walk-ledger.ts";
import type { WalkOptions } from "./walk-options.ts";
import { WalkedSteps } from "./walked-steps.ts";

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
  readonly #walked: WalkedSteps;
  readonly #waiting: Set<PlannedStep>;
  readonly #running = new Map<string, Running>();
  readonly #keysInWork = new Map<string, Promise<void>>();
  #changed: () => void = () => {};
  #fault: { readonly thrown: unknown } | undefined;

  constructor(plan: Plan, options: WalkOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#walked = new WalkedSteps(plan, options);
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
    await removeSteps(this.#plan, this.#options, this.#ledger);
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
      this.#walked.outputs.set(address, output);
      if (movedFrom === undefined) this.#ledger.keep(address);
      else this.#move(step, movedFrom);
      if (handlerOf(handlers, step.kind).objections) this.#object(step, output.outcome);
    }
  }

  #move(step: Step, from: string): void {
    const { steps } = this.#options.registry;
    const known = steps.current(from)!;
    steps.relink(this.#walked.linkOf(step, known.executionKey, known.outcome));
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
        if (!inputs.every((input) => this.#walked.outputs.has(input))) continue;
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
      const key = this.#walked.keyOf(step);
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
    steps.relink(this.#walked.linkOf(step, key, known.outcome));
    this.#walked.outputs.set(step.address, { address: step.address, ...known });
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
    if (learns.has(kind)) registry.steps.begin(this.#walked.definitionOf(step, key));
    const result = await handlerOf(handlers, kind).run({
      step,
      inputs: this.#walked.inputsOf(step),
      executionKey: key,
      signal: signal ?? new AbortController().signal,
      progress: (fraction, message) => this.#progress(address, fraction, message),
      note: (message) => this.#emit({ type: "noted", address, message }),
      ...this.#walked.fingerprintOf(step),
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
    const made = { outcome, objects, output, started, durationMilliseconds, ...this.#walked.fingerprintOf(step) };
    registry.steps.record({ ...this.#walked.linkOf(step, key, outcome), ...made });
    this.#walked.outputs.set(address, { address, kind, output, outcome });
    this.#ledger.finish(address, durationMilliseconds, diagnostics);
    this.#object(step, outcome);
  }

  #object(step: Step, outcome: unknown): void {
    this.#ledger.object(step.address, handlerOf(this.#options.handlers, step.kind).objections?.(step, outcome) ?? []);
  }

  #progress(address: string, fraction: number | null, message: string): void {
    const running = this.#running.get(address);
    if (running === undefined) return;
    running.fraction = fraction ?? running.fraction;
    this.#emit({ type: "progress", address, fraction: running.fraction, message });
    // What a program prints says nothing of how long it takes, and may come by the thousand.
    if (fraction !== null) this.#tellRemainingTime();
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
