import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type ObjectCondition, type ObjectStore, StoreFault } from "./object-store.ts";

const digestPattern = /^[0-9a-f]{64}$/;

/**
 * `FOLDER/ab/abcdef…` for each object; unfinished files stand in `FOLDER/scratch`. A file gets its final name only after
 * its bytes are on the disk, so a name that exists is always whole.
 */
export class DiskObjectStore implements ObjectStore {
  readonly #folder: string;
  /** Names given out here: somebody may still be writing there. */
  readonly #given = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async write(bytes: Uint8Array): Promise<string> {
    const digest = sha256(bytes);
    if (await this.has(digest)) return digest;
    const path = await this.scratchPath();
    const file = await open(path, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await this.#name(path, digest);
    return digest;
  }

  async adopt(path: string): Promise<string> {
    const digest = await sha256OfFile(path);
    if (await this.has(digest)) {
      await rm(path);
      return digest;
    }
    await sync(path, "r+");
    await this.#name(path, digest);
    return digest;
  }

  async read(digest: string): Promise<Uint8Array> {
    const bytes = await readFile(await this.pathOf(digest));
    const found = sha256(bytes);
    if (found !== digest) throw new StoreFault(digest, { condition: "corrupted", found });
    return bytes;
  }

  async pathOf(digest: string): Promise<string> {
    if (!(await this.has(digest))) throw new StoreFault(digest, { condition: "missing" });
    return this.#place(digest);
  }

  async has(digest: string): Promise<boolean> {
    return access(this.#place(digest)).then(
      () => true,
      () => false,
    );
  }

  async verify(digest: string): Promise<ObjectCondition> {
    if (!(await this.has(digest))) return { condition: "missing" };
    const found = await sha256OfFile(this.#place(digest));
    return found === digest ? { condition: "sound" } : { condition: "corrupted", found };
  }

  async list(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const prefix of await entries(this.#folder)) {
      if (prefix.length !== 2) continue;
      for (const name of await entries(join(this.#folder, prefix))) if (digestPattern.test(name)) found.push(name);
    }
    return found.sort();
  }

  async remove(digest: string): Promise<void> {
    await rm(this.#place(digest), { force: true });
  }

  async scratchPath(): Promise<string> {
    const folder = join(this.#folder, "scratch");
    await mkdir(folder, { recursive: true });
    const name = `${process.pid}-${randomUUID()}`;
    this.#given.add(name);
    return join(folder, name);
  }

  async sweep(): Promise<number> {
    const folder = join(this.#folder, "scratch");
    const left = (await entries(folder)).filter((name) => !this.#given.has(name) && !isOfOther(name));
    for (const name of left) await rm(join(folder, name), { recursive: true, force: true });
    return left.length;
  }

  /** The rename is what makes the object exist; the folder is synced so that it still does after a power cut. */
  async #name(path: string, digest: string): Promise<void> {
    const folder = join(this.#folder, digest.slice(0, 2));
    await mkdir(folder, { recursive: true });
    await rename(path, this.#place(digest));
    if (process.platform !== "win32") await sync(folder, "r");
  }

  #place(digest: string): string {
    if (!digestPattern.test(digest)) throw new Error(`not the digest of an object: ${digest}`);
    return join(this.#folder, digest.slice(0, 2), digest);
  }
}

/** True of what another process that lives may still need: a reader has files there too. */
function isOfOther(name: string): boolean {
  const pid = Number.parseInt(name, 10);
  if (Number.isNaN(pid) || pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (failure) {
    return (failure as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The SHA-256 of bytes, as 64 hex digits. */
export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}

async function sync(path: string, flags: "r" | "r+"): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const entries = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
