import { isStepKind, type Step, sameHandlers, stepDigest } from "@mlopsc/plan";
import type { Registry } from "../registry/registry.ts";
import type { StepLink } from "../registry/step-records.ts";
import { collectRuns } from "./collect-runs.ts";
import type { Run } from "./run.ts";

/**
 * By the address of each step that trains or combines: the newest finished run that was made as these steps say, on
 * whatever version of the data, by whatever version of mlopsc. The steps stand inputs first.
 */
export function trainedAs(registry: Registry, steps: readonly Step[]): ReadonlyMap<string, Run> {
  const wanted = new Map<string, string>();
  for (const step of steps)
    wanted.set(
      step.address,
      specOf(step, (input) => wanted.get(input) ?? ""),
    );
  const digests = recordedSpecs(registry);
  const runs = collectRuns(registry).filter(({ state, kind }) => state === "complete" && kind !== "trial");
  const found = new Map<string, Run>();
  for (const { address, kind } of steps) {
    if (kind !== "train-model" && kind !== "combine-models") continue;
    const run = runs.find(({ spec }) => digests.get(spec) === wanted.get(address));
    if (run !== undefined) found.set(address, run);
  }
  return found;
}

/** Digest of a definition, data and handlers in it → digest of what its spec says alone. */
function recordedSpecs(registry: Registry): ReadonlyMap<string, string> {
  const links = new Map<string, StepLink>();
  for (const kind of Object.keys(sameHandlers))
    for (const link of registry.steps.links(kind)) links.set(keyOf(link.address, link.executionKey), link);
  const specs = new Map<string, string>();
  const specAt = (key: string): string => {
    const known = specs.get(key);
    const link = links.get(key);
    if (known !== undefined || link === undefined || !isStepKind(link.kind)) return known ?? "";
    const filled = Object.entries(link.inputs);
    const inputs = Object.fromEntries(filled.map(([role, { address }]) => [role, address]));
    const executions = new Map(filled.map(([, { address, execution }]) => [address, execution]));
    const step = { kind: link.kind, config: JSON.parse(link.config), inputs } as Step;
    const spec = specOf(step, (input) => specAt(keyOf(input, executions.get(input) ?? "")));
    specs.set(key, spec);
    return spec;
  };
  return new Map([...links].map(([key, { digest }]) => [digest, specAt(key)]));
}

function specOf(step: Step, inputSpec: (address: string) => string): string {
  const inputDigests = Object.fromEntries(
    Object.entries(step.inputs).map(([role, address]) => [role, inputSpec(address)]),
  );
  return stepDigest(step, { inputDigests, handlerVersions: sameHandlers });
}

const keyOf = (address: string, execution: string): string => `${execution} ${address}`;
