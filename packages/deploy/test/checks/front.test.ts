import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { releaseHeader, startServer } from "@mlopsc/serve";
import type { RunCheck } from "@mlopsc/vocabulary";
import { afterAll, beforeAll, expect, it } from "vitest";
import { askFront } from "../../../serve/src/front/admin-client.ts";
import { startFront } from "../../../serve/src/front/start-front.ts";
import { type CheckContext, runChecks } from "../../src/index.ts";
import { comparison, contextOf, parity } from "./context.ts";
import { plantedModels } from "./planted/sample-models.ts";

/** A release that has no share of the requests yet, behind the real front of a target on which another one serves. */

const [next, , before] = plantedModels();
const ends: (() => Promise<unknown>)[] = [];
let url: string;
const socket = join(mkdtempSync(join(tmpdir(), "checks-front-")), "admin.sock");

async function release(model: CheckContext["model"], version: string): Promise<string> {
  // In one process with what asks it, the server waits while the model is asked here: that is no pressure.
  const options = { model, version, processMetrics: false, limits: { lagMilliseconds: 60_000 } };
  const server = await startServer(options, { port: 0, host: "127.0.0.1" });
  ends.push(() => server.close());
  return `127.0.0.1:${server.port}`;
}

beforeAll(async () => {
  const limits = { bodyBytes: 1e6, holdMilliseconds: 500, timeoutMilliseconds: 5000, closeMilliseconds: 1000 };
  const front = await startFront({ port: 0, host: "127.0.0.1", socket, ...limits });
  ends.push(() => front.close());
  url = `http://127.0.0.1:${front.port}`;
  const releases = [
    { release: "3", share: 1, backends: [await release(before!.model, "3")] },
    { release: "4", share: 0, backends: [await release(next!.model, "4")] },
  ];
  const { status } = await askFront(socket, "PUT", "/routes", JSON.stringify({ releases }));
  expect(status).toBe(200);
});

afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

const versionAsked: RunCheck = {
  ...{ kind: "run", source: "run", condition: null, line: "try", words: ["try"], shell: false },
  ...{ files: [], environment: [], timeoutMilliseconds: 1000 },
};

/** A team's own test, which asks for the version alone. */
const runProgram: CheckContext["runProgram"] = async (_, { variables }) => {
  const answer = await fetch(`${variables["MLOPSC_URL"]}/openapi.json`);
  const { info } = (await answer.json()) as { readonly info: { readonly version: string } };
  return { kind: "exited", exitCode: info.version === "4" ? 0 : 1, log: [info.version] };
};

it("is what the checks reach, all of them, by the headers of the place", async () => {
  const places = [{ url, headers: { [releaseHeader]: "4" } }];
  const results = await runChecks(
    [
      { kind: "smoke", source: "smoke", condition: null },
      parity(60, 0),
      { kind: "load", rate: 50, milliseconds: 500, source: "load", condition: comparison("errors", "==", 0) },
      versionAsked,
    ],
    contextOf(next!, url, { places, version: "4", runProgram }),
  );
  expect(results.map(({ kind, holds }) => [kind, holds])).toEqual([
    ["smoke", true],
    ["parity", true],
    ["load", true],
    ["run", true],
  ]);
  const { text } = await askFront(socket, "GET", "/status");
  expect(JSON.parse(text)).toMatchObject({ releases: [{ release: "3", requests: 0 }, { release: "4" }] });
});

it("is told from the one that serves: without the headers smoke, parity and a test of the team's own fail", async () => {
  const context = contextOf(next!, url, { version: "4", runProgram });
  const checks = [{ kind: "smoke", source: "smoke", condition: null } as const, parity(30), versionAsked];
  const results = await runChecks(checks, context);
  expect(results.map(({ holds }) => holds)).toEqual([false, false, false]);
  expect(results[0]!.findings[0]!.message).toMatch(/answers as version 3, not 4/);
});
