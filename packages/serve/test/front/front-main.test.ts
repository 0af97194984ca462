import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { frontBundleOptions } from "../../bundle-options.mjs";
import { type RunningServer, startServer } from "../../src/index.ts";
import { goodRecord, sampleModels, today } from "../sample-models.ts";
import { startLoad } from "./load.ts";

const folder = mkdtempSync(join(tmpdir(), "front-main-"));
const bundle = join(folder, "front.bundle.cjs");
const socket = join(folder, "admin.sock");
let release: RunningServer;

beforeAll(async () => {
  await build({ ...frontBundleOptions, outfile: bundle });
  const options = { model: sampleModels()[1]!.model, version: "1", today: () => today, processMetrics: false };
  release = await startServer(options, { port: 0, host: "127.0.0.1" });
});
afterAll(() => release.close());

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

async function run(words: readonly string[], input = ""): Promise<Ended> {
  const child = spawn(process.execPath, [bundle, ...words], { cwd: folder });
  child.stdin.end(input);
  const ended = once(child, "close");
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: (await ended)[0], output, errors };
}

async function startFront(): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const words = ["--port", "0", "--host", "127.0.0.1", "--socket", socket, "--routes", join(folder, "routes.json")];
  const child = spawn(process.execPath, [bundle, ...words], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(child.stdout!.setEncoding("utf8"), "data");
  return { child, port: Number(/:(\d+)"/.exec(line)![1]) };
}

it("takes routes, follows them again after a kill, and ends after answering what is in flight", async () => {
  const killed = await startFront();
  const backends = [`127.0.0.1:${release.port}`];
  const set = await run(
    ["set", "--socket", socket],
    JSON.stringify({ releases: [{ release: "3", share: 1, backends }] }),
  );
  expect([set.code, set.errors]).toEqual([0, ""]);
  expect(await run(["--port", "0", "--socket", socket])).toMatchObject({
    code: 1,
    errors: expect.stringContaining("another front"),
  });
  killed.child.kill("SIGKILL");
  await once(killed.child, "exit");
  expect((await run(["status", "--socket", socket])).code).toBe(1);

  const { child, port } = await startFront();
  const load = startLoad(port, goodRecord, 8);
  await load.more(200);
  const { output } = await run(["status", "--socket", socket]);
  expect(JSON.parse(output)).toMatchObject({ routes: [{ release: "3", share: 1, backends }], unanswered: 0 });
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  await load.stop();
  // Nobody that was let in lost an answer: the others found no one there, or stood in the queue of a port that closed.
  const { ECONNRESET: queued = 0, ...others } = Object.fromEntries(load.seen);
  expect(Object.keys(others).sort()).toEqual(["200", "ECONNREFUSED"]);
  expect(queued).toBeLessThanOrEqual(8);
});

it("ends where its port is taken", async () => {
  const words = ["--port", String(release.port), "--host", "127.0.0.1", "--socket", join(folder, "other.sock")];
  expect(await run(words)).toMatchObject({ code: 1, errors: expect.stringContaining("EADDRINUSE") });
});

it.each([
  ["no socket", [], 2, /^Usage:/],
  ["an option that it does not know", ["--socket", socket, "--speed", "9"], 2, /^Usage:/],
  ["a port that is none", ["--socket", socket, "--port", "70000"], 2, /^Usage:/],
  ["a command that is none", ["stop", "--socket", socket], 2, /^Usage:/],
  ["a front that does not run", ["status", "--socket", join(folder, "none.sock")], 1, /ENOENT/],
])("refuses %s", async (_, words, code, message) => {
  const ended = await run(words);
  expect(ended.code).toBe(code);
  expect(ended.errors).toMatch(message);
});
