import type { DeploymentName } from "@mlopsc/deploy";
import type { RegisterMonitor } from "@mlopsc/plan";
import type { LogCursor } from "../registry/monitor-records.ts";
import type { Registry } from "../registry/registry.ts";

/** How far each monitor that watches the deployment there has read its logs. */
export function readersOfLogs(
  registry: Registry,
  { deployment, target }: DeploymentName,
): readonly (readonly LogCursor[])[] {
  return Object.values(registry.snapshot().steps).flatMap(({ kind, address, config }) => {
    if (kind !== "register-monitor") return [];
    const watched = JSON.parse(config) as RegisterMonitor;
    if (watched.deployment !== deployment || watched.target !== target) return [];
    return [registry.monitors.cursors(address.slice("monitor.".length))];
  });
}

/** `r3-1` is replica 1 of release 3; what is named otherwise is of none that is older than others. */
export const releaseOf = (replica: string): number =>
  Number(/^r(\d+)-\d+$/.exec(replica)?.[1] ?? Number.POSITIVE_INFINITY);
