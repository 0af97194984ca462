import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import { applyPlan } from "../../src/apply/apply-plan.ts";
import { checkOutDataset } from "../../src/apply/check-out.ts";
import { cleanProject } from "../../src/apply/clean-project.ts";
import { type Engine, openEngine } from "../../src/apply/open-engine.ts";
import { planProject } from "../../src/apply/plan-project.ts";
import { findDataset, loadOutcome } from "../../src/apply/read-state.ts";
import { InlineCompute } from "../../src/compute/inline-compute.ts";
import { DiskObjectStore } from "../../src/registry/disk-object-store.ts";
import type { ObjectStore } from "../../src/registry/object-store.ts";
import { registryContent } from "../../src/registry/sqlite/registry-content.ts";
import type { WalkEvent, WalkSummary } from "../../src/walk/walk-event.ts";
import { type SmallProjectEdits, smallProject, smallProjectFiles } from "../fixtures/small-project.ts";
import { newProjectFolder } from "./process.ts";

const opened: Engine[] = [];
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

function engineIn(folder: string, objects?: ObjectStore, today = "2020-01-02"): Engine {
  const clock = () => Date.parse(today);
  const options = { projectFolder: folder, clock, compute: new InlineCompute(), ...(objects ? { objects } : {}) };
  const { engine, problem } = openEngine(options);
  if (problem !== undefined) throw new Error(problem.message);
  opened.push(engine);
  return engine;
}

async function apply(engine: Engine, edits: SmallProjectEdits = {}): Promise<WalkSummary & { told: string[] }> {
  const { plan, problems } = await planProject(smallProject(edits), engine);
  if (problems !== undefined) throw new Error(problems.map(({ message }) => message).join("\n"));
  const told: string[] = [];
  const onEvent = (event: WalkEvent): void => {
    if (event.type !== "estimate" && event.type !== "progress" && event.type !== "started")
      told.push(`${event.type} ${event.address}`);
  };
  const { state, handlers } = engine;
  const options = { state, handlers, clock: engine.services.clock, who: "test", concurrency: 2, onEvent };
  const { summary, problem } = await applyPlan(plan, options);
  if (problem !== undefined) throw new Error(problem.message);
  return { ...summary, told };
}

let undisturbed: string;
beforeAll(async () => {
  const engine = engineIn(newProjectFolder());
  expect((await apply(engine)).status).toBe("done");
  undisturbed = registryContent(engine.state.registry);
});

test("the data of each step is what was asked for", async () => {
  const engine = engineIn(newProjectFolder());
  const { diagnostics } = await apply(engine);
  const { registry } = engine.state;
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
    "ML5302 7 rows were put aside by `age <= 120`.",
  ]);
  const validated = loadOutcome(registry, "dataset.customers/expect", "validate-dataset")!;
  expect(validated).toMatchObject({ rows: 593, asideRows: 7 });
  const aside = await engine.services.data.table(validated.aside!);
  expect(aside.rows).toBe(7);
  const features = loadOutcome(registry, "transform.features", "transform-data")!;
  const table = await engine.services.data.table(features.table);
  expect(table.columns.map(({ name }) => name)).toEqual(["customer", "age", "segment", "left", "spent"]);
  expect(table.rows).toBe(593);
  expect(features.profile.find(({ name }) => name === "age")?.missing).toBe(12);
  expect(registry.datasets.versions("customers")).toMatchObject([{ version: 1, rows: 600, today: 18_263 }]);
});

test("the day of the data stays the day on which it was taken in", async () => {
  const folder = newProjectFolder();
  await apply(engineIn(folder));
  const later = engineIn(folder, undefined, "2021-05-05");
  expect((await apply(later)).told).toEqual([]);
  // Other bytes, same table: taken in again, and nothing behind it is done anew.
  const text = smallProjectFiles()["visits.csv"]!.replace("c1,", '"c1",');
  writeFileSync(join(folder, "visits.csv"), text);
  const [first, ...others] = (await apply(later)).told;
  expect(first).toBe("finished dataset.visits");
  expect(others).toHaveLength(9);
  expect(others.filter((text) => !text.startsWith("reused"))).toEqual([]);
  expect(later.state.registry.datasets.versions("visits")).toMatchObject([{ version: 1, today: 18_263 }]);
  expect((await apply(later)).told).toEqual([]);
});

