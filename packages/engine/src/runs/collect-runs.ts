import type { Registry } from "../registry/registry.ts";
import type { StepLink } from "../registry/step-records.ts";
import { combinedRun } from "./combined-run.ts";
import type { Run } from "./run.ts";
import { modelOf } from "./run-origin.ts";
import { trainedRun, trainingFacts } from "./trained-run.ts";
import { searchRuns } from "./trial-runs.ts";

/** Every run that the registry knows of, those of earlier specs too, newest first; or those of one model. */
export function collectRuns(registry: Registry, model?: string): readonly Run[] {
  const asked = ({ address }: StepLink): boolean => model === undefined || modelOf(address) === model;
  const facts = trainingFacts(registry);
  const runs = [
    ...linksOf(registry, "search-model")
      .filter(asked)
      .flatMap((link) => searchRuns(registry, link)),
    ...linksOf(registry, "train-model")
      .filter(asked)
      .map((link) => trainedRun(registry, link, facts)),
    ...linksOf(registry, "combine-models")
      .filter(asked)
      .map((link) => combinedRun(registry, link, facts)),
  ];
  // Stable, so what began at the same millisecond stays with the later trial, and the final one, first.
  return runs.reverse().sort((a, b) => (b.started ?? 0) - (a.started ?? 0));
}

/** Names of the models that have runs, in order. */
export function modelsWithRuns(registry: Registry): readonly string[] {
  const links = ["search-model", "train-model", "combine-models"].flatMap((kind) => registry.steps.links(kind));
  return [...new Set(links.map(({ address }) => modelOf(address)))].sort();
}

/** Without those whose result stands under another address now, since the model was renamed. */
function linksOf(registry: Registry, kind: string): readonly StepLink[] {
  const links = registry.steps.links(kind);
  const taken = new Set(links.filter(({ current }) => current).map(({ executionKey }) => executionKey));
  return links.filter(({ current, executionKey }) => current || !taken.has(executionKey));
}
