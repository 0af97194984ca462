import type { FinishedStep } from "@mlopsc/plan";
import type { Registry } from "../registry/registry.ts";
import type { StepOutput } from "./handler.ts";

/** What a step left earlier. Its outcome is read only when somebody asks: a no-op apply of a thousand steps reads none. */
export function recordedOutput(registry: Registry, finished: FinishedStep, address: string): StepOutput {
  let outcome: unknown;
  return {
    address,
    kind: finished.kind,
    output: finished.output,
    get outcome() {
      // A move frees the old address, perhaps before anybody asks.
      outcome ??= (registry.steps.current(address) ?? registry.steps.current(finished.address))?.outcome;
      return outcome;
    },
  };
}
