import type { LoadCheck } from "@mlopsc/vocabulary";
import { afterEach, expect, it } from "vitest";
import { quantile, runOpenLoop } from "../../src/checks/load/open-loop.ts";
import { type CheckProgress, problemsOf, runChecks } from "../../src/index.ts";
import { comparison, contextOf } from "./context.ts";
import { plantedModels } from "./planted/sample-models.ts";
import { type SlowServer, slowServer } from "./slow-server.ts";

const [planted] = plantedModels();
const running: SlowServer[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.close();
});

async function started(...[delay, status]: Parameters<typeof slowServer>): Promise<SlowServer> {
  const server = await slowServer(delay, status);
  running.push(server);
  return server;
}

const load = (rate: number, milliseconds: number, condition: LoadCheck["condition"]): LoadCheck => ({
  ...{ kind: "load", rate, milliseconds, condition, source: `load(rate: ${rate}/s, for: ${milliseconds}ms)` },
});

it("measures a known time, at the declared rate, with a known share of errors", async () => {
  const server = await started(
    () => 30,
    (index) => (index % 10 === 0 ? 503 : 200),
  );
  const progress: CheckProgress[] = [];
  const context = contextOf(planted!, server.url, { onProgress: (each) => progress.push(each) });
  const [result] = await runChecks([load(100, 1000, comparison("errors", "<=", 0.1))], context);
  const { figures, holds } = result!;
  expect(holds).toBe(true);
  expect(figures).toMatchObject({ requests: 100, errors: 0.1 });
  expect(figures["p50"]).toBeGreaterThanOrEqual(29.5);
  expect(server.seen).toHaveLength(100);
  expect(server.seen.every(({ path, id }) => path === "/predict" && /^check-[\da-f]{8}-\d+$/.test(id ?? ""))).toBe(
    true,
  );
  // As the server saw it: on a busy machine they left late.
  const seconds = (server.seen.at(-1)!.at - server.seen[0]!.at) / 1000;
  expect(Math.abs((figures["rate"]! * seconds) / 99 - 1)).toBeLessThan(0.25);
  expect(progress.at(-1)).toMatchObject({ share: 1, milliseconds: 0 });
  expect(progress[0]!.milliseconds).toBeGreaterThan(500);
});

it("keeps asking while a server stalls, and counts the time from when each request was due", async () => {
  // All that come in the first 500 ms are answered at its end: half of the requests wait, 250 ms in the mean.
  let begin = 0;
  const server = await started(() => {
    begin ||= performance.now();
    return Math.max(0, begin + 500 - performance.now());
  });
  const [result] = await runChecks([load(100, 1000, comparison("p50", "<", 10_000))], contextOf(planted!, server.url));
  const { figures } = result!;
  const firstHalf = server.seen.filter(({ at }) => at < begin + 490);
  expect(firstHalf.length).toBeGreaterThan(40);
  expect(figures["p99"]).toBeGreaterThan(450);
  // A client that waits for each answer would have met the stall once.
  expect(figures["p95"]).toBeGreaterThan(400);
});

it("fails where the condition does not hold, and says what was measured", async () => {
  const server = await started(() => 40);
  const results = await runChecks([load(50, 400, comparison("p95", "<", 20))], contextOf(planted!, server.url));
  const problems = problemsOf(results).filter(({ severity }) => severity === "error");
  expect(problems.map(({ code, message }) => [code, message])).toEqual([
    ["ML5550", expect.stringMatching(/^`p95 < 20` does not hold on staging: `p95` was [\d.]+ ms\.$/)],
  ]);
});

it("says where this machine cannot send so fast", async () => {
  const server = await started(() => 0);
  const [result] = await runChecks(
    [load(400_000, 200, comparison("p95", "<", 60_000))],
    contextOf(planted!, server.url),
  );
  expect(result!.holds).toBe(false);
  const [finding] = result!.findings;
  expect(finding!.code).toBe("ML5556");
  expect(finding!.message).toMatch(/this machine sent [\d.e+]+ requests a second instead of 400000\.$/);
  expect(result!.figures["rate"]).toBeLessThan(380_000);
  expect(result!.figures["requests"]).toBe(server.seen.length);
});

it("says where the machine was busy and sent late", async () => {
  const server = await started(() => 0);
  const busy = setInterval(() => {
    const until = performance.now() + 60;
    while (performance.now() < until);
  }, 100);
  const [result] = await runChecks([load(100, 1000, comparison("p95", "<", 60_000))], contextOf(planted!, server.url));
  clearInterval(busy);
  expect(result!.holds).toBe(true);
  expect(result!.findings.map(({ code, severity }) => [code, severity])).toEqual([["ML5557", "warning"]]);
});

it("ends at once when it is aborted", async () => {
  const server = await started(() => 10_000);
  const stop = new AbortController();
  const start = performance.now();
  setTimeout(() => stop.abort(new Error("enough")), 200);
  const context = contextOf(planted!, server.url, { signal: stop.signal });
  await expect(runChecks([load(50, 60_000, null)], context)).rejects.toThrow("enough");
  expect(performance.now() - start).toBeLessThan(5000);
});

it("takes quantiles by the nearest rank", () => {
  const values = Float64Array.of(5, 1, 4, 2, 3);
  expect([0.01, 0.2, 0.5, 0.95, 1].map((share) => quantile(values, share))).toEqual([1, 1, 3, 5, 5]);
  expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
});

it("keeps its schedule whatever the answers do", async () => {
  const sent: number[] = [];
  const start = performance.now();
  const never = new AbortController();
  const record = await runOpenLoop({
    ...{ rate: 200, milliseconds: 500, signal: never.signal },
    send: async (index) => {
      sent.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 700 - index * 5));
      return index % 2 === 0;
    },
  });
  expect(sent).toHaveLength(100);
  expect(record.failures).toBe(50);
  expect(sent.at(-1)).toBeGreaterThanOrEqual(494);
  expect(record.lateness.every((late) => late >= 0)).toBe(true);
  expect(record.latencies[0]).toBeGreaterThanOrEqual(699);
});
