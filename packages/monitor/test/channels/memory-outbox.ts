import type { Outbox, OutboxEntry, OutboxMessage } from "../../src/channels/outbox.ts";

/** An outbox that a kill does not survive: what the port means, in its shortest form. */
export function createMemoryOutbox(): Outbox {
  const entries: OutboxEntry[] = [];
  const isSame = (message: OutboxMessage) => (entry: OutboxEntry) =>
    entry.channel === message.channel && entry.notification.key === message.notification.key;
  const change = (message: OutboxMessage, changed: Partial<OutboxEntry>): void => {
    const at = entries.findIndex(isSame(message));
    const entry = entries[at]!;
    entries[at] = { ...entry, ...changed, attempts: entry.attempts + 1 };
  };
  const waiting = (): OutboxEntry[] => {
    const first = new Map<string, OutboxEntry>();
    for (const entry of entries.filter(({ state }) => state === "waiting")) {
      const stream = JSON.stringify([entry.channel, entry.notification.incident]);
      if (!first.has(stream)) first.set(stream, entry);
    }
    return [...first.values()];
  };
  return {
    add: (messages, now) => {
      for (const message of messages) {
        if (entries.some(isSame(message))) continue;
        entries.push({ ...message, state: "waiting", attempts: 0, added: now, due: now });
      }
    },
    due: (now) => waiting().filter(({ due }) => due <= now),
    nextDue: () => waiting().reduce<number | undefined>((least, { due }) => Math.min(least ?? due, due), undefined),
    sent: (message) => change(message, { state: "sent" }),
    failed: (message, { problem, retryAt }) =>
      change(message, retryAt === null ? { state: "given_up", problem } : { due: retryAt, problem }),
    list: (limit = 100) => entries.toReversed().slice(0, limit),
  };
}
