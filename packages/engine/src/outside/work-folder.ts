import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FittedOutside, OutsideFile, OutsideProblem, Table } from "@mlopsc/learn";
import type { TrainerFormat } from "@mlopsc/vocabulary";
import type { DataStore } from "../data/data-store.ts";
import { filesBelow, readOutsideFile } from "./outside-files.ts";

/** The model's folder and the trainer's files together: they become one object. */
const mostBytes = 256 * 1024 * 1024;

/** Does the work in a folder that holds a learner's files and nothing else, and removes the folder whatever happens. */
export async function inWorkFolder<Value>(
  scratchPath: () => Promise<string>,
  { files, made }: Pick<FittedOutside, "files" | "made">,
  work: (folder: string) => Promise<Value>,
): Promise<Value> {
  const folder = await scratchPath();
  try {
    await mkdir(join(folder, "job"), { recursive: true });
    await writeFiles(folder, files);
    await writeFiles(join(folder, "job"), made);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function writeFiles(folder: string, files: readonly OutsideFile[]): Promise<void> {
  for (const { path, content } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    // A script may be what is run.
    await writeFile(join(folder, path), Buffer.from(content, "base64"), { mode: 0o755 });
  }
}

/** Writes a table for a trainer to read. */
export async function writeJobTable(
  store: DataStore,
  table: Table,
  folder: string,
  name: string,
  format: TrainerFormat,
): Promise<void> {
  const parquet = join(folder, format === "parquet" ? `job/${name}` : "table.parquet");
  const written = await store.writeTable(table, parquet);
  if (written.failed) throw new Error(written.failed.map(({ message }) => message).join("\n"));
  if (format === "parquet") return;
  const exported = await store.export([parquet], join(folder, "job", name));
  if (exported.failed) throw new Error(exported.failed.map(({ message }) => message).join("\n"));
  await rm(parquet);
}

export type ModelFiles =
  | { readonly files: readonly OutsideFile[]; readonly problem?: never }
  | { readonly problem: OutsideProblem | "missing"; readonly files?: never };

/** What training left in `job/model`; at least one file. */
export async function modelFiles(folder: string, others: readonly OutsideFile[]): Promise<ModelFiles> {
  const job = join(folder, "job");
  const paths = await filesBelow(job, "model");
  if (paths === undefined || paths.length === 0) return { problem: "missing" };
  const sizes = await Promise.all(paths.map(async (path) => (await stat(join(job, path))).size));
  const kept = others.reduce((sum, { content }) => sum + (content.length * 3) / 4, 0);
  const bytes = sizes.reduce((sum, size) => sum + size, kept);
  if (bytes > mostBytes) return { problem: { kind: "tooLarge", bytes, most: mostBytes } };
  return { files: await Promise.all(paths.map((path) => readOutsideFile(job, path))) };
}

/** The text of a file in `job`; undefined where there is none. */
export const jobText = (folder: string, name: string): Promise<string | undefined> =>
  readFile(join(folder, "job", name), "utf8").catch(() => undefined);
