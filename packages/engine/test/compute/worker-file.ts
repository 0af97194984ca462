import { createHash } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const engine = join(import.meta.dirname, "../..");

/** Bundles a file of the sources, so that another thread or process runs what the tests run. */
export async function bundledFile(source: string): Promise<URL> {
  const built = await build({
    entryPoints: [join(engine, source)],
    write: false,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["source"],
    external: ["libsql", "@duckdb/*", "dockerode"],
    // As the shipped bundle: some packages in it still call require.
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
    logLevel: "error",
  });
  // Beside the package, so that what stays outside of the bundle is found; named for its content, so that it is whole.
  const folder = join(engine, "dist/test-bundles");
  mkdirSync(folder, { recursive: true });
  const bytes = built.outputFiles[0]!.contents;
  const file = join(folder, `${createHash("sha256").update(bytes).digest("hex")}.mjs`);
  // Another test may be reading it: it is there whole or not at all.
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, bytes);
  renameSync(partial, file);
  return pathToFileURL(file);
}