test("a file that only got another time of change is the same file", async () => {
  const folder = newProjectFolder();
  const engine = engineIn(folder);
  await apply(engine);
  utimesSync(join(folder, "visits.csv"), 1, 1);
  expect((await apply(engine)).told).toEqual([]);
});

test("changed data makes a new version, and the old one comes back without work", async () => {
  const folder = newProjectFolder();
  const engine = engineIn(folder);
  await apply(engine);
  writeFileSync(join(folder, "visits.csv"), smallProjectFiles(600, 2)["visits.csv"]!);
  const changed = await apply(engine);
  expect(changed.told).toContain("finished model.churn/register");
  expect(engine.state.registry.datasets.versions("visits").map(({ version }) => version)).toEqual([1, 2]);
  writeFileSync(join(folder, "visits.csv"), smallProjectFiles()["visits.csv"]!);
  const back = await apply(engine);
  expect(back.told.every((text) => text.startsWith("reused"))).toBe(true);
});

test("a version of a dataset is checked out as a file", async () => {
  const folder = newProjectFolder();
  const engine = engineIn(folder);
  await apply(engine);
  const { found } = findDataset(engine.state.registry, "visits", 1);
  const path = join(folder, "visits-1.csv");
  expect(await checkOutDataset(engine.services, found!, path)).toEqual({ value: null });
  const lines = readFileSync(path, "utf8").trim().split("\n");
  expect(lines).toHaveLength(1091);
  expect(lines[0]).toBe("customer,spent");
});

test("cleaning removes the results of earlier specs, and nothing that is in use", async () => {
  const engine = engineIn(newProjectFolder());
  await apply(engine);
  await apply(engine, { trials: 4 });
  const { collected } = await cleanProject(engine.state, "test", { history: false });
  // A search, and a model and its evaluation where the shorter search chose another.
  expect(collected?.results).toBeGreaterThanOrEqual(1);
  expect((await apply(engine, { trials: 4 })).told).toEqual([]);
  for (const object of engine.state.registry.referencedObjects({ history: true }))
    expect(await engine.state.objects.verify(object)).toEqual({ condition: "sound" });
});

test("data that breaks an expectation stops what would be made of it", async () => {
  const engine = engineIn(newProjectFolder());
  const summary = await apply(engine, { minimumRows: 1000 });
  expect(summary.status).toBe("failed");
  expect(summary.diagnostics).toMatchObject([
    {
      code: "ML5300",
      message: "The data does not hold `rows >= 1000`: it is 593.",
      place: { file: "main.mlops" },
    },
  ]);
  expect(summary.states.get("transform.features")).toBe("skipped");
  expect(summary.states.get("transform.spend")).toBe("finished");
});

test("an expectation with `else warn` is told, and does not stop anything", async () => {
  const summary = await apply(engineIn(newProjectFolder()), { minimumRows: 1000, otherwise: "warn" });
  expect(summary.status).toBe("done");
  expect(summary.diagnostics.map(({ code }) => code)).toContain("ML5301");
});

test("data that change between plan and apply are not taken for those that were planned", async () => {
  const folder = newProjectFolder();
  const engine = engineIn(folder);
  const { plan } = await planProject(smallProject(), engine);
  writeFileSync(join(folder, "visits.csv"), smallProjectFiles(600, 2)["visits.csv"]!);
  const { state, handlers } = engine;
  const options = { state, handlers, clock: engine.services.clock, who: "test", concurrency: 2 };
  const { summary } = await applyPlan(plan!, options);
  expect(summary?.diagnostics.map(({ code }) => code)).toContain("ML5010");
  expect(state.registry.steps.addresses()).not.toContain("dataset.visits");
});

