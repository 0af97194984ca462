import { startServer } from "@mlopsc/serve";
import type { CheckDefinition, RunCheck, SizeCheck } from "@mlopsc/vocabulary";
import { afterEach, expect, it } from "vitest";
import {
  type CheckContext,
  checkOfCandidate,
  leastMilliseconds,
  type ProgramEnd,
  problemsOf,
  runChecks,
} from "../../src/index.ts";
import { comparison, contextOf, parity } from "./context.ts";
import { listening } from "./listening.ts";
import { distortingProxy } from "./planted/distorting-proxy.ts";
import { plantedModels } from "./planted/sample-models.ts";

const [planted, other] = plantedModels();
const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.close();
});

async function served(from = planted!): Promise<string> {
  const server = await startServer(
    { model: from.model, version: "7", processMetrics: false },
    { port: 0, host: "127.0.0.1" },
  );
  running.push(server);
  return server.url;
}

const smoke: CheckDefinition = { kind: "smoke", source: "smoke", condition: null };
const size = (figure: string, most: number): SizeCheck => ({
  ...{ kind: "size", source: `size: ${figure} < ${most}`, condition: comparison(figure, "<", most) },
});
const run: RunCheck = {
  ...{ kind: "run", source: 'run("node try.mjs")', line: "node try.mjs", words: ["node", "try.mjs"], shell: false },
  ...{ files: ["try.mjs"], environment: [], timeoutMilliseconds: 60_000, condition: null },
};
const nowhere = "http://127.0.0.1:9";
const codesOf = (results: Awaited<ReturnType<typeof runChecks>>): readonly (readonly string[])[] =>
  results.map(({ findings }) => findings.map(({ code }) => code));

it("runs all checks in order, and tells all that is wrong at once", async () => {
  const ended: ProgramEnd = { kind: "exited", exitCode: 3, log: ["expected 1, got 2"] };
  const context = contextOf(planted!, await served(), {
    sizes: { image: 200e6, model: 5e5 },
    runProgram: async () => ended,
  });
  const results = await runChecks([smoke, size("image", 150e6), parity(40), run, size("model", 1e6)], context);
  expect(results.map(({ kind, holds }) => [kind, holds])).toEqual([
    ["smoke", true],
    ["size", false],
    ["parity", true],
    ["run", false],
    ["size", true],
  ]);
  expect(problemsOf(results).map(({ code, message }) => `${code} ${message}`)).toEqual([
    "ML5550 `image < 150000000` does not hold on staging: `image` was 200 MB.",
    'ML5559 `run("node try.mjs")` ended with exit code 3 on staging:\nexpected 1, got 2',
  ]);
  expect(results.every(({ milliseconds }) => milliseconds >= 0)).toBe(true);
});

it("leaves out what would only find again that nothing answers", async () => {
  const checks = [parity(20), smoke, run, size("model", 10)];
  const results = await runChecks(checks, contextOf(planted!, nowhere, { sizes: { model: 5 } }));
  expect(codesOf(results)).toEqual([["ML5553"], ["ML5552"], ["ML5552"], []]);
  expect(results.map(({ holds }) => holds)).toEqual([false, false, false, true]);
  expect(results[0]!.findings[0]!.message).toBe(`Nothing answers on staging: ${nowhere} gives ECONNREFUSED.`);
  const alone = await Promise.all(
    [smoke, { kind: "load", rate: 20, milliseconds: 200, source: "load", condition: null } as const].map((check) =>
      runChecks([check], contextOf(planted!, nowhere)),
    ),
  );
  expect(alone.flatMap(codesOf)).toEqual([["ML5553"], ["ML5553"]]);
});

it("says which figure a target does not have, and does not fail for it", async () => {
  const [result] = await runChecks([size("image", 10)], contextOf(planted!, nowhere, { sizes: { layer: 4 } }));
  expect(result).toMatchObject({
    holds: true,
    figures: { layer: 4 },
    comparisons: [{ source: "image < 10", holds: null }],
  });
  expect(result!.findings.map(({ code, severity }) => [code, severity])).toEqual([["ML5551", "warning"]]);
});

it("smoke: measures the slowest answer, through a path and headers of the place", async () => {
  const inner = await served();
  const seen: (string | undefined)[] = [];
  const front = await listening((request, response) => {
    seen.push(request.headers["x-mlopsc-release"] as string | undefined);
    if (!request.url!.startsWith("/eu/")) return response.writeHead(404).end();
    return fetch(`${inner}${request.url!.slice(3)}`, {
      method: request.method!,
      headers: { "content-type": "application/json" },
      ...(request.method === "POST" ? { body: request as unknown as ReadableStream, duplex: "half" } : {}),
    } as RequestInit).then(async (answer) => response.writeHead(answer.status).end(await answer.text()));
  });
  running.push(front);
  const url = `${front.url}/eu/`;
  const places = [{ url, headers: { "x-mlopsc-release": "4" } }];
  const slowest = { ...smoke, condition: comparison("slowest", "<", 60_000) };
  const [result] = await runChecks([slowest], contextOf(planted!, url, { places, version: "7" }));
  expect(result).toMatchObject({ holds: true, findings: [] });
  expect(result!.figures["slowest"]).toBeGreaterThan(0);
  expect(seen).toEqual(["4", "4", "4", "4", "4"]);
});

