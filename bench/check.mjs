// `mlopsc check` on a valid project of 10 000 lines in 200 files: wall time of the whole process.
// The files are the blocks of both examples, over and over, under names and numbers of their own, dealt over the files,
// so that most references lead to another file. Usage: npm run build && node bench/check.mjs [runs] [seed] [--keep]
// Ends with 1 where the median is a second or more. With --keep the project stays, to profile it.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { seededRandom } from "../packages/learn/dist/index.js";

const [lines, files] = [10_000, 200];
const root = resolve(import.meta.dirname, "..");
const words = process.argv.slice(2).filter((word) => word !== "--keep");
const runs = Number(words[0] ?? 7);
const random = seededRandom(Number(words[1] ?? 1), "check");
const command = join(root, "packages/cli/bin/mlopsc.js");

const folder = mkdtempSync(join(tmpdir(), "mlopsc-check-"));
try {
  const written = writeProject();
  holdValid();
  const times = { mlopsc: [], node: [], processor: [] };
  for (let run = 0; run < runs; run++) {
    times.mlopsc.push(timed([command, "check", folder]));
    times.node.push(timed(["-e", "0"]));
    times.processor.push(processorTime([command, "check", folder]));
  }
  console.log(`${availableParallelism()} cores, node ${process.version}, medians of ${runs} runs by turns`);
  console.log(
    `${written.lines} lines, ${written.blocks} blocks, ${written.files} files: ${ms(times.mlopsc)} (node -e 0 ${ms(times.node)})`,
  );
  console.log(
    `${(median(times.mlopsc) / 1000).toFixed(2)} of a second (goal: below 1); processor time ${ms(times.processor)}`,
  );
  if (median(times.mlopsc) >= 1000) process.exitCode = 1;
} finally {
  if (process.argv.includes("--keep")) console.log(folder);
  else rmSync(folder, { recursive: true, force: true });
}

function writeProject() {
  const sources = ["telco", "electricity"].map(blocksOf);
  const blocks = ['project bench {\n  seed = 1\n}\n\nparam data : text = "data"\n'];
  for (let copy = 0; lineCount(blocks) < lines; copy++) {
    for (const [at, source] of sources.entries())
      blocks.push(...source.map((block) => renamed(block, `${at}_${copy}`)));
  }
  const parts = Array.from({ length: files }, () => []);
  for (const [at, block] of blocks.entries()) parts[Math.floor((at * files) / blocks.length)].push(block);
  for (const [at, part] of parts.entries()) {
    const area = join(folder, `area-${at % 10}`);
    mkdirSync(area, { recursive: true });
    writeFileSync(join(area, `part-${at}.mlops`), part.join("\n"));
  }
  return { lines: lineCount(blocks), blocks: blocks.length, files: parts.length };
}

/** The blocks of an example, with the comments above them; without its project and parameter. */
function blocksOf(name) {
  const example = join(root, "examples", name);
  return readdirSync(example)
    .filter((file) => file.endsWith(".mlops") && file !== "project.mlops")
    .flatMap((file) =>
      readFileSync(join(example, file), "utf8").split(/\n(?=(?:##.*\n)?(?:dataset|transform|search|model|drift) )/),
    )
    .map((block) => `${block.trimEnd()}\n`);
}

/** Where a block is declared or named its name gets the suffix; ranges of a search get numbers of their own. */
function renamed(block, suffix) {
  return block
    .replace(/^(dataset|transform|search|model|drift) (\w+)/gm, `$1 $2_${suffix}`)
    .replace(/^( *(?:from|join|inner join)) (\w+)/gm, `$1 $2_${suffix}`)
    .replace(/^( *(?:from|search) *=) (\w+)/gm, `$1 $2_${suffix}`)
    .replace(/^( *(?:reference|current) *=) (\w+) where/gm, `$1 $2_${suffix} where`)
    .replace(
      /^( *trees +in) (\d+)\.\.(\d+)/gm,
      (_, head, low, high) => `${head} ${+low + random.integer(50)}..${+high + random.integer(50)}`,
    );
}

function lineCount(blocks) {
  return blocks.reduce((sum, block) => sum + block.split("\n").length, -1);
}

/** The very project must be free of errors and warnings, or something else would be measured. */
function holdValid() {
  const { status, stdout } = spawnSync(process.execPath, [command, "check", folder, "--format", "json"], {
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  const found = JSON.parse(stdout);
  const grave = found.filter(({ severity }) => severity === "error");
  if (status !== 0 || grave.length > 0)
    throw new Error(`the project is not valid: ${JSON.stringify(grave.slice(0, 3))}`);
  if (found.length > 0)
    console.log(`${found.length} findings below errors, of ${[...new Set(found.map(({ code }) => code))].join(", ")}`);
}

function timed(options) {
  const start = performance.now();
  execFileSync(process.execPath, options, { stdio: "ignore" });
  return performance.now() - start;
}

/** Milliseconds of processor time, all threads of the process: what is left of a figure on a busy machine. */
function processorTime(options) {
  const told =
    "process.on('exit', () => { const { user, system } = process.cpuUsage(); process.stderr.write('cpu ' + (user + system)); })";
  const { stderr } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(told)}`, ...options],
    {
      encoding: "utf8",
    },
  );
  return Number(/cpu (\d+)$/.exec(stderr)?.[1]) / 1000;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function ms(values) {
  return `${median(values).toFixed(0)} ms`;
}
