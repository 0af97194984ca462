import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The project that a file belongs to, as `mlopsc` finds it: from its folder upwards the nearest whose files have a `project`
 * block; failing that, its own folder. Nothing above `root`, the folder that is open, is looked at.
 */
export function projectFolder(file: string, root: string): string {
  const own = dirname(file);
  for (let at = own; ; at = dirname(at)) {
    if (namesProject(at)) return at;
    if (at === root || dirname(at) === at) return own;
  }
}

const namesProject = (folder: string): boolean =>
  specsIn(folder).some((path) => /^\uFEFF?project[ \t]/m.test(readFileSync(path, "utf8")));

function specsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".mlops"))
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}
