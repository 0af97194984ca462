import { mkdtemp, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { collectGarbage } from "../../src/registry/collect-garbage.ts";
import { openDatabase } from "../../src/registry/database.ts";
import { MemoryObjectStore } from "../../src/registry/memory-object-store.ts";
import { migrations } from "../../src/registry/migrations.ts";
import { openRegistry, type SqliteRegistry } from "../../src/registry/sqlite-registry.ts";
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
