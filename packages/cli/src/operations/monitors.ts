import { codes, report } from "@mlopsc/diagnostics";
import { type Engine, type MonitorSetup, monitorSetup, type Registry } from "@mlopsc/engine";
import { Stopped } from "../stopped.ts";

/** Names of the monitors that were applied; the one that is asked for, or the end of the command. */
export function appliedMonitors(registry: Registry, asked: string | undefined): readonly string[] {
  const known = Object.values(registry.snapshot().steps)
    .filter(({ kind }) => kind === "register-monitor")
    .map(({ address }) => address.slice("monitor.".length));
  if (asked === undefined && known.length > 0) return known;
  if (asked !== undefined && known.includes(asked)) return [asked];
  throw new Stopped([report(codes.unknownMonitor, { monitor: asked ?? "", known })]);
}

export async function setupOf({ services, state }: Engine, asked: string): Promise<MonitorSetup> {
  appliedMonitors(state.registry, asked);
  return (await monitorSetup(services, asked)) as MonitorSetup;
}
