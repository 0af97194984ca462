// Median simple regret after 50 trials over 20 seeds: our searches and, with a python that has it, Optuna's TPE sampler
// (bench/search.py), which asks this process for every value, so that only the samplers differ.
// Usage: npm run build && node bench/search.mjs [seeds] [python]      (Debian: python3-optuna; it has no GP sampler)
// Ends with 1 where a Bayesian search leaves more than a fifth of random's regret, or more than TPE's.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { proposeTrials } from "@mlopsc/learn";
import { objectives } from "./search-objectives.mjs";

const trials = 50;
const seeds = Number(process.argv[2] ?? 20);
const python = process.argv[3] ?? "/usr/bin/python3";

/** As the engine asks: two at a time of a Bayesian search, whose results are told together. */
function searchRegret({ space, regret }, strategy, seed) {
  const definition = { ...strategy, trials, optimise: { metric: "rmse" }, space, fixed: null };
  const history = [];
  for (;;) {
    const asked = proposeTrials(definition, history, 2, { seed, rows: 1000 });
    if (asked.length === 0) return Math.min(...history.map(({ score }) => score));
    for (const { assignment } of asked) {
      const score = regret(assignment);
      history.push({ assignment, state: "complete", score, foldScores: [score] });
    }
  }
}

/** The least regret of each of Optuna's studies; undefined where there is no Optuna. */
async function peerRegrets({ space, regret }) {
  const script = new URL("search.py", import.meta.url).pathname;
  const child = spawn(python, ["-W", "ignore", script, String(seeds), String(trials), JSON.stringify(space)], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const failed = new Promise((resolve) => {
    child.on("error", () => resolve(true));
    child.on("exit", (code) => resolve(code !== 0));
  });
  child.stdin.on("error", () => {});
  const found = [];
  let best = Infinity;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === "next") {
      found.push(best);
      best = Infinity;
      continue;
    }
    const value = regret(JSON.parse(line));
    best = Math.min(best, value);
    child.stdin.write(`${value}\n`);
  }
  return (await failed) ? undefined : found;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const all = Array.from({ length: seeds }, (_, seed) => seed);
const text = (value) => (value === undefined ? "–" : value === 0 ? "0" : value.toPrecision(2));
console.log(`median simple regret after ${trials} trials, ${seeds} seeds`);
console.log("objective | random | ours | ours, trees | TPE | ours / random | ours / TPE | ms a trial");
let missed = 0;
for (const objective of objectives) {
  const regretOf = (strategy) => median(all.map((seed) => searchRegret(objective, strategy, seed)));
  const random = regretOf({ strategy: "random" });
  const start = performance.now();
  const ours = regretOf({ strategy: "bayesian", surrogate: "gaussian_process" });
  const asking = (performance.now() - start) / (seeds * trials);
  const trees = regretOf({ strategy: "bayesian", surrogate: "random_forest" });
  const found = await peerRegrets(objective);
  const peer = found && median(found);
  if (ours > random / 5 || (peer !== undefined && ours > peer)) missed++;
  const ratio = (other) => (other === undefined ? "–" : ours === 0 ? "0" : (ours / other).toPrecision(2));
  const cells = [objective.name, ...[random, ours, trees, peer].map(text), ratio(random), ratio(peer)];
  console.log([...cells, asking.toFixed(0)].join(" | "));
}
process.exitCode = missed > 0 ? 1 : 0;
