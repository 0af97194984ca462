import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { OutsideFile } from "@mlopsc/learn";
import { digestOf } from "@mlopsc/plan";
import type { OutsideAlgorithm } from "@mlopsc/vocabulary";
import { sha256 } from "../registry/disk-object-store.ts";

export type ReadFiles =
  | { readonly files: readonly OutsideFile[]; readonly missing?: never }
  | { readonly missing: string; readonly files?: never };

/** The files of the project that a learner is made of. */
export const readOutsideFiles = (projectFolder: string, outside: OutsideAlgorithm): Promise<ReadFiles> =>
  readProjectFiles(projectFolder, outside.kind === "onnx" ? [outside.path] : outside.files);

/** Files of the project, folders with all that they hold, by path; or the first path where there is neither. */
export async function readProjectFiles(projectFolder: string, asked: readonly string[]): Promise<ReadFiles> {
  const found = new Map<string, OutsideFile>();
  for (const path of asked) {
    const paths = await filesBelow(projectFolder, path);
    if (paths === undefined) return { missing: path };
    for (const file of paths) found.set(file, await readOutsideFile(projectFolder, file));
  }
  return { files: [...found.values()].sort((left, right) => (left.path < right.path ? -1 : 1)) };
}

/** Digest (hex) over paths and contents. */
export const filesDigest = (files: readonly OutsideFile[]): string =>
  digestOf(files.map(({ path, sha256: digest }) => [path, digest]));

/** One file below a folder, by its path with `/`. */
export async function readOutsideFile(folder: string, path: string): Promise<OutsideFile> {
  const bytes = await readFile(join(folder, path));
  return { path, sha256: sha256(bytes), content: bytes.toString("base64") };
}

/** Paths, with `/`, of a file or of all files in a folder, sorted; undefined where there is neither. */
export async function filesBelow(root: string, path: string): Promise<readonly string[] | undefined> {
  const stats = await stat(join(root, path)).catch(() => undefined);
  if (stats === undefined) return undefined;
  if (!stats.isDirectory()) return [path];
  const entries = (await readdir(join(root, path))).filter((name) => !isLeftOver(name)).sort();
  const below = await Promise.all(entries.map((name) => filesBelow(root, `${path}/${name}`)));
  return below.flatMap((files) => files ?? []);
}

/** What programs leave beside their sources, which decides nothing. */
const isLeftOver = (name: string): boolean => name.startsWith(".") || name === "__pycache__" || name === "node_modules";
