import { join } from "node:path";
import type { DeploymentName } from "../../deployment.ts";

/** Where the parts of a deployment lie: one folder, so that a person can look at it and remove it. */
export interface Places {
  readonly root: string;
  /** An image each, named for its digest. */
  readonly images: string;
  /** A file for each release, and a record for each of its processes. */
  readonly releases: string;
  readonly front: string;
  /** A folder for each replica's request log. */
  readonly logs: string;
  /** What the processes print. */
  readonly output: string;
}

export function placesOf(folder: string, { deployment, target }: DeploymentName): Places {
  const root = join(folder, target, deployment);
  const at = (name: string): string => join(root, name);
  return {
    root,
    images: at("images"),
    releases: at("releases"),
    front: at("front"),
    logs: at("logs"),
    output: at("output"),
  };
}

/** `r3-1`: replica 1 of release 3. */
export const replicaName = (release: number, replica: number): string => `r${release}-${replica}`;
