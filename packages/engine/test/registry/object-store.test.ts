import { mkdtemp, writeFile } from "node:fs/promises";
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