it.each([
  [
    "another model",
    async () => served(other!),
    {},
    /^\/predict on staging (gives .* where the trained model gives|answers with)/,
  ],
  ["another version", async () => served(), { version: "8" }, /answers as version 7, not 8/],
  ["another server", async () => plainServer(), {}, /^\/healthz on staging answers with something else/],
  ["a server that is not ready", async () => unready(), {}, /^\/readyz on staging answers with status 503/],
] as const)("smoke: finds %s", async (_, url, more: Partial<CheckContext>, message) => {
  const [result] = await runChecks([smoke], contextOf(planted!, await url(), more));
  expect(result!.holds).toBe(false);
  expect(result!.findings[0]!.code).toBe("ML5558");
  expect(result!.findings[0]!.message).toMatch(message);
});

async function plainServer(): Promise<string> {
  const server = await listening((_request, response) => response.end("It works!"));
  running.push(server);
  return server.url;
}

async function unready(): Promise<string> {
  const options = { model: planted!.model, version: "7", processMetrics: false, ready: () => false };
  const server = await startServer(options, { port: 0, host: "127.0.0.1" });
  running.push(server);
  return server.url;
}

it("parity: tries every place", async () => {
  const good = await served();
  const bad = await distortingProxy(good, (record) => ({ ...record, age: 99 }));
  running.push(bad);
  const places = [{ url: good }, { url: bad.url }];
  const [result] = await runChecks([parity(30)], contextOf(planted!, good, { places }));
  expect(result).toMatchObject({ holds: false, findings: [{ code: "ML5554" }] });
  expect(result!.figures["differing"]).toBeGreaterThan(10);
});

it.each([
  [{ kind: "exited", exitCode: 0, log: [] }, null],
  [{ kind: "killed", signal: "SIGSEGV", log: [] }, "was ended by SIGSEGV on staging."],
  [{ kind: "timedOut", log: ["still here"] }, "had not ended after 60 s on staging:\nstill here"],
  [{ kind: "missing", reason: "no such program" }, "could not be run (no such program) on staging."],
] as const)("run: %j", async (end: ProgramEnd, message) => {
  const asked: unknown[] = [];
  const context = contextOf(planted!, nowhere, {
    runProgram: async ({ line }, { variables, timeoutMilliseconds }) => {
      asked.push([line, variables, timeoutMilliseconds]);
      return end;
    },
  });
  const [result] = await runChecks([run], context);
  const variables = { MLOPSC_URL: nowhere, MLOPSC_DEPLOYMENT: "api", MLOPSC_TARGET: "staging" };
  expect(asked).toEqual([["node try.mjs", variables, 60_000]]);
  expect(result!.holds).toBe(message === null);
  expect(result!.findings.map((each) => each.message)).toEqual(
    message === null ? [] : [`\`run("node try.mjs")\` ${message}`],
  );
  expect(result!.figures["duration"]).toBeGreaterThanOrEqual(0);
});

it("run: a test finds the release that headers name at an address of its own", async () => {
  const seen: unknown[] = [];
  const front = await listening((request, response) => {
    seen.push([request.url, request.headers["x-mlopsc-release"], request.headers["x-own"]]);
    response.setHeader("x-answered", "yes").end("fine");
  });
  running.push(front);
  const url = front.url;
  const context = contextOf(planted!, url, {
    places: [{ url, headers: { "x-mlopsc-release": "4" } }],
    runProgram: async (_, { variables }) => {
      const answer = await fetch(`${variables["MLOPSC_URL"]}/predict?explain=true`, { headers: { "x-own": "1" } });
      expect([answer.headers.get("x-answered"), await answer.text()]).toEqual(["yes", "fine"]);
      return { kind: "exited", exitCode: 0, log: [] };
    },
  });
  expect((await runChecks([run], context))[0]!.holds).toBe(true);
  expect(seen).toEqual([["/predict?explain=true", "4", "1"]]);
});

it("makes up columns that were not recorded, as they hold personal data", async () => {
  const [nullable, needed] = ["note", "plan"];
  const columns = planted!.rows.table.columns.filter(({ name }) => name !== nullable && name !== needed);
  const rows = { table: { rows: planted!.rows.table.rows, columns } };
  const [result] = await runChecks([parity(20)], contextOf({ ...planted!, rows }, await served()));
  expect(result).toMatchObject({ holds: true, findings: [], figures: { rows: 20, differing: 0 } });
});

it("is what a roll-out asks of a release", async () => {
  const { places: _places, signal, ...context } = contextOf(planted!, nowhere, { sizes: { model: 5 } });
  const measured: string[] = [];
  const check = checkOfCandidate([smoke, size("model", 4)], context, (results) =>
    measured.push(...results.map(({ source, holds }) => `${source} ${holds}`)),
  );
  const problems = await check({ url: await served(), headers: {}, release: 4 }, signal);
  expect(problems.map(({ code }) => code)).toEqual(["ML5550"]);
  expect(measured).toEqual(["smoke true", "size: model < 4 false"]);
});

it("knows how long a load takes", () => {
  const load: CheckDefinition = { kind: "load", rate: 1, milliseconds: 30_000, source: "load", condition: null };
  expect([load, smoke].map(leastMilliseconds)).toEqual([30_000, 0]);
});
