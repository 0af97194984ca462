// Makes dist/mlopsc.vsix: what the manifest's `files` names, with the licence of the repository.
import { spawnSync } from "node:child_process";
import { copyFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installTool } from "./install-tool.mjs";
import "./build.mjs";

const folder = fileURLToPath(new URL("..", import.meta.url));
const packed = join(folder, "dist", "mlopsc.vsix");
const vsce = join(installTool("@vscode/vsce", "3.9.2"), "vsce");
const licence = join(folder, "LICENSE");
copyFileSync(join(folder, "../LICENSE"), licence);
try {
  const words = ["package", "--no-dependencies", "--out", packed];
  const { status, stdout, stderr } = spawnSync(process.execPath, [vsce, ...words], { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`vsce ended with ${status}\n${stdout}\n${stderr}`);
} finally {
  rmSync(licence);
}
process.stdout.write(`${packed}: ${(statSync(packed).size / 1024).toFixed(0)} KB\n`);
