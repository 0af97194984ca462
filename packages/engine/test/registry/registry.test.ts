import { mkdtemp, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { collectGarbage } from "../../src/registry/collect-garbage.ts";
import { MemoryObjectStore } from "../../src/registry/memory-object-store.ts";
import { openDatabase } from "../../src/registry/sqlite/database.ts";
import { migrations } from "../../src/registry/sqlite/migrations.ts";
import { openRegistry, type SqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { registryContract } from "./registry-contract.ts";
import { sampleStep } from "./sample-step.ts";

const newFile = async () => join(await mkdtemp(join(tmpdir(), "mlopsc-test-")), "registry.db");

function opened(file: string, clock: () => number = () => 0): SqliteRegistry {
  const { registry, problem } = openRegistry(file, clock);
  if (problem !== undefined) throw new Error(problem.message);
  return registry;
}

describe("in memory", () => registryContract(async (clock) => opened(":memory:", clock)));

describe("on disk", () => {
  registryContract(async (clock) => opened(await newFile(), clock));

  test("is there again after it was closed", async () => {
    const file = await newFile();
    const first = opened(file);
    first.steps.record(sampleStep("a", 1));
    first.close();
    expect(opened(file).steps.current("a")?.outcome).toBe(1);
  });

  test("is read while somebody else writes", async () => {
    const file = await newFile();
    const writer = opened(file);
    const reader = opened(file);
    writer.database.write(() => {
      writer.steps.record(sampleStep("a", 1));
      expect(reader.steps.addresses()).toEqual([]);
    });
    expect(reader.steps.addresses()).toEqual(["a"]);
  });

  test("leaves a registry of a newer format untouched", async () => {
    const file = await newFile();
    opened(file).close();
    const database = openDatabase(file);
    database.exec("pragma user_version = 99");
    database.close();
    expect(openRegistry(file, () => 0).problem).toMatchObject({ code: "ML5001" });
    expect(migrations.length).toBeGreaterThan(0);
  });

  test("brings a registry of format 1 on, with the sources of what it holds", async () => {
    const file = await newFile();
    const database = openDatabase(file);
    database.exec(migrations[0]!);
    database.exec(`pragma user_version = 1;
      insert into executions values ('k1', 'ingest-dataset', 'o', '{"table":"t2"}', null, 5, 1.5),
        ('k2', 'transform-data', 'o', '{}', null, 6, 1), ('k3', 'train-model', 'o', '{}', null, 7, 1);
      insert into steps values ('dataset.rows', 'ingest-dataset', '{}', '{}', 'd1', 1, 'k1', 1),
        ('transform.f', 'transform-data', '{}', '{"dataset.rows":"dataset.rows"}', 'd2', 1, 'k2', 1),
        ('model.a', 'train-model', '{}', '{"data":"transform.f"}', 'd3', 1, 'k3', 1);
      insert into dataset_versions values ('rows', 1, 't1', '[]', '[]', 1, 'f', 0, 0), ('rows', 2, 't2', '[]', '[]', 1, 'f', 0, 0);
      insert into trials values ('k9', 0, 'complete', '{}', 1);`);
    database.close();
    const registry = opened(file);
    expect(registry.steps.links("train-model")).toEqual([
      {
        ...{ address: "model.a", kind: "train-model", executionKey: "k3", config: "{}", digest: "d3", apply: 1 },
        ...{ inputs: { data: { address: "transform.f", execution: "k2" } }, sources: { rows: 2 }, current: true },
      },
    ]);
    expect(registry.trials.of("k9")).toEqual([{ index: 0, state: "complete", trial: {}, durationMilliseconds: 1 }]);
  });

  test("says of a file that is no registry that it cannot be opened", async () => {
    const file = await newFile();
    await writeFile(file, "These are not the bytes that you are looking for.".repeat(100));
    expect(openRegistry(file, () => 0).problem).toMatchObject({ code: "ML5008" });
  });
});

describe("the writer's lock", () => {
  test("keeps a second writer out and says who is in", async () => {
    const file = await newFile();
    const ada = opened(file, () => 5);
    const bob = opened(file, () => 6);
    expect(ada.lock.acquire("ada")).toBeUndefined();
    expect(bob.lock.acquire("bob")).toEqual({ who: "ada", host: hostname(), process: process.pid, since: 5 });
    bob.lock.release();
    expect(bob.lock.holder()?.who).toBe("ada");
    ada.lock.release();
    expect(bob.lock.acquire("bob")).toBeUndefined();
  });

  test("is taken over from a process that is no more, or whose number another one got", async () => {
    const registry = opened(await newFile());
    const hold = (pid: number, start: string) =>
      registry.database.run(
        "insert or replace into writer_lock values (1, 'x', 'ghost', ?, ?, ?, 0)",
        ...[hostname(), pid, start],
      );
    hold(2 ** 22 + 1, "");
    expect(registry.lock.holder()).toBeUndefined();
    expect(registry.lock.acquire("ada")).toBeUndefined();
    hold(process.pid, "another boot/1");
    expect(registry.lock.acquire("ada")).toBeUndefined();
  });

  test("of another machine stays until a person breaks it", async () => {
    const registry = opened(await newFile());
    registry.database.run("insert into writer_lock values (1, 'x', 'ghost', 'elsewhere', 1, '', 0)");
    expect(registry.lock.acquire("ada")).toMatchObject({ who: "ghost", host: "elsewhere" });
    registry.lock.break();
    expect(registry.lock.acquire("ada")).toBeUndefined();
  });
});

test("garbage is what nothing refers to", async () => {
  const registry = opened(":memory:");
  const objects = new MemoryObjectStore();
  const [old, present, stray] = await Promise.all(
    ["old", "present", "stray"].map((text) => objects.write(new TextEncoder().encode(text))),
  );
  registry.steps.record(sampleStep("a", 1, { executionKey: "first", objects: [old!] }));
  registry.steps.record(sampleStep("a", 2, { executionKey: "second", objects: [present!] }));
  expect(await collectGarbage(registry, objects, { history: true })).toMatchObject({ objects: 1, results: 0 });
  expect(await objects.has(stray!)).toBe(false);
  expect(await collectGarbage(registry, objects, { history: false })).toMatchObject({ objects: 1, results: 1 });
  expect(await objects.list()).toEqual([present]);
});
