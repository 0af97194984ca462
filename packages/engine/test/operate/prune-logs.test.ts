import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProcessPlatform, type DeploymentName, type Platform } from "@mlopsc/deploy";
import { type LogSchema, openRequestLog } from "@mlopsc/serve";
import { beforeEach, expect, test } from "vitest";
import { newRequests } from "../../src/operate/new-requests.ts";
import { pruneLogs } from "../../src/operate/prune-logs.ts";
import type { SqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { sampleStep } from "../registry/sample-step.ts";
import { memoryRegistry } from "../walk/walk-fixture.ts";

const name: DeploymentName = { project: "p", deployment: "api", target: "here" };
const schema: LogSchema = {
  ...{ format: "mlopsc-request-log", version: 1, release: "1", model: { name: "m", version: "1" } },
  ...{ task: "regression", classes: [], columns: [], keys: [] },
};

let folder: string;
let platform: Platform;
let registry: SqliteRegistry;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mlopsc-logs-"));
  platform = createProcessPlatform({ folder });
  registry = memoryRegistry();
  for (const number of [1, 2]) {
    const release = { deployment: "api", target: "here", number, model: "m", version: number, image: "i" };
    registry.releases.start({ ...release, settings: {}, who: "ada" });
    registry.releases.serve(release, "replaced");
  }
  watchedBy("live");
});

const logsOf = (replica: string): string => join(folder, "here/api/logs", replica);

/** What a replica answered, in a segment of its own. */
async function logged(replica: string, ...ids: readonly string[]): Promise<void> {
  const log = openRequestLog(schema, { folder: logsOf(replica) });
  await Promise.all(
    ids.map((id) => new Promise<void>((resolve) => log.add({ time: 1, id, status: 200 }, () => 1, resolve))),
  );
  log.close();
}

function watchedBy(monitor: string): void {
  const config = JSON.stringify({ ...name, reference: "train" });
  registry.steps.record(sampleStep(`monitor.${monitor}`, {}, { kind: "register-monitor", config }));
}

/** A look: what it counts and keeps, and what it removes `after` so many milliseconds; `kill` ends it before it does. */
async function looked(monitor: string, kill = false, after = 61_000) {
  const read = await newRequests(platform, name, registry.monitors.cursors(monitor));
  if (!read.ok) throw new Error("the logs cannot be read");
  registry.monitors.save(monitor, { state: {}, cursors: read.value.cursors, windows: [] });
  const removed = kill
    ? []
    : await pruneLogs({ registry, clock: () => Date.now() + after }, platform, name, read.value);
  return { ids: read.value.readings.flatMap(({ requests }) => requests.map(({ id }) => id)), removed };
}

test("the log of a replica that is gone goes once it is read, and each request is counted once", async () => {
  await logged("r1-1", "a", "b");
  await logged("r2-1", "c");
  expect(await looked("live", true)).toEqual({ ids: ["a", "b", "c"], removed: [] });
  expect(existsSync(logsOf("r1-1"))).toBe(true);
  await logged("r2-1", "d");
  expect(await looked("live")).toEqual({ ids: ["d"], removed: ["r1-1"] });
  expect(existsSync(logsOf("r1-1"))).toBe(false);
  expect(await looked("live")).toEqual({ ids: [], removed: [] });
  expect(existsSync(logsOf("r2-1"))).toBe(true);
});

test("not while another replica may be asked for what it did not come to answer", async () => {
  await logged("r1-1", "a");
  expect(await looked("live", false, 30_000)).toEqual({ ids: ["a"], removed: [] });
  const log = openRequestLog(schema, { folder: logsOf("r2-1") });
  const again = { time: 2, id: "a", status: 200, attempt: { number: 2, milliseconds: 1 } };
  await new Promise<void>((written) => log.add(again, () => 1, written));
  log.close();
  expect(await looked("live")).toEqual({ ids: [], removed: ["r1-1"] });
});

test("not before every monitor of the deployment has read it", async () => {
  watchedBy("other");
  await logged("r1-1", "a");
  expect((await looked("live")).removed).toEqual([]);
  expect(await looked("other")).toEqual({ ids: ["a"], removed: ["r1-1"] });
});

test("not what grew since it was read", async () => {
  await logged("r1-1", "a");
  const read = await newRequests(platform, name, []);
  if (!read.ok) throw new Error("the logs cannot be read");
  registry.monitors.save("live", { state: {}, cursors: read.value.cursors, windows: [] });
  await logged("r1-1", "late");
  expect(await pruneLogs({ registry, clock: () => Date.now() + 61_000 }, platform, name, read.value)).toEqual([]);
  expect(await looked("live")).toEqual({ ids: ["late"], removed: ["r1-1"] });
});
