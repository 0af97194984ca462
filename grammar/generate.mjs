// Writes what is made from the tables. Run after `npm run build`: it reads the built packages.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { codes } from "@mlopsc/diagnostics";
import * as vocabulary from "@mlopsc/vocabulary";
import * as grammar from "./dist/index.js";
import { generated } from "./generate/index.mjs";

for (const [path, text] of generated({ vocabulary, grammar, codes })) {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
