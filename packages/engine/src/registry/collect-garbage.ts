import type { ObjectStore } from "./object-store.ts";
import type { Registry } from "./registry.ts";

export interface Collected {
  readonly objects: number;
  readonly strayFiles: number;
  /** Results of earlier specs that were given up. */
  readonly results: number;
}

/**
 * Removes objects that no fact refers to and files of unfinished writes. With `history: false`, also the results that no
 * present step stands on; versions of data and models always stay. For the holder of the writer's lock only.
 */
export async function collectGarbage(
  registry: Registry,
  objects: ObjectStore,
  options: { readonly history: boolean },
): Promise<Collected> {
  const results = options.history ? 0 : registry.steps.dropHistory();
  const kept = registry.referencedObjects(options);
  const unreferenced = (await objects.list()).filter((digest) => !kept.has(digest));
  for (const digest of unreferenced) await objects.remove(digest);
  return { objects: unreferenced.length, strayFiles: await objects.sweep(), results };
}
