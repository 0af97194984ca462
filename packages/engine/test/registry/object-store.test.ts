import { mkdir, mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DiskObjectStore } from "../../src/registry/disk-object-store.ts";
import { MemoryObjectStore } from "../../src/registry/memory-object-store.ts";
import { StoreFault } from "../../src/registry/object-store.ts";
import { objectStoreContract } from "./object-store-contract.ts";

const folder = () => mkdtemp(join(tmpdir(), "mlopsc-test-"));

describe("in memory", () => objectStoreContract(async () => new MemoryObjectStore()));

describe("on disk", () => {
  objectStoreContract(async () => new DiskObjectStore(await folder()));

  test("sweeps up what a process that is no more left, not what another one is writing", async () => {
    const root = await folder();
    const kept = await new DiskObjectStore(root).write(new TextEncoder().encode("kept"));
    await mkdir(join(root, "scratch"), { recursive: true });
    for (const name of [`${2 ** 22 + 1}-dead`, `${process.pid}-of-an-earlier-boot`, `${process.ppid}-alive`])
      await writeFile(join(root, "scratch", name), "half a tab");
    const store = new DiskObjectStore(root);
    expect(await store.sweep()).toBe(2);
    expect(await readdir(join(root, "scratch"))).toEqual([`${process.ppid}-alive`]);
    expect(await store.list()).toEqual([kept]);
  });

  test("notices a byte that changed", async () => {
    const root = await folder();
    const store = new DiskObjectStore(root);
    const digest = await store.write(new TextEncoder().encode("sound"));
    await writeFile(join(root, digest.slice(0, 2), digest), "sounD");
    expect(await store.verify(digest)).toMatchObject({ condition: "corrupted" });
    const failure = await store.read(digest).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(StoreFault);
    expect((failure as StoreFault).fault.condition).toBe("corrupted");
  });
});
