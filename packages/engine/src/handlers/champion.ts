import type { ModelVersion } from "../registry/model-versions.ts";
import type { Registry } from "../registry/registry.ts";

/** The version that a new model of the name would take over from. */
export interface Champion {
  readonly version: number;
  readonly object: string;
  /** False: it may have been trained on some of the rows that it is measured on, and so look better than it is. */
  readonly sameSplit: boolean;
}

/** The newest version of the name that is not the very model; undefined where there is none. */
export function championOf(registry: Registry, name: string, model: string, split: string): Champion | undefined {
  const newest = registry.models.versions(name).findLast(({ object }) => object !== model);
  if (newest === undefined) return undefined;
  return { version: newest.version, object: newest.object, sameSplit: splitOf(newest) === split };
}

const splitOf = ({ lineage }: ModelVersion): unknown =>
  typeof lineage === "object" && lineage !== null && "split" in lineage ? lineage.split : undefined;
