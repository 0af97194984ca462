// One file for what every command loads, and one for each command's own: opening hundreds of small modules takes longer
// than most commands. What has native code or is large and rarely needed stays a package.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
await build({
  entryPoints: { main: at("dist/main.js"), "compute-worker": at("../engine/dist/compute/compute-worker.js") },
  outdir: at("bundle"),
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  sourcemap: true,
  minifyWhitespace: true,
  minifySyntax: true,
  chunkNames: "[name]-[hash]",
  external: ["@duckdb/node-api", "dockerode", "libsql", "fastify", "prom-client", "vega", "vega-lite"],
  banner: {
    js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
  },
  logLevel: "warning",
});
