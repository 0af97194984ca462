/** Makes dist/server.bundle.cjs: the server and all that it needs in one file, for an image without an install step. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

await build({
  entryPoints: [`${here}src/main.ts`],
  outfile: `${here}dist/server.bundle.cjs`,
  bundle: true,
  platform: "node",
  target: "node20",
  // CommonJS, and named so: it starts at once in an image that holds no package.json to say which it is.
  format: "cjs",
  conditions: ["source"],
  legalComments: "linked",
  logLevel: "warning",
});
