// From a key to all diagnostics, as the language server asks for them, without the protocol: `compiler.compile` after each
// key, on warmed code. A document of 1 000 and of 10 000 lines, one of these full of mistakes, one of one dataset that
// all others read, and 1 000 files.
// Wall and processor time; and the memory after each thousand of 10 000 random edits.
// Usage: npm run build && node bench/keystrokes.mjs [keys] [seed] [name of one case]. Ends with 1 where a bound is broken.
import { availableParallelism, loadavg } from "node:os";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createCompiler } from "../packages/compiler/dist/index.js";
import { seededRandom } from "../packages/learn/dist/index.js";

const [keys, seed] = [Number(process.argv[2] ?? 240), Number(process.argv[3] ?? 1)];
const cases = {
  "1 000 lines": { files: [document(1000)], bound: 10 },
  "10 000 lines": { files: [document(10_000)], bound: 50 },
  "10 000 lines, about 1 500 mistakes": { files: [withMistakes(document(10_000))], bound: 50 },
  "56 000 lines in 1 000 files": { files: workspace(1000), bound: 300 },
  "10 000 lines that all read one dataset": {
    files: [ofOneDataset(document(10_000))],
    bound: 200,
    habits: inDataset(),
  },
};
/** What is typed, and after which word of a line. */
const habits = {
  "a number": { after: /trees: \d*/, text: "50" },
  "a misspelt method": { after: /with media/, text: "xn" },
  "a misspelt column": { after: /^ {2}scale [a-z]*/m, text: "xy" },
  "a misspelt kind of block": { after: /^transf/m, text: "xz" },
  "a line": { after: /derive hour = \w+\(at\)/, text: "\n  derive half = load / 2" },
  "a comment": { after: /^ {2}split test/m, before: true, text: "# twenty per cent\n  " },
  "a table's name": { after: /^dataset load\d+/m, text: "ab" },
};

const load = loadavg()[0].toFixed(1);
console.log(`${availableParallelism()} cores, load ${load}, node ${process.version}; ${keys} keys a habit`);
console.log("milliseconds, median / p95 / most: wall; processor");
for (const [name, { files, bound, habits: own = habits }] of Object.entries(cases)) {
  if (process.argv[4] !== undefined && name !== process.argv[4]) continue;
  const compiler = createCompiler();
  const started = performance.now();
  const first = compile(compiler, files);
  const cold = performance.now() - started;
  const errors = first.filter(({ severity }) => severity === "error").length;
  if (errors > 0 !== name.includes("mistakes")) throw new Error(JSON.stringify(first[0]));
  console.log(`${name}: ${linesOf(files)} lines, ${errors} errors, first time ${cold.toFixed(0)}`);
  const all = [];
  for (const [habit, typing] of Object.entries(own)) {
    const times = type(compiler, files, typing);
    all.push(...times);
    console.log(`  ${habit.padEnd(26)} ${figures(times)}`);
  }
  console.log(`  ${"all".padEnd(26)} ${figures(all)}  (bound ${bound})`);
  const wall = all.map((time) => time.wall);
  if (quantile(wall, 0.95) > bound) process.exitCode = 1;
}
if (process.argv[4] === undefined || process.argv[4] === "storm") await storm();

/** Keys at random places, each put in or taken out for good, and now and then all is as it was. */
async function storm() {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const random = seededRandom(seed, "storm");
  const compiler = createCompiler();
  const right = document(1000);
  const memory = [];
  let { text } = right;
  for (let edit = 1; edit <= 10_000; edit++) {
    const at = random.integer(text.length);
    const key = 'ab1 {}=\n"#,'.charAt(random.integer(12));
    text = edit % 40 === 0 ? right.text : text.slice(0, at) + key + text.slice(at + random.integer(2));
    compile(compiler, [{ path: right.path, text }]);
    // Trees that nobody holds are let go at the end of a turn.
    if (edit % 50 === 0) await new Promise(setImmediate);
    if (edit % 1000 !== 0) continue;
    collect();
    memory.push(Math.round(process.memoryUsage().heapUsed / 2 ** 20));
  }
  console.log(`10 000 random edits of 1 000 lines, MiB in use after each thousand: ${memory.join(", ")}`);
  if (memory.at(-1) > memory[1] * 1.2) process.exitCode = 1;
}

