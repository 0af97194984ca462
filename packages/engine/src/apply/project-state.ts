import { join } from "node:path";
import type { Diagnostic } from "@mlopsc/diagnostics";
import { DiskObjectStore } from "../registry/disk-object-store.ts";
import type { ObjectStore } from "../registry/object-store.ts";
import type { Clock } from "../registry/registry.ts";
import { openRegistry, type SqliteRegistry } from "../registry/sqlite-registry.ts";

/** Where a project's results live. */
export interface ProjectState {
  readonly registry: SqliteRegistry;
  readonly objects: ObjectStore;
}

export type OpenedProjectState =
  | { readonly state: ProjectState; readonly problem?: never }
  | { readonly state?: never; readonly problem: Diagnostic };

/** The registry and the objects in `.mlopsc/` of a project's folder, made where they are absent. */
export function openProjectState(projectFolder: string, clock: Clock): OpenedProjectState {
  const folder = join(projectFolder, ".mlopsc");
  const { registry, problem } = openRegistry(join(folder, "registry.db"), clock);
  if (problem !== undefined) return { problem };
  return { state: { registry, objects: new DiskObjectStore(join(folder, "objects")) } };
}
