import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProcessPlatform, type DeploymentName, type Platform } from "@mlopsc/deploy";
import { beforeEach, expect, test } from "vitest";
import { retireLogs } from "../../src/deploy/retire-logs.ts";
import type { SqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { sampleStep } from "../registry/sample-step.ts";
import { memoryRegistry } from "../walk/walk-fixture.ts";

const name: DeploymentName = { project: "p", deployment: "api", target: "here" };
const limits = { bytes: 1000, days: 30, keys: [] };
const now = Date.UTC(2026, 0, 31);
const day = 86_400_000;

let folder: string;
let platform: Platform;
let registry: SqliteRegistry;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mlopsc-retired-"));
  platform = createProcessPlatform({ folder });
  registry = memoryRegistry();
  for (const number of [1, 2, 3, 4]) {
    const release = { deployment: "api", target: "here", number, model: "m", version: number, image: "i" };
    registry.releases.start({ ...release, settings: {}, who: "ada" });
    registry.releases.serve(release, "replaced");
  }
});

/** Segments of so many bytes, each written to last so many days ago. */
function logged(replica: string, ...segments: readonly (readonly [bytes: number, days: number])[]): void {
  const logs = join(folder, "here/api/logs", replica);
  mkdirSync(logs, { recursive: true });
  for (const [at, [bytes, days]] of segments.entries()) {
    const path = join(logs, `00000${at + 1}.mlog`);
    writeFileSync(path, Buffer.alloc(bytes));
    utimesSync(path, (now - days * day) / 1000, (now - days * day) / 1000);
  }
}

const retired = () => retireLogs(name, limits, { platform, registry, clock: () => now });

async function left(): Promise<readonly string[]> {
  const listed = await platform.logSegments(name);
  return listed.ok ? [...new Set(listed.value.map(({ replica }) => replica))] : [];
}

test("of what no monitor reads, the oldest logs go beyond the bytes of one replica", async () => {
  logged("r1-1", [400, 9], [400, 8]);
  logged("r1-2", [100, 7]);
  logged("r2-1", [500, 5], [500, 1]);
  logged("r4-1", [9000, 0]);
  expect((await retired()).toSorted()).toEqual(["r1-1", "r1-2"]);
  expect(await left()).toEqual(["r2-1", "r4-1"]);
  expect(await retired()).toEqual([]);
});

test("what was written to last too many days ago goes, who else may want to read it", async () => {
  watchedBy("live");
  logged("r1-1", [10, 90], [10, 31]);
  logged("r2-1", [10, 90], [10, 29]);
  expect(await retired()).toEqual(["r1-1"]);
  expect(await left()).toEqual(["r2-1"]);
});

test("what a monitor is to read stays, however large, and so does what is of a release that serves or is to come", async () => {
  watchedBy("live");
  logged("r1-1", [2000, 3]);
  logged("r4-1", [2000, 40]);
  logged("r5-1", [2000, 40]);
  expect(await retired()).toEqual([]);
  expect(await left()).toEqual(["r1-1", "r4-1", "r5-1"]);
});

test("what still runs keeps its log, whatever its release", async () => {
  logged("r1-1", [2000, 40]);
  const releases = join(folder, "here/api/releases");
  mkdirSync(releases, { recursive: true });
  writeFileSync(
    join(releases, "1.json"),
    JSON.stringify({ release: 1, image: "i", replicas: 1, log: limits, version: "1", ports: [1] }),
  );
  expect(await retired()).toEqual([]);
});

function watchedBy(monitor: string): void {
  const config = JSON.stringify({ ...name, reference: "train" });
  registry.steps.record(sampleStep(`monitor.${monitor}`, {}, { kind: "register-monitor", config }));
}
