import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const cache = fileURLToPath(new URL("../../node_modules/.cache/vscode-extension/", import.meta.url));

/**
 * The folder of an npm package that packaging and tests need and nobody who uses mlopsc does: installed once, at one version,
 * without its install scripts and outside of the workspace's lock file.
 */
export function installTool(name, version) {
  const folder = join(cache, `${name.replaceAll("/", "-").replace("@", "")}-${version}`);
  const done = join(folder, "installed");
  if (!existsSync(done)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    npm(folder, "install", "--no-save", "--ignore-scripts", "--omit=optional", `${name}@${version}`);
    writeFileSync(done, "");
  }
  return join(folder, "node_modules", name);
}

/** Runs npm in a folder; its output is shown only where it fails. */
export function npm(folder, ...words) {
  const options = ["--no-audit", "--no-fund", "--prefer-offline"];
  const { status, stdout, stderr } = spawnSync("npm", [...words, ...options], { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`npm ${words.join(" ")} ended with ${status}\n${stdout}\n${stderr}`);
}
