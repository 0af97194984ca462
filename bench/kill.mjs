// Kills an apply (kill -9) at random moments: the next apply must end with the registry of an undisturbed one, and
// nothing half-written may be left. Usage: node bench/kill.mjs [kills] [seed]
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const kills = Number(process.argv[2] ?? 50);
const seed = process.argv[3] ?? String(process.hrtime.bigint());
const engine = join(import.meta.dirname, "../packages/engine");
const bundles = mkdtempSync(join(engine, "dist/kill-"));

const script = await bundled("test/fixtures/apply-small-project.ts", "apply");
const worker = await bundled("src/compute/compute-worker.ts", "worker");
const files = await import(pathToFileURL(await bundled("test/fixtures/small-project.ts", "files")));
const state = await import(pathToFileURL(await bundled("src/index.ts", "engine")));

const reference = newFolder();
let { worked } = await finish(reference);
const expected = contentOf(reference);
// The quickest of some, or most kills would come too late.
for (let round = 0; round < 4; round++) {
  const folder = newFolder();
  worked = Math.min(worked, (await finish(folder)).worked);
  rmSync(folder, { recursive: true });
}

const failures = [];
const moments = [];
for (let index = 0; index < kills; index++) {
  const folder = newFolder();
  const moment = share(index) * worked;
  const { output } = await run(folder, moment);
  moments.push(output.split("\n").filter((line) => line.startsWith("finished")).length);
  await finish(folder);
  const left = readdirSync(join(folder, ".mlopsc/objects/scratch"));
  if (contentOf(folder) !== expected || left.length > 0) failures.push({ index, moment, left });
  rmSync(folder, { recursive: true });
}
rmSync(bundles, { recursive: true });
rmSync(reference, { recursive: true });
console.log(`seed ${seed}; an undisturbed apply works ${worked.toFixed(0)} ms from its first step on`);
console.log(`${kills} kills, with this many steps finished before: ${moments.sort((a, b) => a - b).join(" ")}`);
console.log(failures.length === 0 ? "every next apply ended as if undisturbed" : JSON.stringify(failures, null, 2));
process.exitCode = failures.length === 0 ? 0 : 1;

/** 0..1, from the seed: how far into the work, counted from the first step on. */
function share(index) {
  return createHash("sha256").update(`${seed} ${index}`).digest().readUInt32BE() / 2 ** 32;
}

async function bundled(source, name) {
  const outfile = join(bundles, `${name}.mjs`);
  const external = ["libsql", "@duckdb/*", "dockerode"];
  const js =
    'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);';
  const shared = { bundle: true, platform: "node", format: "esm", conditions: ["source"], external, banner: { js } };
  await build({ ...shared, entryPoints: [join(engine, source)], outfile, logLevel: "error" });
  return outfile;
}

function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), "mlopsc-kill-"));
  for (const [name, text] of Object.entries(files.smallProjectFiles())) writeFileSync(join(folder, name), text);
  return folder;
}

function run(folder, killAfter) {
  const child = spawn(process.execPath, [script, folder, worker], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  let timer;
  let began;
  child.stdout.on("data", (chunk) => {
    output += chunk;
    if (began !== undefined) return;
    began = performance.now();
    if (killAfter !== undefined) timer = setTimeout(() => child.kill("SIGKILL"), killAfter);
  });
  return new Promise((resolve) => {
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code, output, worked: performance.now() - began });
    });
  });
}

async function finish(folder) {
  const ended = await run(folder);
  if (ended.code !== 0) throw new Error(`the apply in ${folder} ended with ${ended.code}\n${ended.output}`);
  return ended;
}

function contentOf(folder) {
  const { registry, problem } = state.openRegistry(join(folder, ".mlopsc/registry.db"), () => 0);
  if (problem) throw new Error(problem.message);
  const content = state.registryContent(registry);
  registry.close();
  return content;
}
