import { describe, expect, test } from "vitest";
import type { AlertNotification } from "../../src/alerts/alert-notification.ts";
import type { Outbox, OutboxMessage } from "../../src/channels/outbox.ts";
import { sampleNotification } from "./sample-notification.ts";

const message = (channel: string, changes: Partial<AlertNotification> = {}): OutboxMessage => ({
  channel,
  notification: sampleNotification(changes),
});
const firing = message("team", { key: "a/1/firing", incident: "a/1" });
const resolved = message("team", { key: "a/1/resolved", incident: "a/1", state: "resolved" });
const keys = (messages: readonly OutboxMessage[]): string[] =>
  messages.map(({ channel, notification }) => `${channel} ${notification.key}`);

/** What every outbox does, wherever it keeps its messages. */
export function describeOutbox(name: string, open: () => Outbox): void {
  describe(name, () => {
    test("gives what was added, whole, until it was sent", () => {
      const outbox = open();
      outbox.add([firing], 1000);
      expect(outbox.due(999)).toEqual([]);
      expect(outbox.due(1000)).toEqual([{ ...firing, state: "waiting", attempts: 0, added: 1000, due: 1000 }]);
      outbox.sent(firing);
      expect(outbox.due(2000)).toEqual([]);
      expect(outbox.list()).toMatchObject([{ state: "sent", attempts: 1 }]);
    });

    test("takes each key of a channel once", () => {
      const outbox = open();
      outbox.add([firing], 1000);
      outbox.sent(firing);
      outbox.add([firing, message("others", firing.notification)], 2000);
      expect(keys(outbox.due(2000))).toEqual(["others a/1/firing"]);
    });

    test("lets what is told of an incident wait for what was told before, in each channel", () => {
      const outbox = open();
      outbox.add([firing, message("others", { key: "a/1/firing", incident: "a/1" })], 1000);
      outbox.add([resolved, message("team", { key: "a/2/firing", incident: "a/2" })], 2000);
      expect(keys(outbox.due(3000))).toEqual(["team a/1/firing", "others a/1/firing", "team a/2/firing"]);
      outbox.failed(firing, { problem: "down", retryAt: 9000 });
      expect(keys(outbox.due(3000))).toEqual(["others a/1/firing", "team a/2/firing"]);
      outbox.sent(firing);
      expect(keys(outbox.due(3000))).toEqual(["others a/1/firing", "team a/1/resolved", "team a/2/firing"]);
    });

    test("tries again when it is due, and remembers why it has to", () => {
      const outbox = open();
      outbox.add([firing], 1000);
      outbox.failed(firing, { problem: "down", retryAt: 5000 });
      expect(outbox.due(4999)).toEqual([]);
      expect(outbox.nextDue()).toBe(5000);
      expect(outbox.due(5000)).toMatchObject([{ attempts: 1, problem: "down", due: 5000 }]);
      outbox.failed(firing, { problem: "still down", retryAt: 9000 });
      expect(outbox.due(9000)).toMatchObject([{ attempts: 2, problem: "still down" }]);
    });

    test("gives up what is not tried again, and goes on with what comes after", () => {
      const outbox = open();
      outbox.add([firing, resolved], 1000);
      outbox.failed(firing, { problem: "refused", retryAt: null });
      expect(keys(outbox.due(1000))).toEqual(["team a/1/resolved"]);
      outbox.sent(resolved);
      expect(outbox.nextDue()).toBeUndefined();
      expect(outbox.list()).toMatchObject([{ state: "sent" }, { state: "given_up", problem: "refused" }]);
      expect(outbox.list(1)).toHaveLength(1);
    });
  });
}
