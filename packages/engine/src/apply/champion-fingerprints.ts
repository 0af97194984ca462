import { type DesiredState, definitionDigests, type EvaluateModel, type PlanFacts } from "@mlopsc/plan";
import type { Registry } from "../registry/registry.ts";

/**
 * By the address of each evaluation whose gates ask for the champion: the object of the version that the model would take
 * over from. So such a gate is judged anew when another version was registered since. Where the model is itself the
 * newest version, the champion stays the one that it took over from, and an unchanged project stays unchanged.
 */
export function championFingerprints(
  desired: DesiredState,
  facts: PlanFacts,
  registry: Registry,
): Readonly<Record<string, string>> {
  const asking = desired.steps.flatMap((step) =>
    step.kind === "evaluate-model" && asksForChampion(step.config) ? [step] : [],
  );
  if (asking.length === 0) return {};
  const digests = definitionDigests(desired.steps, facts.fingerprints, facts.handlerVersions);
  return Object.fromEntries(
    asking.flatMap(({ address, inputs }) => {
      const model = inputs["model"]!;
      const newest = registry.models.versions(model.slice(model.indexOf(".") + 1)).at(-1);
      const trained = registry.steps.current(model);
      const isUnchanged = trained !== undefined && trained.digest === digests.get(model);
      const isNewest = isUnchanged && trained.objects.includes(newest?.object ?? "");
      const champion = isNewest ? registry.steps.current(address)?.fingerprint : newest?.object;
      return champion === undefined ? [] : [[address, champion] as const];
    }),
  );
}

const asksForChampion = ({ gates }: EvaluateModel): boolean =>
  gates.some(({ bound }) => bound.championMetric !== undefined);
