import type { Registry } from "../registry/registry.ts";

/** A retrained model that was not taken: the decision names its object. */
export interface RefusalDetail {
  readonly object: string;
}

/** Why what was trained at `model.NAME` or `ensemble.NAME` is not to be registered; undefined where nothing speaks against it. */
export function refusalOf(registry: Registry, address: string, object: string): string | undefined {
  const last = registry.decisions
    .list({ subject: address })
    .findLast(({ detail }) => (detail as Partial<RefusalDetail> | null)?.object === object);
  return last?.event === "refused" ? `was refused when it was retrained: ${last.message}` : undefined;
}
