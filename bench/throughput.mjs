/**
 * Requests per second with one record each, beside a bare Fastify that parses the same body and answers the same text:
 * `node bench/throughput.mjs [seconds] [rounds]`. Needs `wrk` and /proc. Both servers run in a process of their own, in turn.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL("../packages/serve/", import.meta.url));
const seconds = Number(process.argv[2] ?? 5);
const rounds = Number(process.argv[3] ?? 3);
const folder = mkdtempSync(join(tmpdir(), "throughput-"));
const [oursPort, barePort] = [21_080, 21_081];

const { sampleModels, serialiseModel, goodRecord } = await bundled(
  'export * from "./test/sample-models.ts"; export { serialiseModel } from "@mlopsc/learn";',
  "sources.mjs",
);
const body = JSON.stringify(goodRecord);
writeFileSync(join(folder, "model.json"), serialiseModel(sampleModels()[1].model));
writeFileSync(join(folder, "post.lua"), luaFor(body));
await import("../packages/serve/bundle.mjs");
const ours = start("dist/server.bundle.cjs", "--model", join(folder, "model.json"), "--port", String(oursPort));
await ready(`http://127.0.0.1:${oursPort}/readyz`);
const answer = await (await fetch(`http://127.0.0.1:${oursPort}/predict`, post(body))).text();
await bundled(
  `import fastify from "fastify"; const answer = ${JSON.stringify(answer)}; const server = fastify();
server.get("/readyz", () => "ready");
server.post("/predict", (request, reply) => reply.type("application/json").send(answer));
await server.listen({ port: ${barePort}, host: "127.0.0.1" });`,
  "bare.mjs",
);
const bare = start(join(folder, "bare.mjs"));
await ready(`http://127.0.0.1:${barePort}/readyz`);

const figures = { bare: [], ours: [] };
for (let round = 0; round <= rounds; round++) {
  for (const [name, port, process_] of [
    ["bare", barePort, bare],
    ["ours", oursPort, ours],
  ]) {
    const figure = load(port, process_.pid, round === 0 ? 2 : seconds);
    if (round > 0) figures[name].push(figure);
  }
}
const [a, b] = [median(figures.ours), median(figures.bare)];
process.stdout.write(
  `ours ${Math.round(a.rate)}/s and ${a.processor.toFixed(1)} µs of processor a request, ` +
    `bare Fastify ${Math.round(b.rate)}/s and ${b.processor.toFixed(1)} µs\n`,
);
ours.kill();
bare.kill();

/** Requests per second, and the processor time that the server took for each, which a busy machine disturbs less. */
function load(port, pid, duration) {
  const before = processorSeconds(pid);
  const options = ["-t1", "-c64", `-d${duration}s`, "-s", join(folder, "post.lua"), `http://127.0.0.1:${port}/predict`];
  const text = execFileSync("wrk", options, { encoding: "utf8" });
  if (text.includes("Non-2xx")) throw new Error(text);
  const requests = Number(/(\d+) requests in/.exec(text)[1]);
  const processor = (1e6 * (processorSeconds(pid) - before)) / requests;
  return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)[1]), processor };
}

/** User and system time in hundredths of a second are the 14th and 15th field (proc(5)). */
function processorSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

function median(measured) {
  return measured.sort((one, other) => one.processor - other.processor)[Math.floor(measured.length / 2)];
}

function start(...options) {
  return spawn(process.execPath, options, { cwd: here, stdio: ["ignore", "ignore", "inherit"] });
}

async function bundled(contents, name) {
  const outfile = join(folder, name);
  await build({
    stdin: { contents, resolveDir: here, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["source"],
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    outfile,
    logLevel: "warning",
  });
  return name === "bare.mjs" ? undefined : import(pathToFileURL(outfile).href);
}

async function ready(url) {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (
      await fetch(url).then(
        (response) => response.ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer`);
}

function post(text) {
  return { method: "POST", headers: { "content-type": "application/json" }, body: text };
}

function luaFor(text) {
  return `wrk.method = "POST"\nwrk.headers["content-type"] = "application/json"\nwrk.body = [==[${text}]==]\n`;
}
