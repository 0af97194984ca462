import type { Outcome } from "@mlopsc/deploy";
import { deliverDue } from "@mlopsc/monitor";
import type { DesiredState } from "@mlopsc/plan";
import { type Acted, type ActServices, act } from "./act.ts";
import { type Look, type LookOptions, look } from "./look.ts";
import { type MonitorSetup, monitorSetup } from "./monitor-setup.ts";
import { applyTarget } from "./retrain.ts";

export interface WatchOptions extends LookOptions {
  /** Takes labels in anew before it looks, where their sources have changed. */
  readonly refresh: boolean;
}

export interface Watched {
  readonly setup: MonitorSetup;
  readonly look: Look;
  readonly acted: readonly Acted[];
  /** Of messages: `alert to channel: why it was not sent`. */
  readonly undelivered: readonly string[];
}

/**
 * One round of a monitor: labels, a look, messages, and what alerts ask for. Undefined where no such monitor was applied. A
 * round that is killed is gone on with by the next.
 */
export async function watch(
  name: string,
  services: ActServices,
  options: WatchOptions,
): Promise<Outcome<Watched> | undefined> {
  const { services: handler } = services.engine;
  const setup = await monitorSetup(handler, name);
  if (setup === undefined) return undefined;
  if (options.refresh && setup.labels !== undefined) await refreshLabels(setup.labels, services);
  const seen = await look(handler, setup, options);
  if (!seen.ok) return seen;
  const undelivered = options.apart === undefined ? await deliver(setup, services) : [];
  const acted = await act(setup, services, options.apart);
  return { ok: true, value: { setup, look: seen.value, acted, undelivered } };
}

/** Labels that cannot be had now are had later: what waits for them is not judged. */
async function refreshLabels(address: string, services: ActServices): Promise<void> {
  const desired: DesiredState = await services.desired();
  if (!desired.steps.some((step) => step.address === address)) return;
  await applyTarget(desired, address, services, undefined);
}

async function deliver({ alerts }: MonitorSetup, { engine, clock }: ActServices): Promise<readonly string[]> {
  const { outbox } = engine.state.registry;
  const folder = engine.services.projectFolder;
  const attempts = await deliverDue(outbox, { channels: alerts.channels, clock, folder, environment: process.env });
  return attempts.flatMap(({ message, problem }) =>
    problem === undefined ? [] : [`${message.notification.alert} to ${message.channel}: ${problem.message}`],
  );
}
