import { afterEach, expect, it } from "vitest";
import { httpClient } from "../../src/checks/http-client.ts";
import { listening } from "./listening.ts";

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.close();
});

it("sends anew what a kept connection lost, as the server closed it unread; once, and not what a new one lost", async () => {
  const asked: string[] = [];
  const server = await listening((request, response) => {
    asked.push(request.url!);
    if (request.url === "/first" || asked.length > 2) response.end("fine");
    else request.socket.destroy();
  });
  running.push(server);
  const client = httpClient({ url: server.url }, new AbortController().signal);
  expect(await client.send("/first")).toMatchObject({ status: 200, text: "fine" });
  expect(await client.send("/again")).toMatchObject({ status: 200, text: "fine" });
  client.close();
  asked.splice(0, asked.length, "/first");
  const fresh = httpClient({ url: server.url }, new AbortController().signal);
  expect(await fresh.send("/new")).toMatchObject({ failure: "ECONNRESET" });
  fresh.close();
});

it("keeps one connection, and gives every request an id of a check", async () => {
  const ports = new Set<number>();
  const ids: unknown[] = [];
  const server = await listening((request, response) => {
    ports.add(request.socket.remotePort!);
    ids.push(request.headers["x-request-id"]);
    response.end();
  });
  running.push(server);
  const client = httpClient({ url: server.url }, new AbortController().signal);
  for (let index = 0; index < 3; index++) await client.send("/");
  client.close();
  expect(ports.size).toBe(1);
  expect(new Set(ids).size).toBe(3);
  expect(ids.every((id) => /^check-[\da-f]{8}-\d$/.test(String(id)))).toBe(true);
});

it("cuts what is in flight on an abort", async () => {
  const stop = new AbortController();
  const server = await listening(() => stop.abort());
  running.push(server);
  const answer = await httpClient({ url: server.url }, stop.signal).send("/");
  expect(answer.failure).toBe("ECONNRESET");
});
