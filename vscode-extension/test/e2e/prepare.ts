import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { installVscodeServer } from "../../scripts/install-vscode-server.mjs";

const folder = join(import.meta.dirname, "../..");

/** Packages the extension as it stands, and installs the server: once for each run of the tests. */
export function prepare(): { readonly server: string; readonly vsix: string } {
  execFileSync(process.execPath, [join(folder, "scripts/package.mjs")], { stdio: "ignore" });
  return { server: installVscodeServer(), vsix: join(folder, "dist/mlopsc.vsix") };
}
