import { createServer } from "node:net";
import { codes } from "@mlopsc/diagnostics";
import type { ChannelDefinition } from "@mlopsc/vocabulary";
import getTLSOptions from "smtp-server/lib/tls-options";
import { describe, expect, test } from "vitest";
import { deliver } from "./deliver.ts";
import { type Answer, startReceiver } from "./receiver.ts";
import { sampleNotification } from "./sample-notification.ts";

type Webhook = Extract<ChannelDefinition, { kind: "webhook" }>;

const team = (text: string, format: Webhook["format"] = "json"): Webhook => ({
  ...{ name: "team", kind: "webhook", address: { text }, format },
});

/** Of a port on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test("posts the notification as JSON, with its key", async () => {
  const receiver = await startReceiver();
  const { attempt, entry } = await deliver(team(`${receiver.url}/hooks?to=1`));
  expect(attempt).toEqual({ message: expect.anything(), outcome: "sent" });
  expect(entry.state).toBe("sent");
  const [request] = receiver.received;
  expect(request!.path).toBe("/hooks?to=1");
  expect(request!.headers).toMatchObject({
    "content-type": "application/json",
    "idempotency-key": sampleNotification().key,
  });
  expect(JSON.parse(request!.body)).toEqual(sampleNotification());
});

test("looks the address up in the environment, and signs in where it names a user", async () => {
  const receiver = await startReceiver();
  const channel: Webhook = { ...team(""), address: { secret: "TEAM_WEBHOOK_URL" } };
  const address = `http://me:p%40ss@127.0.0.1:${receiver.port}/hooks`;
  expect((await deliver(channel, { TEAM_WEBHOOK_URL: address })).entry.state).toBe("sent");
  expect(receiver.received[0]!.headers.authorization).toBe(`Basic ${btoa("me:p@ss")}`);
});

test.each([[{}], [{ TEAM_WEBHOOK_URL: "" }]])("names the variable that is not set: %o", async (environment) => {
  const channel: Webhook = { ...team(""), address: { secret: "TEAM_WEBHOOK_URL" } };
  const { attempt, entry } = await deliver(channel, environment);
  expect(attempt).toMatchObject({ outcome: "later", problem: { code: codes.channelSecretMissing.code } });
  expect(attempt.problem!.message).toContain("TEAM_WEBHOOK_URL");
  expect(entry).toMatchObject({ state: "waiting", due: 2000, attempts: 1 });
});

test.each(["hooks.example", "ftp://hooks.example", "http://", "http://["])("no address: %s", async (address) => {
  const { attempt } = await deliver(team(address));
  expect(attempt).toMatchObject({ outcome: "later", problem: { code: codes.channelAddress.code } });
});

describe("what the other side answers", () => {
  test.each([200, 201, 202, 204])("%i: taken", async (status) => {
    const { url } = await startReceiver([{ status }]);
    expect((await deliver(team(url))).entry.state).toBe("sent");
  });

  test.each([408, 425, 429, 500, 502, 503])("%i: tried again", async (status) => {
    const { url } = await startReceiver([{ status }]);
    const { attempt, entry } = await deliver(team(url));
    expect(attempt).toMatchObject({ outcome: "later", problem: { code: codes.channelBusy.code } });
    expect(entry).toMatchObject({ state: "waiting", due: 2000 });
  });

  test.each([400, 401, 403, 404, 410, 413])("%i: told once", async (status) => {
    const { url } = await startReceiver([{ status, body: "no_such_hook\n" }]);
    const { attempt, entry } = await deliver(team(url));
    expect(attempt).toMatchObject({ outcome: "given_up", problem: { code: codes.channelRefused.code } });
    expect(entry.problem).toBe(`ML5630: The channel \`team\` refused an alert: it answered ${status}, "no_such_hook".`);
  });

  test.each([
    ["7", 8000],
    ["Thu, 01 Jan 1970 00:00:31 GMT", 31_000],
    ["999999", 3_601_000],
    ["soon", 2000],
  ])("429 with `Retry-After: %s` waits as long, an hour at most", async (after, due) => {
    const { url } = await startReceiver([{ status: 429, headers: { "retry-after": after } }]);
    expect((await deliver(team(url))).entry.due).toBe(due);
  });

  test("an answer without end is not read to its end", async () => {
    const { url } = await startReceiver([{ status: 400, body: "x ".repeat(5_000_000) }]);
    expect((await deliver(team(url))).entry.problem!.length).toBeLessThan(400);
  });
});

describe("redirections", () => {
  test("307 and 308 on the same host are followed, with all that was sent", async () => {
    const moved = (status: number): Answer => ({ status, headers: { location: "/elsewhere" } });
    const receiver = await startReceiver([moved(307), moved(308), { status: 200 }]);
    expect((await deliver(team(`${receiver.url}/hooks`))).entry.state).toBe("sent");
    expect(receiver.received.map(({ path }) => path)).toEqual(["/hooks", "/elsewhere", "/elsewhere"]);
    expect(JSON.parse(receiver.received[2]!.body)).toEqual(sampleNotification());
  });

  test.each([301, 302, 303, 307, 308])("%i to another host is not followed", async (status) => {
    const other = await startReceiver();
    const { url } = await startReceiver([{ status, headers: { location: `${other.url}/stolen` } }]);
    const { attempt } = await deliver(team(url));
    expect(attempt).toMatchObject({ outcome: "given_up", problem: { code: codes.channelRedirected.code } });
    expect(other.received).toEqual([]);
  });

  test("a circle ends", async () => {
    const receiver = await startReceiver([{ status: 307, headers: { location: "/again" } }]);
    expect((await deliver(team(receiver.url))).attempt.outcome).toBe("given_up");
    expect(receiver.received).toHaveLength(4);
  });
});

describe("what stands in the way", () => {
  const unreachable = { outcome: "later", problem: { code: codes.channelUnreachable.code } };

  test("nothing listens", async () => {
    const { attempt } = await deliver(team(`http://127.0.0.1:${await closedPort()}`));
    expect(attempt).toMatchObject(unreachable);
    expect(attempt.problem!.message).toContain("nothing listens there");
  });

  test("no such name", async () => {
    const { attempt } = await deliver(team("http://no-such-host.invalid/hooks"));
    expect(attempt).toMatchObject(unreachable);
    expect(attempt.problem!.message).toMatch(/its name (is not known|could not be looked up)/);
  });

  test("a certificate that nobody vouches for", async () => {
    const receiver = await startReceiver([{ status: 200 }], getTLSOptions());
    const { attempt } = await deliver(team(receiver.url));
    expect(attempt).toMatchObject(unreachable);
    expect(attempt.problem!.message).toContain("its certificate is not trusted");
    expect(receiver.received).toEqual([]);
  });

  test("no answer", async () => {
    const { url } = await startReceiver(["silence"]);
    const { attempt } = await deliver(team(url));
    expect(attempt).toMatchObject(unreachable);
    expect(attempt.problem!.message).toContain("it did not answer in time");
  });
});
