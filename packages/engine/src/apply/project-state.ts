import { join } from "node:path";
import type { Diagnostic } from "@mlopsc/diagnostics";
import type { Clock } from "../registry/clock.ts";
import { DiskObjectStore } from "../registry/disk-object-store.ts";
import type { ObjectStore } from "../registry/object-store.ts";
import {
  type OpenedRegistry,
  openRegistry,
  readRegistry,
  type SqliteRegistry,
} from "../registry/sqlite/sqlite-registry.ts";

/** Where a project's results live. */
export interface ProjectState {
  readonly registry: SqliteRegistry;
  readonly objects: ObjectStore;
}

export type OpenedProjectState =
  | { readonly state: ProjectState; readonly problem?: never }
  | { readonly state?: never; readonly problem: Diagnostic };

/** The registry and the objects in `.mlopsc/` of a project's folder, made where they are absent. */
export const openProjectState = (projectFolder: string, clock: Clock): OpenedProjectState =>
  stateIn(projectFolder, openRegistry(registryFile(projectFolder), clock));

/** The same where they are there already, to look at them: see `readRegistry`. */
export const readProjectState = (projectFolder: string, clock: Clock): OpenedProjectState =>
  stateIn(projectFolder, readRegistry(registryFile(projectFolder), clock));

/** Where the registry of a project lies. */
const registryFile = (projectFolder: string): string => join(projectFolder, ".mlopsc", "registry.db");

function stateIn(projectFolder: string, { registry, problem }: OpenedRegistry): OpenedProjectState {
  if (problem !== undefined) return { problem };
  return { state: { registry, objects: new DiskObjectStore(join(projectFolder, ".mlopsc", "objects")) } };
}