test("a source that cannot be read is told with its place, and nothing is planned", async () => {
  const engine = engineIn(mkdtempSync(join(tmpdir(), "mlopsc-test-")));
  const { problems } = await planProject(smallProject(), engine);
  expect(problems).toHaveLength(2);
  expect(problems?.[0]).toMatchObject({ severity: "error", place: { file: "main.mlops" } });
});

test("nothing of the environment gets into the registry", async () => {
  const folder = newProjectFolder();
  process.env["MLOPSC_TEST_SECRET"] = "a-secret-that-must-not-be-kept";
  await apply(engineIn(folder));
  for (const file of ["registry.db", "registry.db-wal"]) {
    const path = join(folder, ".mlopsc", file);
    expect(readFileSync(path).includes("a-secret-that-must-not-be-kept")).toBe(false);
  }
  delete process.env["MLOPSC_TEST_SECRET"];
});

test("a damaged object is noticed by the step that reads it", async () => {
  const folder = newProjectFolder();
  await apply(engineIn(folder));
  const engine = engineIn(folder);
  const { table } = loadOutcome(engine.state.registry, "transform.features", "transform-data")!;
  const path = join(folder, ".mlopsc/objects", table.slice(0, 2), table);
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(path, bytes);
  const summary = await apply(engine, { gate: 0.61 });
  expect(summary.diagnostics.map(({ code }) => code)).toEqual(["ML5006"]);
});

/** The disk of `folder`, which is full for every write from the n-th on. */
function fullAfter(folder: string, writes: number): ObjectStore {
  const disk = new DiskObjectStore(join(folder, ".mlopsc/objects"));
  let left = writes;
  const spend = (): void => {
    if (left-- <= 0) throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  };
  return {
    write: async (bytes) => {
      spend();
      return disk.write(bytes);
    },
    adopt: async (path) => {
      spend();
      return disk.adopt(path);
    },
    read: (digest) => disk.read(digest),
    pathOf: (digest) => disk.pathOf(digest),
    has: (digest) => disk.has(digest),
    verify: (digest) => disk.verify(digest),
    list: () => disk.list(),
    remove: (digest) => disk.remove(digest),
    scratchPath: () => disk.scratchPath(),
    sweep: () => disk.sweep(),
  };
}

test.each([0, 1, 3, 6])("a disk that is full after %i objects leaves nothing half-true", async (writes) => {
  const folder = newProjectFolder();
  const summary = await apply(engineIn(folder, fullAfter(folder, writes)));
  expect(summary.status).toBe("failed");
  expect(new Set(summary.diagnostics.map(({ code }) => code).filter((code) => code !== "ML5302"))).toEqual(
    new Set(["ML5007"]),
  );
  const engine = engineIn(folder);
  expect((await apply(engine)).status).toBe("done");
  expect(registryContent(engine.state.registry)).toBe(undisturbed);
});

test("a file system that is really full leaves nothing half-true", async ({ skip }) => {
  const mount = mkdtempSync(join(tmpdir(), "mlopsc-full-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", mount]);
  if (mounted.status !== 0) {
    console.log("skipped: a small file system cannot be mounted here (needs root on Linux)");
    skip();
  }
  try {
    for (const [name, text] of Object.entries(smallProjectFiles())) writeFileSync(join(mount, name), text);
    const engine = engineIn(mount);
    const ballast = join(mount, "ballast");
    // Leaves room for the registry's first pages and for little else.
    writeFileSync(ballast, Buffer.alloc(1 << 19));
    const failed = await apply(engine).catch((failure: Error) => failure.message);
    const told = typeof failed === "string" ? failed : failed.diagnostics.map(({ message }) => message).join();
    expect(told).toMatch(/no space|disk is full|full/i);
    writeFileSync(ballast, "");
    spawnSync("mount", ["-o", "remount,size=64m", mount]);
    expect((await apply(engine)).status).toBe("done");
    expect(registryContent(engine.state.registry)).toBe(undisturbed);
    await engine.close();
    opened.pop();
    expect(readdirSync(join(mount, ".mlopsc/objects/scratch"))).toEqual([]);
  } finally {
    // Lazily: SQLite may let go of its files a little later.
    spawnSync("umount", ["-l", mount]);
  }
});
