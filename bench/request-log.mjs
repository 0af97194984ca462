/**
 * Counts requests through kills: `node bench/request-log.mjs [requests] [kills]`. Sixteen connections ask the bundled server,
 * which is killed with -9 ever again, as is a reader of its log. Fails where an answered request is not counted, or one is twice.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { bundleOptions } from "../packages/serve/bundle-options.mjs";

const here = fileURLToPath(new URL("../packages/serve/", import.meta.url));
const requests = Number(process.argv[2] ?? 200_000);
const kills = Number(process.argv[3] ?? 10);
const folder = mkdtempSync(join(tmpdir(), "request-log-"));

const { countThroughKills, goodRecord, sampleModels, serialiseModel } = await bundled(
  `export * from "./test/log/count-through-kills.ts"; export * from "./test/sample-models.ts";
export { serialiseModel } from "@mlopsc/learn";`,
  "driver.mjs",
);
await bundled('import "./test/log/follow-and-store.ts";', "reader.mjs");
const [server, model] = [join(folder, "server.cjs"), join(folder, "model.json")];
await build({ ...bundleOptions, outfile: server });
writeFileSync(model, serialiseModel(sampleModels()[1].model));

const start = performance.now();
const count = await countThroughKills({
  ...{ server, reader: join(folder, "reader.mjs"), model, record: goodRecord, folder },
  ...{ port: 20_000 + (process.pid % 20_000), requests, kills, connections: 16 },
});
const seconds = ((performance.now() - start) / 1000).toFixed(1);
process.stdout.write(
  `${count.answered} requests answered over ${count.kills} kills in ${seconds} s: ${count.lost} lost, ${count.twice} counted twice; ` +
    `${count.unanswered} logged whose answer was cut off; ${count.segments} segments\n`,
);
process.exitCode = count.lost === 0 && count.twice === 0 ? 0 : 1;

async function bundled(contents, name) {
  const outfile = join(folder, name);
  await build({
    stdin: { contents, resolveDir: here, loader: "ts" },
    ...{ bundle: true, platform: "node", format: "esm", conditions: ["source"], outfile, logLevel: "warning" },
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  return name === "driver.mjs" ? import(pathToFileURL(outfile).href) : undefined;
}
