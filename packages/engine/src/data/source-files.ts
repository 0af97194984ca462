import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { DuckDBConnection } from "@duckdb/node-api";
import { codes, report } from "@mlopsc/diagnostics";
import type { SourceDefinition } from "@mlopsc/plan";
import { quoteLiteral } from "../sql/quote.ts";
import { DataProblem } from "./data-problem.ts";
import { rowsOf } from "./session.ts";

/** The files of a source, absolute, in the order of their names. At least one. */
export async function sourceFiles(
  connection: DuckDBConnection,
  source: SourceDefinition,
  projectFolder: string,
): Promise<readonly string[]> {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(source.path)) {
    throw new DataProblem(report(codes.formatUnavailable, { path: source.path, detail: "reading over the network" }));
  }
  const pattern = isAbsolute(source.path) ? source.path : join(resolve(projectFolder), source.path);
  const there = existsSync(pattern) ? await stat(pattern) : undefined;
  if (there?.isFile()) return [pattern];
  if (there?.isDirectory()) {
    const detail = `it is a folder; ${join(source.path, `*.${source.format}`)} names its files`;
    throw new DataProblem(report(codes.sourceUnreadable, { path: source.path, detail }));
  }
  const found = await rowsOf(connection, `SELECT file FROM glob(${quoteLiteral(pattern)}) ORDER BY file`);
  if (found.length === 0) throw new DataProblem(report(codes.sourceNotFound, { path: source.path }));
  return found.map(({ file }) => String(file));
}

/** How a file is called in messages: relative to the project's folder where it lies in it. */
export function shownPath(file: string, projectFolder: string): string {
  const path = relative(resolve(projectFolder), file);
  return path.startsWith("..") || isAbsolute(path) ? file : path.split(sep).join("/");
}

/** Keeps the digest of a file as long as its size, time and inode stay the same. */
export interface FileDigestCache {
  get(key: string): string | undefined;
  set(key: string, digest: string): void;
}

/** SHA-256 over the names and contents of files; the names as they are shown, so that a project may be moved. */
export async function filesFingerprint(
  files: readonly string[],
  projectFolder: string,
  cache?: FileDigestCache,
): Promise<string> {
  const all = createHash("sha256");
  for (const file of files) {
    const { size, mtimeNs, ino } = await stat(file, { bigint: true });
    const key = `${file}\n${size}\n${mtimeNs}\n${ino}`;
    let digest = cache?.get(key);
    if (digest === undefined) {
      digest = await fileDigest(file);
      cache?.set(key, digest);
    }
    all.update(`${shownPath(file, projectFolder)}\n${digest}\n`);
  }
  return all.digest("hex");
}

async function fileDigest(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const block of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(block as Buffer);
  return hash.digest("hex");
}

/** Files as UTF-8: themselves, or temporary copies where they have another encoding. */
export interface Utf8Files {
  readonly files: readonly string[];
  dispose(): Promise<void>;
}

/** DuckDB reads UTF-8 fastest and other encodings only in part, so those are recoded before. */
export async function utf8Files(
  files: readonly string[],
  encoding: string | undefined,
  temporaryFolder: string = tmpdir(),
): Promise<Utf8Files> {
  if (encoding === undefined || /^utf-?8$/i.test(encoding)) return { files, dispose: async () => {} };
  const copies: string[] = [];
  const dispose = async (): Promise<void> => {
    await Promise.all(copies.map((copy) => rm(copy, { force: true })));
  };
  try {
    for (const [at, file] of files.entries()) {
      const copy = join(temporaryFolder, `mlopsc-${process.pid}-${Date.now()}-${at}.csv`);
      copies.push(copy);
      await recode(file, encoding, copy);
    }
  } catch (failure) {
    await dispose();
    throw failure;
  }
  return { files: copies, dispose };
}

async function recode(file: string, encoding: string, copy: string): Promise<void> {
  const input = createReadStream(file);
  const bytes: AsyncIterable<Buffer> = file.endsWith(".gz") ? input.pipe(createGunzip()) : input;
  async function* texts(): AsyncGenerator<Buffer> {
    let decoder: InstanceType<typeof TextDecoder> | undefined;
    for await (const block of bytes) {
      decoder ??= decoderOf(file, encoding, block);
      yield Buffer.from(decoder.decode(block, { stream: true }), "utf8");
    }
    if (decoder) yield Buffer.from(decoder.decode(), "utf8");
  }
  try {
    await pipeline(Readable.from(texts()), createWriteStream(copy));
  } catch (failure) {
    if (failure instanceof TypeError) throw new DataProblem(report(codes.encodingUnknown, { path: file, encoding }));
    throw failure;
  }
}

function decoderOf(file: string, encoding: string, start: Buffer): InstanceType<typeof TextDecoder> {
  const bigEndian = start[0] === 0xfe && start[1] === 0xff;
  const label = /^latin-?1$/i.test(encoding)
    ? "iso-8859-1"
    : /^utf-?16$/i.test(encoding)
      ? bigEndian
        ? "utf-16be"
        : "utf-16le"
      : encoding;
  try {
    if (file.endsWith(".zst")) throw new RangeError("zstd is read by DuckDB only");
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw new DataProblem(report(codes.encodingUnknown, { path: file, encoding }));
  }
}
