import type { AlertDefinition, ChannelDefinition } from "@mlopsc/vocabulary";
import type { Analyses } from "../models/analyses.ts";
import type { Declaration, Program } from "../semantics/program.ts";

/** The alerts of a monitor, by name. */
export function alertDefinitions(
  program: Program,
  analyses: Analyses,
  monitor: Declaration,
): readonly AlertDefinition[] {
  return defined(program.byKind.alert.values(), analyses.alerts).filter((alert) => alert.monitor === monitor.name);
}

/** The channels that some of these alerts are told in, by name. */
export function channelDefinitions(
  program: Program,
  analyses: Analyses,
  alerts: readonly AlertDefinition[],
): readonly ChannelDefinition[] {
  const named = new Set(alerts.flatMap(({ notify }) => notify));
  return defined(program.byKind.channel.values(), analyses.channels).filter(({ name }) => named.has(name));
}

const defined = <Definition extends { readonly name: string }>(
  declarations: Iterable<Declaration>,
  analyses: ReadonlyMap<Declaration, Definition>,
): readonly Definition[] =>
  [...declarations]
    .flatMap((declaration) => analyses.get(declaration) ?? [])
    .sort((left, right) => (left.name < right.name ? -1 : 1));
