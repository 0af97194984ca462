import { mkdtempSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { askFront } from "../../src/front/admin-client.ts";
import { type RunningFront, startFront } from "../../src/front/start-front.ts";
import { countsBetween, type FrontStatus, type RunningServer, startServer } from "../../src/index.ts";
import { malformedRequests } from "../malformed-requests.ts";
import { goodRecord, sampleModels, today } from "../sample-models.ts";
import { sendAll } from "../send-raw.ts";
import { startLoad } from "./load.ts";

interface ErrorBody {
  readonly error: { readonly code: string };
}
interface AnswerBody {
  readonly model: { readonly version: string };
}

const [, churn] = sampleModels();
const ends: (() => Promise<unknown> | unknown)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

async function startRelease(version: string): Promise<RunningServer & { readonly address: string }> {
  const options = { model: churn!.model, version, today: () => today, processMetrics: false };
  const server = await startServer(options, { port: 0, host: "127.0.0.1", closeMilliseconds: 1000 });
  ends.push(() => server.close());
  return { ...server, address: `127.0.0.1:${server.port}` };
}

/** A release that is broken in some way. */
async function startBroken(
  answer: Parameters<typeof createServer>[1],
): Promise<{ readonly server: Server; readonly address: string }> {
  const server = createServer({}, answer!);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return { server, address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

interface TestedFront extends RunningFront {
  set(...releases: readonly (readonly [release: string, share: number, ...backends: string[]])[]): Promise<void>;
  status(): Promise<FrontStatus>;
  post(record?: object, headers?: Readonly<Record<string, string>>): Promise<Response>;
  readonly socket: string;
}

async function front(settings: { readonly hold?: number; readonly timeout?: number } = {}): Promise<TestedFront> {
  const socket = join(mkdtempSync(join(tmpdir(), "front-")), "admin.sock");
  const running = await startFront({
    ...{ port: 0, host: "127.0.0.1", socket, bodyBytes: 1_048_576, closeMilliseconds: 1000 },
    ...{ holdMilliseconds: settings.hold ?? 5000, timeoutMilliseconds: settings.timeout ?? 5000 },
  });
  ends.push(() => running.close());
  const url = `http://127.0.0.1:${running.port}/predict`;
  return {
    ...running,
    socket,
    set: async (...releases) => {
      const routes = { releases: releases.map(([release, share, ...backends]) => ({ release, share, backends })) };
      expect(await askFront(socket, "PUT", "/routes", JSON.stringify(routes))).toMatchObject({ status: 200 });
    },
    status: async () => JSON.parse((await askFront(socket, "GET", "/status")).text),
    post: (record = goodRecord, headers = {}) =>
      fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(record),
      }),
  };
}

it("gives the backend's answer as it is, and passes the request's id and where it came from", async () => {
  const release = await startRelease("7");
  const { set, post, port } = await front();
  await set(["3", 1, release.address]);
  const [through, direct] = await Promise.all([
    post(goodRecord, { "x-request-id": "abc-1" }),
    fetch(`${release.url}/predict`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(goodRecord),
    }),
  ]);
  expect([through.status, through.headers.get("x-request-id")]).toEqual([200, "abc-1"]);
  expect(await through.text()).toBe(await direct.text());
  const refused = await post({ ...goodRecord, age: 1 });
  expect([refused.status, ((await refused.json()) as ErrorBody).error.code]).toEqual([422, "invalid_request"]);
  const page = await fetch(`http://127.0.0.1:${port}/`);
  expect(await page.text()).toContain(`http://127.0.0.1:${port}/predict`);
  const head = await fetch(`http://127.0.0.1:${port}/openapi.json`, { method: "HEAD" });
  expect(Number(head.headers.get("content-length"))).toBeGreaterThan(1000);

  const headers: string[][] = [];
  const echo = await startBroken((request, response) => {
    if (request.url !== "/readyz")
      headers.push([
        request.headers["x-forwarded-for"] as string,
        request.headers["x-request-id"] as string,
        String(request.headers["x-own"]),
      ]);
    response.end("{}");
  });
  await set(["4", 1, echo.address]);
  await (await post(goodRecord, { "x-forwarded-for": "10.1.2.3", "x-own": "kept" })).text();
  expect(headers).toEqual([["10.1.2.3, 127.0.0.1", expect.stringMatching(/^[\w-]{36}$/), "kept"]]);
});

