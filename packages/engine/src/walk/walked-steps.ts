import { canonicalJson, definitionDigests, executionKey, type Plan, type Step } from "@mlopsc/plan";
import type { Registry } from "../registry/registry.ts";
import { handlerOf, type StepOutput, versionsOf } from "./handler.ts";
import type { WalkOptions } from "./walk-options.ts";

/** What came of the steps of a walk so far, and what the registry is told of one. */
export class WalkedSteps {
  readonly outputs: Map<string, StepOutput> = new Map();
  readonly #plan: Plan;
  readonly #options: WalkOptions;
  #knownDigests: ReadonlyMap<string, string> | undefined;

  constructor(plan: Plan, options: WalkOptions) {
    this.#plan = plan;
    this.#options = options;
  }

  keyOf(step: Step): string {
    const outputs = Object.entries(step.inputs).map(([role, input]) => [role, this.outputs.get(input)!.output]);
    const { version } = handlerOf(this.#options.handlers, step.kind);
    return executionKey(step, Object.fromEntries(outputs), version, this.#plan.fingerprints[step.address]);
  }

  linkOf(step: Step, key: string, outcome: unknown): Parameters<Registry["steps"]["relink"]>[0] {
    const handler = handlerOf(this.#options.handlers, step.kind);
    const done = { step, inputs: this.inputsOf(step), outcome, ...this.fingerprintOf(step) };
    const versions = handler.versions?.(done);
    return { ...this.definitionOf(step, key), ...(versions === undefined ? {} : { versions }) };
  }

  definitionOf(step: Step, key: string): Parameters<Registry["steps"]["begin"]>[0] {
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

  inputsOf(step: Step): Record<string, StepOutput> {
    return Object.fromEntries(Object.entries(step.inputs).map(([role, input]) => [role, this.outputs.get(input)!]));
  }

  fingerprintOf({ address }: Step): { readonly fingerprint?: string } {
    const fingerprint = this.#plan.fingerprints[address];
    return fingerprint === undefined ? {} : { fingerprint };
  }
}
