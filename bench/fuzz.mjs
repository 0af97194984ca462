// Runs mutated specs through the parser, the formatter and, where the compiler exports it, the whole check.
// usage: node bench/fuzz.mjs [count] [seed] [parse]   (after npm run build; with `parse` the whole check is left out)
// Ends with 1 at the first crash, case over a second, or text that formats differently the second time.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { parseFile, tokenise } from "../grammar/dist/index.js";
import * as compiler from "../packages/compiler/dist/index.js";

const count = Number(process.argv[2] ?? 100_000);
let state = Number(process.argv[3] ?? 1) >>> 0;

/** Mulberry32: the same seed gives the same specs. */
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}
const below = (limit) => Math.floor(random() * limit);
const pick = (list) => list[below(list.length)];

const whole = readFileSync(
  new URL("../packages/compiler/test/cases/format/language/input.mlops", import.meta.url),
  "utf8",
);
const cases = ["broken", "layout", "steps", "long", "comments", "one-line"].map((name) =>
  readFileSync(new URL(`../packages/compiler/test/cases/format/${name}/input.mlops`, import.meta.url), "utf8"),
);
const corpus = [whole, ...cases, ...whole.split(/\n(?=[a-z#])/)];
const tokens = tokenise(corpus.join("\n")).map(({ image }) => image);
const lines = corpus.flatMap((text) => text.split("\n"));

const mutations = {
  deleteCharacter: (text, at) => text.slice(0, at) + text.slice(at + 1),
  duplicateCharacter: (text, at) => text.slice(0, at + 1) + text.slice(at),
  swapCharacters: (text, at) => text.slice(0, at) + (text[at + 1] ?? "") + (text[at] ?? "") + text.slice(at + 2),
  deleteStretch: (text, at) => text.slice(0, at) + text.slice(at + below(80)),
  insertToken: (text, at) => `${text.slice(0, at)}${pick(tokens)}${text.slice(at)}`,
  replaceToken: (text, at) => text.slice(0, at) + text.slice(at).replace(/\S+/, () => pick(tokens)),
  insertUnicode: (text, at) =>
    text.slice(0, at) +
    String.fromCharCode(...Array.from({ length: 1 + below(4) }, () => below(65_536))) +
    text.slice(at),
  deleteLine: (text) => onLines(text, (all, at) => all.splice(at, 1)),
  duplicateLine: (text) => onLines(text, (all, at) => all.splice(at, 0, all[at])),
  swapLines: (text) => onLines(text, (all, at) => all.splice(at, 2, all[at + 1] ?? "", all[at])),
  spliceLine: (text) => onLines(text, (all, at) => all.splice(at, 0, pick(lines))),
  cutEnd: (text, at) => text.slice(0, at),
  nest: (text, at) => text.slice(0, at) + pick(["(", "[", "{", "-", "not ", "a."]).repeat(below(300)) + text.slice(at),
};
const names = Object.keys(mutations);

function onLines(text, change) {
  const all = text.split("\n");
  change(all, below(all.length));
  return all.join("\n");
}

/** The whole check of a project that is this one file. */
const isParseOnly = process.argv[4] === "parse";
const check = (text) =>
  compiler.compileProject({ files: [{ path: "fuzz.mlops", text }], parameters: {}, inferred: new Map() });
const tally = { specs: 0, problems: 0, clean: 0, diagnostics: 0, slowest: 0 };
const started = performance.now();

for (let run = 0; run < count; run += 1) {
  let text = pick(corpus);
  const applied = Array.from({ length: 1 + below(4) }, () => pick(names));
  for (const name of applied) text = mutations[name](text, below(text.length + 1));
  const from = performance.now();
  try {
    const file = parseFile("fuzz.mlops", text);
    const problems = file.problems.length + file.blocks.reduce((sum, { block }) => sum + block.problems.length, 0);
    const once = compiler.formatFile(file);
    const twice = compiler.formatFile(parseFile("fuzz.mlops", once));
    if (once !== twice) throw new Error("format is not idempotent");
    if (!isParseOnly) tally.diagnostics += check(text).diagnostics.length;
    tally.specs += 1;
    tally.problems += problems;
    if (problems === 0) tally.clean += 1;
  } catch (error) {
    console.error(`run ${run} (${applied.join(", ")}): ${error.stack}\n--- spec ---\n${text}`);
    process.exit(1);
  }
  const took = performance.now() - from;
  tally.slowest = Math.max(tally.slowest, took);
  if (took > 1000) {
    console.error(`run ${run} (${applied.join(", ")}) took ${took.toFixed(0)} ms\n--- spec ---\n${text}`);
    process.exit(1);
  }
}

const seconds = (performance.now() - started) / 1000;
console.log(
  `${tally.specs} specs in ${seconds.toFixed(1)} s: no crash; ${tally.clean} without a problem, ${tally.problems} problems; ` +
    `slowest ${tally.slowest.toFixed(0)} ms; ${isParseOnly ? "whole check left out" : `${tally.diagnostics} diagnostics of the whole check`}`,
);
