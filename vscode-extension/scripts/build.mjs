// Makes dist/: the extension for Node and for the browser, the bundled server, and the grammar, whose owner is grammar/.
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { version } = JSON.parse(readFileSync(at("package.json"), "utf8"));
const common = {
  bundle: true,
  minify: true,
  logLevel: "warning",
  legalComments: "eof",
  outExtension: { ".js": ".cjs" },
};

mkdirSync(at("dist"), { recursive: true });
await Promise.all([
  build({
    ...common,
    entryPoints: { extension: at("src/extension.ts") },
    outdir: at("dist"),
    format: "cjs",
    platform: "node",
    target: "node20",
    external: ["vscode"],
  }),
  build({
    ...common,
    entryPoints: { browser: at("src/browser.ts") },
    outdir: at("dist"),
    // In a browser VS Code asks for this ending, whatever the manifest says.
    outExtension: {},
    format: "cjs",
    platform: "browser",
    target: "es2022",
    external: ["vscode"],
  }),
  build({
    ...common,
    entryPoints: { worker: at("server/worker-server.mjs") },
    outdir: at("dist"),
    outExtension: {},
    format: "iife",
    platform: "browser",
    target: "es2022",
    // What only unused parts import of Node falls away with them.
    conditions: ["source", "browser"],
    external: ["node:*"],
    define: { "process.env.MLOPSC_VERSION": JSON.stringify(version) },
  }),
  build({
    ...common,
    entryPoints: { server: at("server/stdio-server.mjs") },
    outdir: at("dist"),
    format: "esm",
    outExtension: { ".js": ".mjs" },
    platform: "node",
    target: "node20",
    define: { "process.env.MLOPSC_VERSION": JSON.stringify(version) },
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
  }),
]);
copyFileSync(at("../grammar/generated/mlops.tmLanguage.json"), at("dist/mlops.tmLanguage.json"));
