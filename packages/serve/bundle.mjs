/** Makes dist/server.bundle.cjs and dist/front.bundle.cjs: each with all that it needs, for an image without an install step. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleOptions, frontBundleOptions } from "./bundle-options.mjs";

const into = (name) => fileURLToPath(new URL(`dist/${name}`, import.meta.url));

await Promise.all([
  build({ ...bundleOptions, outfile: into("server.bundle.cjs") }),
  build({ ...frontBundleOptions, outfile: into("front.bundle.cjs") }),
]);
