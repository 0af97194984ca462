import { join } from "node:path";

/** Where a project's registry lies; said here too, so that an editor without one never loads the engine. */
export const registryFile = (project: string): string => join(project, ".mlopsc", "registry.db");
