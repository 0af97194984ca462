import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { UsageError } from "../exit-code.ts";

/** The project's folder: the one given, or the nearest above the current one that holds `.mlops` files. */
export function findProject(current: string, given: string | undefined): string {
  if (given !== undefined) return folderOf(resolve(current, given), given);
  for (let folder = current; ; folder = dirname(folder)) {
    if (holdsSpecs(folder)) return folder;
    if (dirname(folder) === folder) break;
  }
  throw new UsageError(
    "There is no .mlops file here or in a folder above. Name the project's folder, or start one with `mlopsc init`.",
  );
}

/** All `.mlops` files of a project, relative with forward slashes, sorted. `.mlopsc` and other hidden folders are left out. */
export function listSpecs(project: string): readonly string[] {
  const found: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules") visit(path);
      else if (entry.isFile() && entry.name.endsWith(".mlops"))
        found.push(relative(project, path).split(sep).join("/"));
    }
  };
  visit(project);
  return found.sort();
}

function folderOf(path: string, given: string): string {
  if (!existsSync(path)) throw new UsageError(`There is no file or folder "${given}".`);
  return statSync(path).isDirectory() ? path : dirname(path);
}

const holdsSpecs = (folder: string): boolean => readdirSync(folder).some((name) => name.endsWith(".mlops"));
