import { fileURLToPath } from "node:url";

const entry = (path) => [fileURLToPath(new URL(path, import.meta.url))];

/** How esbuild makes one file of the server; `outfile` is left to who builds. */
export const bundleOptions = {
  entryPoints: entry("src/main.ts"),
  bundle: true,
  platform: "node",
  target: "node20",
  // CommonJS, and named so: it starts at once in an image that holds no package.json to say which it is.
  format: "cjs",
  conditions: ["source"],
  // An image holds both: names stay, for stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "linked",
  logLevel: "warning",
};

/** The same of the front. */
export const frontBundleOptions = { ...bundleOptions, entryPoints: entry("src/front/front-main.ts") };
