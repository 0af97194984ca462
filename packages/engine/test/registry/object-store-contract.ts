import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { sha256 } from "../../src/registry/disk-object-store.ts";
import { type ObjectStore, StoreFault } from "../../src/registry/object-store.ts";

/** What every object store promises. */
export function objectStoreContract(open: () => Promise<ObjectStore>): void {
  const text = (value: string) => new TextEncoder().encode(value);

  test("gives back the bytes under the digest of their content", async () => {
    const store = await open();
    const bytes = randomBytes(100_000);
    const digest = await store.write(bytes);
    expect(digest).toBe(sha256(bytes));
    expect(Buffer.from(await store.read(digest)).equals(bytes)).toBe(true);
    expect(await readFile(await store.pathOf(digest))).toEqual(bytes);
  });

  test("keeps equal bytes once, however they come", async () => {
    const store = await open();
    const first = await store.write(text("same"));
    const path = await store.scratchPath();
    await writeFile(path, "same");
    expect(await store.adopt(path)).toBe(first);
    await expect(readFile(path)).rejects.toThrow("ENOENT");
    expect(await store.list()).toEqual([first]);
  });

  test("takes over a file", async () => {
    const store = await open();
    const path = await store.scratchPath();
    await writeFile(path, "a table");
    const digest = await store.adopt(path);
    expect(new TextDecoder().decode(await store.read(digest))).toBe("a table");
    expect(await store.verify(digest)).toEqual({ condition: "sound" });
  });

  test("says what is missing", async () => {
    const store = await open();
    const digest = await store.write(text("short-lived"));
    await store.remove(digest);
    expect(await store.has(digest)).toBe(false);
    expect(await store.verify(digest)).toEqual({ condition: "missing" });
    await expect(store.read(digest)).rejects.toThrow(StoreFault);
    await expect(store.pathOf(digest)).rejects.toThrow(StoreFault);
  });

  test("does not sweep up what is being written", async () => {
    const store = await open();
    const path = await store.scratchPath();
    await writeFile(path, "a table");
    await store.sweep();
    expect(await store.adopt(path)).toBe(await store.write(text("a table")));
  });
}
