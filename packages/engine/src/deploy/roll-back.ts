import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { DeployModel } from "@mlopsc/plan";
import type { HandlerServices } from "../handlers/services.ts";
import type { Registry } from "../registry/registry.ts";
import type { Release } from "../registry/release-records.ts";
import { bringRelease } from "./bring-release.ts";
import type { ReleaseSettings } from "./release-settings.ts";
import { nameOf } from "./target-drift.ts";

export interface RolledBack {
  readonly target: string;
  /** What answered until now. */
  readonly from: Release;
  /** What answers now: under a new number, the version that answered before. */
  readonly to: Release;
}

export type RollBackResult =
  | { readonly back: RolledBack; readonly problems?: never }
  | { readonly back?: never; readonly problems: readonly Diagnostic[] };

/**
 * Gives the requests of a target back to the version that answered before the present one, and leaves all else as it is:
 * data, models and other targets. Until a person promotes it again, or another version comes, `apply` does not undo it.
 */
export async function rollBack(
  services: HandlerServices,
  { deployment, target, reason }: { readonly deployment: string; readonly target: string; readonly reason: string },
  { signal, onLine }: { readonly signal?: AbortSignal; readonly onLine?: (line: string) => void } = {},
): Promise<RollBackResult> {
  const { registry, clock } = services;
  const address = `deploy.${deployment}/${target}`;
  const step = registry.steps.current(address);
  const from = registry.releases.serving(deployment, target);
  if (step === undefined || from === undefined)
    return { problems: [report(codes.nothingDeployed, { deployment, target })] };
  const before = releaseBefore(registry, from);
  if (before === undefined)
    return { problems: [report(codes.noEarlierVersion, { deployment, target, version: from.version })] };
  const config = JSON.parse(step.config) as DeployModel;
  const platform = await services.deployment.platform(config.target.platform);
  if (!platform.ok) return { problems: platform.problems };
  const brought = await bringRelease(
    {
      ...{ name: nameOf(config), address, model: before.model, version: before.version, image: before.image },
      ...{ settings: before.settings as ReleaseSettings, strategy: { kind: "blue_green" } },
      ...{ before: "rolled_back", reason },
    },
    {
      ...{
        platform: platform.value,
        registry,
        clock,
        who: services.deployment.who,
      },
      ...(signal ? { signal } : {}),
      ...(onLine ? { onLine, onNote: onLine } : {}),
    },
  );
  if (!brought.ok) return { problems: brought.problems };
  return { back: { target, from, to: registry.releases.serving(deployment, target)! } };
}

/** The newest that answered before, with another version: to go back twice goes back further. */
function releaseBefore(registry: Registry, { deployment, target, number, version }: Release): Release | undefined {
  const releases = registry.releases.list(deployment, target);
  const undone = new Set(releases.filter(({ status }) => status === "rolled_back").map((each) => each.version));
  return releases.findLast(
    (each) =>
      each.number < number && each.served !== undefined && each.version !== version && !undone.has(each.version),
  );
}