it("splits by shares, and follows new routes under load without a failed request", async () => {
  const [first, second, third] = await Promise.all(["1", "2", "3"].map(startRelease));
  const { set, status, port } = await front();
  await set(["1", 0.9, first!.address, second!.address], ["2", 0.1, third!.address]);
  const load = startLoad(port, goodRecord, 8);
  await load.more(200);
  for (let turn = 0; turn < 20; turn++) {
    await set(["1", turn % 2, first!.address], ["2", (turn + 1) % 2, second!.address, third!.address]);
    await load.more(20);
  }
  await set(["1", 0.9, first!.address], ["2", 0.1, second!.address]);
  await load.more(200);
  await load.stop();
  expect([...load.seen.keys()]).toEqual(["200"]);
  const { releases, totals } = await status();
  const [old, fresh] = releases;
  expect([old!.release, fresh!.release]).toEqual(["1", "2"]);
  const requests = old!.requests + fresh!.requests;
  // Those of the routes before that ended later are among them: 8 at most.
  expect(Math.abs(fresh!.requests - requests / 10)).toBeLessThan(10);
  expect(totals.reduce((sum, each) => sum + each.requests, 0)).toBe(load.seen.get("200"));
  expect(totals.map(({ errors, rejected, retries }) => [errors, rejected, retries])).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ]);
  const { counts, bounds, sum } = old!.latency;
  expect([counts.length, counts.reduce((all, count) => all + count, 0)]).toEqual([bounds.length + 1, old!.requests]);
  expect(sum).toBeGreaterThan(0);
});

it("asks another backend where one is gone, and notices when it is back", async () => {
  const [one, other] = await Promise.all([startRelease("1"), startRelease("1")]);
  const { set, status, port, post } = await front();
  await set(["1", 1, one!.address, other!.address]);
  const load = startLoad(port, goodRecord, 4);
  await load.more(100);
  await other!.close();
  await load.more(300);
  const isUp = async (): Promise<boolean[]> => (await status()).backends.map((backend) => backend.isUp);
  expect(await isUp()).toEqual([true, false]);
  const options = { model: churn!.model, version: "1", today: () => today, processMetrics: false };
  const back = await startServer(options, { port: other!.port, host: "127.0.0.1" });
  ends.push(() => back.close());
  while (!(await isUp())[1]) await load.more(5);
  await load.stop();
  expect([...load.seen.keys()]).toEqual(["200"]);
  // A release whose only backend is not there costs no request either, and is seen.
  await set(["1", 0.5, one!.address], ["2", 0.5, "127.0.0.1:1"]);
  for (let turn = 0; turn < 6; turn++) expect((await post()).status).toBe(200);
  const { releases } = await status();
  expect(releases.map(({ release, requests, retries }) => [release, requests, retries > 0])).toEqual([
    ["1", 6, false],
    ["2", 0, true],
  ]);
});

it("does not send an answer that broke off", async () => {
  const broken = await startBroken((_request, response) => {
    response.writeHead(200, { "content-length": 100 });
    response.write("{");
    setTimeout(() => response.destroy(), 20);
  });
  const whole = await startRelease("2");
  const { set, post } = await front();
  await set(["1", 0.99, broken.address], ["2", 0.01, whole.address]);
  const answer = await post();
  expect([answer.status, ((await answer.json()) as AnswerBody).model.version]).toEqual([200, "2"]);
});

