import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "./disk-object-store.ts";
import { type ObjectCondition, type ObjectStore, StoreFault } from "./object-store.ts";

/** Objects in memory. A temporary folder appears only when somebody asks for a path: DuckDB reads and writes files. */
export class MemoryObjectStore implements ObjectStore {
  readonly #objects = new Map<string, Uint8Array>();
  #folder: Promise<string> | undefined;

  async write(bytes: Uint8Array): Promise<string> {
    const digest = sha256(bytes);
    this.#objects.set(digest, bytes.slice());
    return digest;
  }

  async adopt(path: string): Promise<string> {
    const digest = await this.write(await readFile(path));
    await rm(path);
    return digest;
  }

  async read(digest: string): Promise<Uint8Array> {
    const condition = await this.verify(digest);
    if (condition.condition !== "sound") throw new StoreFault(digest, condition);
    return this.#objects.get(digest)!.slice();
  }

  async pathOf(digest: string): Promise<string> {
    const path = join(await this.#temporaryFolder(), digest);
    await writeFile(path, await this.read(digest));
    return path;
  }

  async has(digest: string): Promise<boolean> {
    return this.#objects.has(digest);
  }

  async verify(digest: string): Promise<ObjectCondition> {
    const bytes = this.#objects.get(digest);
    if (bytes === undefined) return { condition: "missing" };
    const found = sha256(bytes);
    return found === digest ? { condition: "sound" } : { condition: "corrupted", found };
  }

  async list(): Promise<readonly string[]> {
    return [...this.#objects.keys()].sort();
  }

  async remove(digest: string): Promise<void> {
    this.#objects.delete(digest);
  }

  async scratchPath(): Promise<string> {
    return join(await this.#temporaryFolder(), `scratch-${randomUUID()}`);
  }

  async sweep(): Promise<number> {
    return 0;
  }

  #temporaryFolder(): Promise<string> {
    this.#folder ??= mkdtemp(join(tmpdir(), "mlopsc-objects-"));
    return this.#folder;
  }
}
