#!/usr/bin/env node
// `--version` is asked by scripts and editors at every start: it is answered before anything else is loaded.
import { readFileSync } from "node:fs";

const [, , first, ...others] = process.argv;
if (others.length === 0 && (first === "--version" || first === "-V")) {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  process.stdout.write(`mlopsc ${JSON.parse(manifest).version}\n`);
} else {
  const { main } = await import("../bundle/main.js");
  await main();
}