/** Types at random places and takes it back, key by key; the first keys warm the code. */
function type(compiler, right, { after, before = false, text }) {
  const random = seededRandom(seed, after.source);
  const times = [];
  const warming = Math.ceil(keys / 4);
  while (times.length < keys + warming) {
    const at = random.integer(right.length);
    const file = right[at];
    const from = random.integer(file.text.length);
    const found = after.exec(file.text.slice(from));
    if (found === null) continue;
    const place = from + found.index + (before ? 0 : found[0].length);
    const steps = Array.from({ length: text.length * 2 }, (_, key) =>
      text.slice(0, key < text.length ? key + 1 : text.length * 2 - key - 1),
    );
    for (const typed of steps) {
      const files = [...right];
      files[at] = { ...file, text: file.text.slice(0, place) + typed + file.text.slice(place) };
      const [started, used] = [performance.now(), process.cpuUsage()];
      compile(compiler, files);
      const { user, system } = process.cpuUsage(used);
      times.push({ wall: performance.now() - started, processor: (user + system) / 1000 });
    }
  }
  return times.slice(warming);
}

function compile(compiler, files) {
  return compiler.compile({ files, parameters: {}, inferred: new Map() }).diagnostics;
}

/** One dataset, transform and model after another. */
function document(lines) {
  const project = "project bench {\n  seed = 1\n}\n";
  const count = Math.floor((lines - 4) / linesOf([{ text: group(1) }]));
  return { path: "main.mlops", text: [project, ...Array.from({ length: count }, (_, at) => group(at + 1))].join("\n") };
}

function workspace(count) {
  const files = Array.from({ length: count }, (_, at) => ({
    path: `area-${at % 10}/part-${at}.mlops`,
    text: [group(2 * at + 1), group(2 * at + 2)].join("\n"),
  }));
  return [{ path: "project.mlops", text: "project bench {\n  seed = 1\n}\n" }, ...files];
}

function group(index) {
  return `dataset load${index} {
  source = csv("data/load${index}.csv")
  schema {
    at          timestamp
    load        number
    temperature number?
    region      category
  }
}

transform features${index} {
  from load${index}
  lag load by 48 order at group region
  derive hour = hour(at)
  split test 20% by time at
  impute temperature with median
  encode region with one_hot
  scale numeric with standard
  drop at
}

model forecast${index} {
  from      = features${index}
  predict   = load
  algorithm = gradient_boosting(trees: 200)
  metrics   = [mae, rmse]
}
`;
}

/** The dataset stands last, where it is found from any place. */
function ofOneDataset({ path, text }) {
  const blocks = text
    .replaceAll(/from load\d+/g, "from load1")
    .trimEnd()
    .split("\n\n");
  const [dataset] = blocks.filter((block) => block.startsWith("dataset"));
  const others = blocks.filter((block) => !block.startsWith("dataset"));
  return { path, text: [...others, dataset, ""].join("\n\n") };
}

/** Its file concerns nobody else, a column all. */
function inDataset() {
  return {
    "a file's name": { after: /data\/load1/, text: "ab" },
    "a column more": { after: /region {6}category/, text: "\n    extra       category" },
  };
}

/** Four in each group: a word misspelt, a column that is not there, an attribute too many, a wrong value. */
function withMistakes({ path, text }) {
  return {
    path,
    text: text
      .replaceAll("encode region with one_hot", "encode regoin with one_hot")
      .replaceAll("derive hour = hour(at)", "derive hour = huor(at)")
      .replaceAll("  predict   = load", "  predcit   = load")
      .replaceAll("trees: 200", "trees: true"),
  };
}

function linesOf(files) {
  return files.reduce((sum, { text }) => sum + text.split("\n").length, 0);
}

function figures(times) {
  const of = (kind) => times.map((time) => time[kind]);
  const shown = (numbers) => [0.5, 0.95, 1].map((part) => quantile(numbers, part).toFixed(1).padStart(6)).join(" /");
  return `${shown(of("wall"))}; ${shown(of("processor"))}`;
}

function quantile(times, part) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)];
}
