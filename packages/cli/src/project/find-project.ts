import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { UsageError } from "../exit-code.ts";

/**
 * The project's folder: the one given, or from the current one upwards the nearest whose files have a `project` block; failing
 * that, the nearest that holds `.mlops` files. A sub-folder of a project is no project.
 */
export function findProject(current: string, given: string | undefined): string {
  if (given !== undefined) return folderOf(resolve(current, given), given);
  const holding = foldersUpwards(current).filter((folder) => specsIn(folder).length > 0);
  const found = holding.find(namesProject) ?? holding[0];
  if (found !== undefined) return found;
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

/** The same of a path from the project's folder. */
export const isSpec = (path: string): boolean =>
  path.endsWith(".mlops") &&
  path
    .split("/")
    .slice(0, -1)
    .every((folder) => !folder.startsWith(".") && folder !== "node_modules");

function folderOf(path: string, given: string): string {
  if (!existsSync(path)) throw new UsageError(`There is no file or folder "${given}".`);
  return statSync(path).isDirectory() ? path : dirname(path);
}

function foldersUpwards(from: string): readonly string[] {
  const above = dirname(from);
  return above === from ? [from] : [from, ...foldersUpwards(above)];
}

/** The `.mlops` files of one folder, sub-folders left out. */
export const specsIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".mlops"))
    .map(({ name }) => join(folder, name));

const namesProject = (folder: string): boolean =>
  specsIn(folder).some((path) => /^\uFEFF?project[ \t]/m.test(readFileSync(path, "utf8")));
