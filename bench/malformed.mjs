/**
 * Sends malformed requests to the bundled server in a process of its own: `node bench/malformed.mjs [count] [rounds] [front]`;
 * with `front` through the front proxy, in another. Fails on a 5xx, an exit or a request that gets stuck; reports the answers by status and the memory after each round.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL("../packages/serve/", import.meta.url));
const count = Number(process.argv[2] ?? 2000);
const rounds = Number(process.argv[3] ?? 4);

const folder = mkdtempSync(join(tmpdir(), "malformed-"));
const { malformedRequests, sampleModels, sendAll, serialiseModel } = await loadSources();
writeFileSync(join(folder, "model.json"), serialiseModel(sampleModels()[1].model));
await import("../packages/serve/bundle.mjs");

const port = 20_000 + (process.pid % 20_000);
const arguments_ = ["dist/server.bundle.cjs", "--model", join(folder, "model.json"), "--port", String(port)];
const server = spawn(process.execPath, arguments_, { cwd: here, stdio: ["ignore", "ignore", "inherit"] });
let exited = false;
const front = process.argv[4] === "front" ? startFront() : undefined;
const asked = front === undefined ? port : port + 1;
for (const child of [server, front]) {
  child?.once("exit", () => {
    exited = true;
  });
}
await untilReady();

let bad = 0;
process.stdout.write(`memory before: ${await memory()} MiB\n`);
for (let round = 1; round <= rounds; round++) {
  const answers = await sendAll(asked, malformedRequests(count, round), 40);
  const byStatus = {};
  for (const { statuses } of answers) {
    for (const status of statuses.length === 0 ? ["hung up"] : statuses) byStatus[status] = (byStatus[status] ?? 0) + 1;
  }
  const wrong = answers.filter(({ statuses, stuck }) => stuck || statuses.some((status) => status >= 500));
  for (const answer of wrong.slice(0, 10)) process.stdout.write(`wrong: ${JSON.stringify(answer)}\n`);
  bad += wrong.length;
  process.stdout.write(
    `round ${round}: ${answers.length} requests ${JSON.stringify(byStatus)}, ${await memory()} MiB\n`,
  );
}
process.stdout.write(
  bad === 0 && !exited ? "no 5xx, no exit, none stuck\n" : `FAILED: ${bad} wrong, exited: ${exited}\n`,
);
process.exitCode = bad === 0 && !exited ? 0 : 1;
server.kill("SIGTERM");
front?.kill("SIGTERM");

function startFront() {
  const socket = join(folder, "admin.sock");
  const words = [
    "dist/front.bundle.cjs",
    "--port",
    String(port + 1),
    "--socket",
    socket,
    "--routes",
    join(folder, "routes.json"),
  ];
  const releases = [{ release: "1", share: 1, backends: [`127.0.0.1:${port}`] }];
  writeFileSync(join(folder, "routes.json"), JSON.stringify({ releases }));
  return spawn(process.execPath, words, { cwd: here, stdio: ["ignore", "ignore", "inherit"] });
}

/** The cases are those of the tests. */
async function loadSources() {
  const contents = `export * from "./test/malformed-requests.ts"; export * from "./test/send-raw.ts";
export * from "./test/sample-models.ts"; export { serialiseModel } from "@mlopsc/learn";`;
  const outfile = join(folder, "cases.mjs");
  await build({
    stdin: { contents, resolveDir: here, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["source"],
    outfile,
    logLevel: "warning",
  });
  return import(pathToFileURL(outfile).href);
}

async function untilReady() {
  for (let attempt = 0; attempt < 100; attempt++) {
    const ready = await fetch(`http://127.0.0.1:${asked}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the server did not start");
}

async function memory() {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Math.round(Number(/^process_resident_memory_bytes (\S+)/m.exec(text)[1]) / 1_048_576);
}
