import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installTool, npm } from "./install-tool.mjs";

/** VS Code 1.100.3, the last that runs on Node 20. */
const version = "4.100.3";

/**
 * The entry of a real VS Code server, out of an npm package that brings it without its own dependencies. Nothing is compiled:
 * the parts with native code, which only terminals and a few others need, stay out.
 */
export function installVscodeServer() {
  const folder = join(installTool("code-server", version), "lib", "vscode");
  const done = join(folder, "dependencies-installed");
  if (!existsSync(done)) {
    for (const each of [folder, join(folder, "extensions")]) npm(each, "install", "--omit=dev", "--ignore-scripts");
    symlinkSync("node_modules", join(folder, "node_modules.asar"));
    linkRipgrep(join(folder, "node_modules", "@vscode", "ripgrep", "bin"));
    writeFileSync(done, "");
  }
  return join(folder, "out", "server-main.js");
}

/** `workspace.findFiles` searches with ripgrep, which the package would download. */
function linkRipgrep(folder) {
  const found = execFileSync("sh", ["-c", "command -v rg"], { encoding: "utf8" }).trim();
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, "rg"))) symlinkSync(found, join(folder, "rg"));
}
