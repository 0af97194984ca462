import type { Diagnostic } from "@mlopsc/diagnostics";
import type { StepState, WalkEvent, WalkSummary } from "./walk-event.ts";

/** What came of each step of a walk, told to the listener as it is entered. */
export class WalkLedger {
  readonly #tell: (event: WalkEvent) => void;
  readonly #states = new Map<string, StepState>();
  readonly #diagnostics: Diagnostic[] = [];
  readonly #told = new Set<string>();
  /** Address → the address whose failure or objection keeps this from being built on. */
  readonly #blocked = new Map<string, string>();
  /** Address → what it waits for. */
  readonly #held = new Map<string, string>();

  constructor(onEvent: (event: WalkEvent) => void = () => {}) {
    this.#tell = onEvent;
  }

  /** The root of what keeps an address from being built on; undefined where nothing does. */
  blocking(address: string): string | undefined {
    return this.#blocked.get(address);
  }

  /** As the plan said, so nobody needs to hear of it. */
  keep(address: string): void {
    this.#states.set(address, "reused");
  }

  reuse(address: string): void {
    this.#states.set(address, "reused");
    this.#tell({ type: "reused", address });
  }

  finish(address: string, durationMilliseconds: number, diagnostics: readonly Diagnostic[]): void {
    this.#states.set(address, "finished");
    this.#keep(diagnostics);
    this.#tell({ type: "finished", address, durationMilliseconds, diagnostics });
  }

  /** The step stays done, but counts as failed, and what follows is skipped. */
  object(address: string, diagnostics: readonly Diagnostic[]): void {
    if (diagnostics.length === 0) return;
    this.#block(address, diagnostics);
    this.#tell({ type: "objected", address, diagnostics });
  }

  fail(address: string, diagnostics: readonly Diagnostic[]): void {
    this.#block(address, diagnostics);
    this.#tell({ type: "failed", address, diagnostics });
  }

  /** What follows from it waits too, and nothing has failed. */
  hold(address: string, because: string): void {
    this.#states.set(address, "held");
    this.#held.set(address, because);
    this.#tell({ type: "held", address, because });
  }

  /** What an address waits for; undefined where it waits for nobody. */
  holding(address: string): string | undefined {
    return this.#held.get(address);
  }

  skip(address: string, because: string): void {
    this.#states.set(address, "skipped");
    this.#blocked.set(address, because);
    this.#tell({ type: "skipped", address, because });
  }

  /** It ran, and was stopped. */
  interrupt(address: string): void {
    this.#states.set(address, "interrupted");
    this.#tell({ type: "interrupted", address });
  }

  /** It was never begun, so nobody needs to hear of it. */
  leave(address: string): void {
    this.#states.set(address, "interrupted");
  }

  remove(address: string): void {
    this.#states.set(address, "removed");
    this.#tell({ type: "removed", address });
  }

  summary(): WalkSummary {
    const states = [...this.#states.values()];
    const failed = states.some((state) => state === "failed" || state === "skipped");
    return {
      status: states.includes("interrupted") ? "interrupted" : failed ? "failed" : "done",
      states: this.#states,
      diagnostics: this.#diagnostics,
    };
  }

  #block(address: string, diagnostics: readonly Diagnostic[]): void {
    this.#states.set(address, "failed");
    this.#blocked.set(address, address);
    this.#keep(diagnostics);
  }

  /** Steps of one block may stumble over the same thing: it is told once. */
  #keep(diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) {
      const { code, message, place } = diagnostic;
      const identity = JSON.stringify([code, message, place]);
      if (this.#told.size < this.#told.add(identity).size) this.#diagnostics.push(diagnostic);
    }
  }
}
