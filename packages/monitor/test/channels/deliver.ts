import type { ChannelDefinition } from "@mlopsc/vocabulary";
import type { AlertNotification } from "../../src/alerts/alert-notification.ts";
import { type Attempt, deliverDue } from "../../src/channels/deliver-due.ts";
import type { Environment } from "../../src/channels/delivery.ts";
import type { Outbox, OutboxEntry } from "../../src/channels/outbox.ts";
import { createMemoryOutbox } from "./memory-outbox.ts";
import { sampleNotification } from "./sample-notification.ts";

export interface Delivered {
  readonly attempt: Attempt;
  readonly entry: OutboxEntry;
  readonly outbox: Outbox;
}

/** One notification on its way through a channel, tried once. */
export async function deliver(
  channel: ChannelDefinition,
  environment: Environment = {},
  changes: Partial<AlertNotification> = {},
  now = 1000,
): Promise<Delivered> {
  const outbox = createMemoryOutbox();
  outbox.add([{ channel: channel.name, notification: sampleNotification(changes) }], now);
  const place = { environment, folder: import.meta.dirname, clock: () => now, timeoutMilliseconds: 2000 };
  const [attempt] = await deliverDue(outbox, { ...place, channels: [channel] });
  return { attempt: attempt!, entry: outbox.list()[0]!, outbox };
}
