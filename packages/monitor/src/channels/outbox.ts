import { type AlertNotification, type AlertOrigin, alertNotification } from "../alerts/alert-notification.ts";
import type { AlertEvent } from "../alerts/alert-state.ts";

/** A notification for one channel. */
export interface OutboxMessage {
  readonly channel: string;
  readonly notification: AlertNotification;
}

export interface OutboxEntry extends OutboxMessage {
  readonly state: "waiting" | "sent" | "given_up";
  readonly attempts: number;
  readonly added: number;
  /** While it waits: when it is to be tried next. */
  readonly due: number;
  /** Why the last attempt failed. */
  readonly problem?: string;
}

/**
 * Messages that are kept until they were taken. Whoever decides that something is to be told adds it in the transaction
 * in which that decision is kept, so that neither is there without the other; whoever sends marks it afterwards. A kill
 * between the two sends it again: at least once, with the notification's `key` by which a receiver knows it.
 */
export interface Outbox {
  /** What is there already, by channel and key, stays as it is. */
  add(messages: readonly OutboxMessage[], now: number): void;
  /**
   * What is to be tried now, oldest first. In one channel, what is told of an incident waits for what was told before.
   */
  due(now: number): readonly OutboxEntry[];
  /** When {@link due} will next have something; undefined where nothing waits. */
  nextDue(): number | undefined;
  sent(message: OutboxMessage): void;
  /** `retryAt`: null where it is not tried again. */
  failed(message: OutboxMessage, failure: { readonly problem: string; readonly retryAt: number | null }): void;
  /** Newest first. */
  list(limit?: number): readonly OutboxEntry[];
}

/** What an event means to the outbox: a message for each channel that the alert names. */
export function alertMessages(event: AlertEvent, origin: AlertOrigin): readonly OutboxMessage[] {
  const notification = alertNotification(event, origin);
  return event.incident.notify.map((channel) => ({ channel, notification }));
}
