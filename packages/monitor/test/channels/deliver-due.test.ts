import { codes } from "@mlopsc/diagnostics";
import type { ChannelDefinition } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { type DeliveryOptions, deliverDue } from "../../src/channels/deliver-due.ts";
import type { OutboxMessage } from "../../src/channels/outbox.ts";
import { createMemoryOutbox } from "./memory-outbox.ts";
import { startReceiver } from "./receiver.ts";
import { sampleNotification } from "./sample-notification.ts";

const team = (address: string): ChannelDefinition => ({
  ...{ name: "team", kind: "webhook", address: { text: address }, format: "json" },
});
const { incident } = sampleNotification();
const message = (kind: string, at = 1, channel = "team"): OutboxMessage => ({
  channel,
  notification: sampleNotification({ incident: `${incident}${at}`, key: `${incident}${at}/${kind}` }),
});
const keysOf = (bodies: readonly { readonly body: string }[]): string[] =>
  bodies.map(({ body }) => (JSON.parse(body) as { key: string }).key.slice(incident.length));

function options(channels: readonly ChannelDefinition[], start = 0): DeliveryOptions & { now: number } {
  const state = { now: start };
  return Object.assign(state, { channels, environment: {}, folder: ".", clock: () => state.now });
}

test("sends what is due, an incident's messages in their order", async () => {
  const receiver = await startReceiver();
  const outbox = createMemoryOutbox();
  for (let at = 1; at <= 20; at++) outbox.add([message("firing", at), message("resolved", at)], at);
  const attempts = await deliverDue(outbox, options([team(receiver.url)], 10));
  expect(attempts.map(({ outcome }) => outcome)).toEqual(Array<string>(20).fill("sent"));
  const keys = keysOf(receiver.received);
  for (let at = 1; at <= 10; at++) {
    expect(keys.filter((key) => key.startsWith(`${at}/`))).toEqual([`${at}/firing`, `${at}/resolved`]);
  }
});

test("waits longer after each attempt that failed, and holds back what comes after", async () => {
  const receiver = await startReceiver([{ status: 503 }, { status: 503 }, { status: 503 }, { status: 200 }]);
  const outbox = createMemoryOutbox();
  outbox.add([message("firing"), message("resolved")], 0);
  const settings = options([team(receiver.url)]);
  const tried: number[] = [];
  while (outbox.nextDue() !== undefined) {
    settings.now = outbox.nextDue()!;
    tried.push(settings.now);
    await deliverDue(outbox, settings);
  }
  expect(tried).toEqual([0, 1000, 3000, 7000]);
  expect(keysOf(receiver.received)).toEqual(["1/firing", "1/firing", "1/firing", "1/firing", "1/resolved"]);
});

test("gives up after three days of attempts a quarter of an hour apart", async () => {
  const outbox = createMemoryOutbox();
  outbox.add([message("firing")], 0);
  const settings = options([team("nowhere")]);
  const times: number[] = [];
  let last: unknown;
  while (outbox.nextDue() !== undefined) {
    settings.now = outbox.nextDue()!;
    times.push(settings.now);
    [last] = await deliverDue(outbox, settings);
  }
  const day = 24 * 3_600_000;
  expect(times.at(-1)).toBeGreaterThanOrEqual(3 * day);
  expect(times.at(-2)).toBeLessThan(3 * day);
  expect(Math.max(...times.map((time, at) => time - (times[at - 1] ?? 0)))).toBe(15 * 60_000);
  expect(last).toMatchObject({ outcome: "given_up", problem: { code: codes.deliveryGivenUp.code } });
  expect(outbox.list()[0]!.problem).toContain(`in ${times.length} attempts`);
});

test("one channel that fails stands in no other's way", async () => {
  const receiver = await startReceiver();
  const outbox = createMemoryOutbox();
  outbox.add([message("firing", 1, "broken"), message("firing"), message("firing", 1, "lost")], 0);
  const broken: ChannelDefinition = { ...team("nowhere"), name: "broken" };
  const attempts = await deliverDue(outbox, options([broken, team(receiver.url)]));
  expect(attempts.map(({ message: { channel }, outcome }) => [channel, outcome])).toEqual([
    ["broken", "later"],
    ["team", "sent"],
    ["lost", "given_up"],
  ]);
  expect(attempts[2]!.problem).toMatchObject({ code: codes.channelGone.code });
});
