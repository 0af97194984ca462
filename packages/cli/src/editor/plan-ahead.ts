import { resolve } from "node:path";
import { createCompute, openEngine, type ProjectState, planProject } from "@mlopsc/engine";
import { type DesiredState, digestOf, type Plan, type SourceDefinition } from "@mlopsc/plan";
import { fileState } from "./file-state.ts";

/**
 * What an apply would do as far as the registry and the files of the project tell: no database is opened and no target is
 * asked. Files that are found by a pattern are taken to be as they were. Null where that is not known.
 */
export async function planAhead(desired: DesiredState, folder: string, state: ProjectState): Promise<Plan | null> {
  const compute = createCompute({ projectFolder: folder });
  const { engine } = openEngine({ projectFolder: folder, clock: Date.now, compute, state });
  if (engine === undefined) return null;
  const { data } = engine.services;
  const taken = takenFingerprints(desired, state);
  const fingerprint: typeof data.fingerprint = async (source, project, signal) =>
    fileState(resolve(folder, source.path)) === null
      ? { value: taken.get(digestOf(source)) ?? "not there" }
      : data.fingerprint(source, project, signal);
  const services = { ...engine.services, data: { ...data, fingerprint } };
  const planned = await planProject(desired, { services, handlers: engine.handlers, trustTargets: true });
  await compute.close();
  return planned.plan ?? null;
}

/** By source: of the files that were taken in last, without the day. */
function takenFingerprints({ steps }: DesiredState, { registry }: ProjectState): ReadonlyMap<string, string> {
  const sources = steps.flatMap((step): [SourceDefinition, string][] => {
    const recorded = step.kind === "ingest-dataset" ? registry.steps.current(step.address)?.fingerprint : undefined;
    return step.kind === "ingest-dataset" && recorded !== undefined ? [[step.config.source, recorded]] : [];
  });
  return new Map(sources.map(([source, recorded]) => [digestOf(source), recorded.split("@", 1)[0] ?? ""]));
}
