import { fileURLToPath } from "node:url";

/** How esbuild makes one file of the server; `outfile` is left to who builds. */
export const bundleOptions = {
  entryPoints: [fileURLToPath(new URL("src/main.ts", import.meta.url))],
  bundle: true,
  platform: "node",
  target: "node20",
  // CommonJS, and named so: it starts at once in an image that holds no package.json to say which it is.
  format: "cjs",
  conditions: ["source"],
  legalComments: "linked",
  logLevel: "warning",
};
