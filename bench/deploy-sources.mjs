/** What the benchmarks of deployments share: the platforms and the parts that their tests are made of, in one bundle. */
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const at = (path) => fileURLToPath(new URL(`../packages/deploy/${path}`, import.meta.url));
const outfile = at(`dist/bench/sources-${process.pid}.mjs`);

await build({
  stdin: {
    resolveDir: at("."),
    contents: `export * from "./src/index.ts";
      export * from "./test/engine/shared-engine.ts";
      export * from "./test/engine/engine-folder.ts";
      export * from "./test/sample-bundle.ts";
      export { startLoad } from "./test/rollout/load.ts";
      export { freePort, predict } from "./test/platform/local-requests.ts";
      export { linearModel } from "../serve/test/sample-models.ts";
      export { serialiseModel } from "@mlopsc/learn";`,
  },
  ...{ outfile, bundle: true, platform: "node", format: "esm", target: "node20", conditions: ["source"] },
  ...{ external: ["dockerode", "esbuild"], logLevel: "warning" },
  plugins: [{ name: "where it lies", setup: leaveOptions }],
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(process.argv[1]);' },
});

/** The options of serve's bundles name files by where they lie themselves. */
function leaveOptions(build) {
  const path = new URL("../packages/serve/bundle-options.mjs", import.meta.url).href;
  build.onResolve({ filter: /bundle-options\.mjs$/ }, () => ({ path, external: true }));
}

export const sources = await import(pathToFileURL(outfile).href);

export const value = (outcome) => {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.map(({ message }) => message).join("\n"));
};

export const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
