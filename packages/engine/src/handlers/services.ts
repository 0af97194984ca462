import type { Compute } from "../compute/compute.ts";
import type { DeploymentServices } from "../deploy/deployment-services.ts";
import type { Clock } from "../registry/clock.ts";
import type { ObjectStore } from "../registry/object-store.ts";
import type { Registry } from "../registry/registry.ts";
import type { DataAccess } from "./data-access.ts";

/** What step handlers work with. */
export interface HandlerServices {
  readonly registry: Registry;
  readonly objects: ObjectStore;
  readonly data: DataAccess;
  readonly compute: Compute;
  readonly clock: Clock;
  /** Sources are relative to it. */
  readonly projectFolder: string;
  readonly deployment: DeploymentServices;
}
