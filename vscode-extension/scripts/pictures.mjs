// Makes the pictures of VS Code in docs/pictures, of what the packaged extension really shows: node vscode-extension/scripts/pictures.mjs
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const at = (path) => fileURLToPath(new URL(`../test/e2e/${path}`, import.meta.url));
// Beside its source: it finds the repository from where it stands.
const made = at("pictures.made.mjs");
await build({
  entryPoints: [at("pictures.ts")],
  outfile: made,
  bundle: true,
  format: "esm",
  platform: "node",
  packages: "external",
  external: ["../../scripts/*"],
  logLevel: "warning",
});
try {
  await import(made);
} finally {
  rmSync(made);
}
