import { existsSync } from "node:fs";
import { join } from "node:path";
import { trainedAs } from "@mlopsc/engine";
import type { Difference, ProgramOutline, RegistrySnapshot } from "@mlopsc/plan";
import { withState } from "../project/open-state.ts";
import type { ModelMetrics, SideMetrics } from "./review.ts";

/** What the registry of a project knows that a review tells; nothing where there is none, and none is made. */
export interface RegistryFacts {
  readonly history: RegistrySnapshot["steps"];
  /** By model address: metrics on the test part of what was trained as the outline says. */
  readonly base: ReadonlyMap<string, SideMetrics>;
  readonly head: ReadonlyMap<string, SideMetrics>;
}

export async function registryFacts(
  project: string,
  base: ProgramOutline,
  head: ProgramOutline,
): Promise<RegistryFacts> {
  if (!existsSync(join(project, ".mlopsc", "registry.db"))) return { history: {}, base: new Map(), head: new Map() };
  return withState(project, async ({ registry }) => {
    const metrics = ({ steps }: ProgramOutline): ReadonlyMap<string, SideMetrics> =>
      new Map([...trainedAs(registry, steps)].map(([address, { test }]) => [address, test ?? {}]));
    return { history: registry.snapshot().steps, base: metrics(base), head: metrics(head) };
  });
}

/** Of the models and ensembles that are trained anew, with their metrics on both sides. */
export function modelMetrics(
  { changes }: Difference,
  { base, head }: RegistryFacts,
  present: ProgramOutline,
): readonly ModelMetrics[] {
  const former = new Map(changes.map(({ address, formerly }) => [address, formerly ?? address]));
  const retrained = new Set(
    changes.flatMap(({ consequences }) =>
      consequences
        .filter((each) => each.class === "retrain" && each.action === "replace")
        .map(({ address }) => address),
    ),
  );
  const models = present.blocks.filter(
    ({ kind, address }) => (kind === "model" || kind === "ensemble") && retrained.has(address),
  );
  return models.map(({ address }) => ({
    address,
    base: base.get(former.get(address) ?? address) ?? null,
    head: head.get(address) ?? null,
  }));
}
