import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { ChannelDefinition } from "@mlopsc/vocabulary";
import { type Delivery, refused, type SendOptions } from "./delivery.ts";
import type { Outbox, OutboxEntry, OutboxMessage } from "./outbox.ts";
import { sendCommand } from "./send-command.ts";
import { sendEmail } from "./send-email.ts";
import { sendWebhook } from "./send-webhook.ts";

export interface DeliveryOptions extends SendOptions {
  readonly channels: readonly ChannelDefinition[];
}

export interface Attempt {
  readonly message: OutboxMessage;
  readonly outcome: "sent" | "later" | "given_up";
  readonly problem?: Diagnostic;
}

const atOnce = 8;
const day = 24 * 3_600_000;
const givenUpAfterMilliseconds = 3 * day;

/**
 * Sends what is due, and what becomes due by that. Each message is tried once: one that fails waits for a later call, 1 s
 * after the first attempt and twice as long after each, up to 15 min, for three days. Never throws for what a channel does.
 */
export async function deliverDue(outbox: Outbox, options: DeliveryOptions): Promise<readonly Attempt[]> {
  const attempts: Attempt[] = [];
  const tried = new Set<string>();
  for (;;) {
    const due = outbox.due(options.clock()).filter((entry) => !tried.has(nameOf(entry)));
    if (due.length === 0) return attempts;
    const batch = due.slice(0, atOnce);
    for (const entry of batch) tried.add(nameOf(entry));
    attempts.push(...(await Promise.all(batch.map((entry) => attempt(entry, outbox, options)))));
  }
}

const nameOf = ({ channel, notification }: OutboxMessage): string => JSON.stringify([channel, notification.key]);

async function attempt(entry: OutboxEntry, outbox: Outbox, options: DeliveryOptions): Promise<Attempt> {
  const { channel, notification } = entry;
  const message = { channel, notification };
  const delivery = await send(entry, options);
  if (delivery.outcome === "sent") {
    outbox.sent(message);
    return { message, outcome: "sent" };
  }
  const now = options.clock();
  if (delivery.outcome === "later" && now - entry.added < givenUpAfterMilliseconds) {
    const { problem, afterMilliseconds = 0 } = delivery;
    const retryAt = now + Math.max(retryPause(entry.attempts), afterMilliseconds);
    outbox.failed(message, { problem: problemText(problem), retryAt });
    return { message, outcome: "later", problem };
  }
  const problem = delivery.outcome === "later" ? tooOld(entry, delivery.problem) : delivery.problem;
  outbox.failed(message, { problem: problemText(problem), retryAt: null });
  return { message, outcome: "given_up", problem };
}

const problemText = ({ code, message }: Diagnostic): string => `${code}: ${message}`;

/** After so many attempts, in milliseconds. */
const retryPause = (attempts: number): number => Math.min(1000 * 2 ** attempts, 900_000);

const tooOld = ({ channel, notification, attempts }: OutboxEntry, last: Diagnostic): Diagnostic =>
  report(codes.deliveryGivenUp, { channel, alert: notification.alert, attempts: attempts + 1, last: last.message });

function send({ channel: name, notification }: OutboxMessage, options: DeliveryOptions): Promise<Delivery> | Delivery {
  const channel = options.channels.find((each) => each.name === name);
  switch (channel?.kind) {
    case undefined:
      return refused(report(codes.channelGone, { channel: name }));
    case "webhook":
      return sendWebhook(channel, notification, options);
    case "email":
      return sendEmail(channel, notification, options);
    case "command":
      return sendCommand(channel, notification, options);
  }
}
