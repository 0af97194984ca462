/** Makes dist/server.bundle.cjs: the server and all that it needs in one file, for an image without an install step. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleOptions } from "./bundle-options.mjs";

await build({ ...bundleOptions, outfile: fileURLToPath(new URL("dist/server.bundle.cjs", import.meta.url)) });
