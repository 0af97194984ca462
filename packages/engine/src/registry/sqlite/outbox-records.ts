import type { Outbox, OutboxEntry, OutboxMessage } from "@mlopsc/monitor";
import type { Database, SqlValue } from "./database.ts";

/** Messages to channels: added in the transaction of whoever decides, and kept until they were taken. */
export function outboxRecords(database: Database): Outbox {
  const change = (message: OutboxMessage, set: string, ...values: readonly SqlValue[]): void =>
    void database.write(() =>
      database.run(
        `update outbox set attempts = attempts + 1, ${set} where channel = ? and key = ?`,
        ...[...values, message.channel, message.notification.key],
      ),
    );
  return {
    add: (messages, now) =>
      database.write(() => {
        for (const { channel, notification } of messages) {
          database.run(
            `insert or ignore into outbox (channel, key, incident, notification, state, attempts, added, due)
             values (?, ?, ?, ?, 'waiting', 0, ?, ?)`,
            ...[channel, notification.key, notification.incident, JSON.stringify(notification), now, now],
          );
        }
      }),
    due: (now) =>
      database.all<OutboxRow>(`select * from outbox o where ${isNext} and due <= ? order by id`, now).map(entryOf),
    nextDue: () =>
      database.get<{ due: number | null }>(`select min(due) as due from outbox o where ${isNext}`)?.due ?? undefined,
    sent: (message) => change(message, "state = 'sent'"),
    failed: (message, { problem, retryAt }) =>
      retryAt === null
        ? change(message, "state = 'given_up', problem = ?", problem)
        : change(message, "due = ?, problem = ?", retryAt, problem),
    list: (limit = 100) => database.all<OutboxRow>("select * from outbox order by id desc limit ?", limit).map(entryOf),
  };
}

/** It waits, and nothing that was told of the incident before does. */
const isNext = `state = 'waiting' and not exists (
  select 1 from outbox before where before.state = 'waiting' and before.channel = o.channel
  and before.incident = o.incident and before.id < o.id)`;

interface OutboxRow {
  readonly channel: string;
  readonly notification: string;
  readonly state: OutboxEntry["state"];
  readonly attempts: number;
  readonly added: number;
  readonly due: number;
  readonly problem: string | null;
}

const entryOf = ({ channel, notification, state, attempts, added, due, problem }: OutboxRow): OutboxEntry => ({
  channel,
  notification: JSON.parse(notification) as OutboxEntry["notification"],
  ...{ state, attempts, added, due },
  ...(problem === null ? {} : { problem }),
});
