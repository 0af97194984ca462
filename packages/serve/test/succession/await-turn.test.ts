import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { serialiseModel } from "@mlopsc/learn";
import { build } from "esbuild";
import { afterEach, beforeAll, expect, it } from "vitest";
import { sampleModels } from "../sample-models.ts";

const folder = mkdtempSync(join(tmpdir(), "turns-"));
const bundle = join(folder, "server.bundle.cjs");
const model = join(folder, "model.json");
const running = new Set<ChildProcess>();

beforeAll(async () => {
  const { bundleOptions } = await import("../../bundle-options.mjs");
  await build({ ...bundleOptions, outfile: bundle });
  writeFileSync(model, serialiseModel(sampleModels()[0]!.model));
});
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

interface Server {
  readonly child: ChildProcess;
  readonly log: string;
  readonly afterFile: string;
  readonly serves: Promise<unknown>;
  readonly ended: Promise<unknown>;
}

let number = 0;

function start(after: readonly Server[] = [], again?: Server): Server {
  const log = again?.log ?? join(folder, `r${++number}-1`);
  const afterFile = join(log, "after");
  mkdirSync(log, { recursive: true });
  if (after.length > 0) writeFileSync(afterFile, after.map((each) => each.log).join("\n"));
  const words = [
    "--model",
    model,
    "--port",
    "0",
    "--host",
    "127.0.0.1",
    "--log-folder",
    log,
    "--after-file",
    afterFile,
  ];
  const child = spawn(process.execPath, [bundle, ...words], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
  let said = "";
  const serves = new Promise<void>((settle) => {
    child.stdout!.on("data", (chunk) => {
      said += chunk;
      if (said.includes("serves on")) settle();
    });
  });
  return { child, log, afterFile, serves, ended: once(child, "exit") };
}

const waits = (server: Server) => expect.poll(() => existsSync(join(server.log, "presence.sock"))).toBe(true);

async function inOrder(...events: readonly (readonly [string, Promise<unknown>])[]): Promise<readonly string[]> {
  const seen: string[] = [];
  await Promise.all(events.map(([name, event]) => event.then(() => seen.push(name))));
  return seen;
}

it.each(["SIGTERM", "SIGKILL"] as const)("begins once all that it comes after have ended by %s", async (signal) => {
  const [one, two] = [start(), start()];
  await Promise.all([one.serves, two.serves]);
  const next = start([one, two]);
  await waits(next);
  one.child.kill(signal);
  await one.ended;
  let began = false;
  void next.serves.then(() => (began = true));
  await delay(500);
  expect(began).toBe(false);
  const order = inOrder(["ended", two.ended], ["serves", next.serves]);
  two.child.kill(signal);
  expect(await order).toEqual(["ended", "serves"]);
  expect(existsSync(next.afterFile)).toBe(false);
});

it("waits again when both start anew before its turn came, and for nobody after", async () => {
  const before = start();
  await before.serves;
  const next = start([before]);
  await waits(next);
  // As an engine ends all, and starts all: the one that waits first.
  next.child.kill("SIGKILL");
  await next.ended;
  before.child.kill("SIGKILL");
  await before.ended;
  const nextAgain = start([], next);
  await delay(300);
  const beforeAgain = start([], before);
  await beforeAgain.serves;
  let began = false;
  void nextAgain.serves.then(() => (began = true));
  await delay(3500);
  expect(began).toBe(false);
  beforeAgain.child.kill("SIGTERM");
  await nextAgain.serves;
  nextAgain.child.kill("SIGKILL");
  await nextAgain.ended;
  expect(existsSync(nextAgain.afterFile)).toBe(false);
  await start([], nextAgain).serves;
});

it("ends when it is told to while it waits", async () => {
  const before = start();
  await before.serves;
  const next = start([before]);
  await waits(next);
  next.child.kill("SIGTERM");
  expect((await next.ended) as unknown[]).toEqual([0, null]);
  expect(existsSync(next.afterFile)).toBe(true);
});