it("holds requests while there is no release, and gives up in time", async () => {
  const release = await startRelease("1");
  const { set, post, status } = await front({ hold: 3000 });
  const held = Promise.all([post(), post()]);
  while ((await status()).held < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  await set(["1", 1, release.address]);
  expect((await held).map((answer) => answer.status)).toEqual([200, 200]);
  const impatient = await front({ hold: 50 });
  await impatient.set(["1", 1, "127.0.0.1:1"]);
  const answer = await impatient.post();
  expect([answer.status, answer.headers.get("retry-after"), ((await answer.json()) as ErrorBody).error.code]).toEqual([
    503,
    "1",
    "unavailable",
  ]);
  const { unanswered, releases } = await impatient.status();
  expect([unanswered, releases[0]!.errors]).toEqual([1, 1]);
});

it("counts errors, refusals and slow answers by release, also between two moments", async () => {
  const good = await startRelease("1");
  const bad = await startBroken((request, response) => {
    response.statusCode = request.url === "/readyz" ? 200 : 500;
    setTimeout(() => response.end("{}"), 30);
  });
  const { set, post, status } = await front({ timeout: 1000 });
  await set(["1", 0.5, good.address], ["2", 0.5, bad.address]);
  for (let turn = 0; turn < 10; turn++) await post(turn < 4 ? goodRecord : { ...goodRecord, age: 1 });
  const first = await status();
  expect(first.releases.map(({ requests, errors, rejected }) => [requests, errors, rejected])).toEqual([
    [5, 0, 3],
    [5, 5, 0],
  ]);
  const slow = first.releases[1]!.latency;
  expect(slow.counts.slice(0, slow.bounds.indexOf(25) + 1).every((count) => count === 0)).toBe(true);
  for (let turn = 0; turn < 4; turn++) await post();
  const second = await status();
  const between = second.totals.map((later, place) => countsBetween(first.totals[place], later));
  expect(between.map(({ requests, errors, rejected }) => [requests, errors, rejected])).toEqual([
    [2, 0, 0],
    [2, 2, 0],
  ]);
  const stuck = await startBroken((request, response) => void (request.url === "/readyz" && response.end()));
  await set(["3", 1, stuck.address]);
  const late = await post();
  expect([late.status, ((await late.json()) as ErrorBody).error.code]).toEqual([504, "timeout"]);
});

it("puts its own figures and those of its backends on one page, a release apart from the other", async () => {
  const [one, other] = await Promise.all([startRelease("1"), startRelease("2")]);
  const { set, post, port, socket } = await front();
  await set(["1", 0.5, one!.address], ["2", 0.5, other!.address]);
  for (let turn = 0; turn < 4; turn++) await post();
  const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect((await askFront(socket, "GET", "/metrics")).text).toContain("mlopsc_front_share");
  for (const line of [
    'mlopsc_front_request_duration_seconds_count{release="1"} 2',
    'mlopsc_front_errors_total{release="2"} 0',
    'mlopsc_front_share{release="1"} 0.5',
    `mlopsc_front_backend_up{release="2",backend="${other!.address}"} 1`,
    `mlopsc_predictions_total{release="1",backend="${one!.address}",outcome="predicted"} 2`,
    `mlopsc_refused_requests_total{release="2",backend="${other!.address}"} 0`,
  ])
    expect(page.split("\n")).toContain(line);
  const types = page.split("\n").filter((line) => line.startsWith("# TYPE"));
  expect(new Set(types).size).toBe(types.length);
  expect(page.split("\n").every((line) => line === "" || /^(# (HELP|TYPE) .+|[\w:]+(\{.*\})? \S+)$/.test(line))).toBe(
    true,
  );
});

it("answers malformed requests without a 5xx, without getting stuck, and then a good one", async () => {
  const release = await startRelease("1");
  const { set, post, port, status } = await front();
  await set(["1", 1, release.address]);
  const answers = await sendAll(port, malformedRequests(400, 5), 40);
  expect(answers.length).toBe(400);
  expect(answers.filter(({ stuck }) => stuck)).toEqual([]);
  expect(answers.filter(({ statuses }) => statuses.some((code) => code >= 500))).toEqual([]);
  const statuses = new Set(answers.flatMap((answer) => answer.statuses));
  for (const code of [400, 404, 405, 413, 415, 422, 431]) expect(statuses).toContain(code);
  expect((await post()).status).toBe(200);
  expect((await status()).totals[0]).toMatchObject({ errors: 0, retries: 0 });
});

it("takes no routes that make no sense, and says why", async () => {
  const { socket } = await front();
  const answer = await askFront(socket, "PUT", "/routes", "{");
  expect([answer.status, JSON.parse(answer.text)]).toEqual([422, { error: "releases must be a list" }]);
  expect(await askFront(socket, "GET", "/healthz")).toMatchObject({ status: 200 });
  expect(await askFront(socket, "GET", "/elsewhere")).toMatchObject({ status: 404 });
});

it("gives a request the release that it names, whatever the share", async () => {
  const [one, two] = [await startRelease("one"), await startRelease("two")];
  const tested = await front();
  await tested.set(["one", 1, one.address], ["two", 0, two.address]);
  const versionOf = async (headers?: Readonly<Record<string, string>>): Promise<string> =>
    ((await (await tested.post(goodRecord, headers)).json()) as AnswerBody).model.version;
  for (let request = 0; request < 5; request++) {
    expect(await versionOf()).toBe("one");
    expect(await versionOf({ "mlopsc-release": "two" })).toBe("two");
  }
  expect((await tested.status()).releases.map(({ release, requests }) => [release, requests])).toEqual([
    ["one", 5],
    ["two", 5],
  ]);
  const unknown = await tested.post(goodRecord, { "mlopsc-release": "three" });
  expect([unknown.status, ((await unknown.json()) as ErrorBody).error.code]).toEqual([404, "not_found"]);
});
