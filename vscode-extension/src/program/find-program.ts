import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { delimiter, dirname, extname, isAbsolute, join, resolve } from "node:path";

/** How `mlopsc` is started: never through a shell, so no name of a file or a model can become a command. */
export interface Program {
  readonly file: string;
  /** What stands before the command's own words. */
  readonly before: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly origin: "settings" | "project" | "path";
}

export interface Places {
  /** The project's folder. */
  readonly folder: string;
  /** The folder that was opened and trusted: nothing above it is run. */
  readonly root: string;
  /** The setting `mlops.server.path`. */
  readonly setting: string;
}

/** The setting's program; the project's own, from its folder up to the one that is open; the one on the path. */
export function findProgram({ folder, root, setting }: Places): Program | undefined {
  if (setting !== "") {
    const path = isAbsolute(setting) ? setting : resolve(root, setting);
    return isFile(path) ? program(path, "settings") : undefined;
  }
  return installedProgram(folder, root) ?? programOnPath();
}

/** The one in the project's `node_modules`: the version that the team pinned. */
export function installedProgram(folder: string, root: string): Program | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = binOf(join(at, "node_modules", "mlopsc"));
    if (found !== undefined) return program(found, "project");
    if (at === root || dirname(at) === at) return undefined;
  }
}

function binOf(packageFolder: string): string | undefined {
  const manifest = join(packageFolder, "package.json");
  if (!existsSync(manifest)) return undefined;
  try {
    const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin?: string | Record<string, string> };
    const entry = typeof bin === "string" ? bin : bin?.["mlopsc"];
    const path = entry === undefined ? undefined : join(packageFolder, entry);
    return path !== undefined && isFile(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function programOnPath(): Program | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  const name = process.platform === "win32" ? "mlopsc.exe" : "mlopsc";
  const found = folders.map((folder) => join(folder, name)).find(isExecutable);
  return found === undefined ? undefined : program(found, "path");
}

/** Scripts are run by the editor's own Node: the one on the path may be too old, or none. */
function program(path: string, origin: Program["origin"]): Program {
  return [".js", ".mjs", ".cjs"].includes(extname(path))
    ? { file: process.execPath, before: [path], environment: { ELECTRON_RUN_AS_NODE: "1" }, origin }
    : { file: path, before: [], environment: {}, origin };
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return isFile(path);
  } catch {
    return false;
  }
}
