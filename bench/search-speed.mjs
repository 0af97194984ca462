// Time of a random search as the engine runs it, 30 trials on 5 folds of 16 000 rows × 20, trials side by side in as many
// threads as there are cores, against scikit-learn's RandomizedSearchCV over HistGradientBoostingClassifier with
// n_jobs = cores (bench/search-speed.py): the same rows, the same parameters tried, the same folds' sizes.
// Usage: npm run build && node bench/search-speed.mjs [trials] [python]      (Debian: python3-sklearn)
import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { createCompute } from "@mlopsc/engine";
import { assignmentToChoice, numericColumn, proposeTrials, seededRandom, tableOf } from "@mlopsc/learn";

const trials = Number(process.argv[2] ?? 30);
const python = process.argv[3] ?? "/usr/bin/python3";
const [rows, columns, folds] = [16_000, 20, 5];
const cores = availableParallelism();

const random = seededRandom(1, "bench");
const features = Array.from({ length: columns }, () => Float64Array.from({ length: rows }, () => random.normal()));
const [a, b, c, d] = features;
const target = Float64Array.from({ length: rows }, (_, row) =>
  Number(a[row] * b[row] + Math.sin(2 * c[row]) + 0.5 * d[row] + 0.5 * random.normal() > 0),
);
const names = features.map((_, at) => `x${at}`);
const table = tableOf([
  ...features.map((column, at) => numericColumn(names[at], "number", column)),
  numericColumn("left", "bool", target),
]);
const input = table.columns.map(({ name, kind }) => ({ name, type: { kind, nullable: false } }));
const definition = { name: "m", task: "binary", target: "left", input, steps: [], features: { names } };
const number = (name, kind, low, high, log) => ({ name, values: { kind, low, high, log } });
const search = {
  strategy: "random",
  trials,
  optimise: { metric: "auc" },
  space: [
    number("trees", "int", 50, 150, false),
    number("learning_rate", "number", 0.02, 0.3, true),
    number("max_leaves", "int", 8, 63, false),
    number("min_samples_leaf", "int", 5, 100, true),
    number("l2", "number", 0.01, 10, true),
  ],
  fixed: { algorithm: "gradient_boosting", parameters: {} },
};
const asked = proposeTrials(search, [], trials, { seed: 1, rows });

async function ours() {
  const compute = createCompute();
  const waiting = [...asked];
  const scores = [];
  const start = performance.now();
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const result = await compute.run("cross-validate", {
        ...{ table, definition, choice: assignmentToChoice(search, next.assignment), seed: 1, today: 0 },
        ...{ folds: { kind: "cross_validation", folds, by: "stratify", column: "left" }, metrics: [search.optimise] },
      });
      if (!result.ok) throw new Error(result.problem.kind);
      scores.push(result.value.means.auc);
    }
  };
  await Promise.all(Array.from({ length: compute.size }, work));
  const seconds = (performance.now() - start) / 1000;
  await compute.close();
  return { seconds, best: Math.max(...scores) };
}

function peer() {
  const bytes = Buffer.concat([...features, target].map((column) => Buffer.from(column.buffer)));
  const script = new URL("search-speed.py", import.meta.url).pathname;
  const tried = JSON.stringify(asked.map(({ assignment }) => assignment));
  const words = ["-W", "ignore", script, rows, columns, folds, cores, tried].map(String);
  return JSON.parse(execFileSync(python, words, { input: bytes, maxBuffer: 1e9 }).toString());
}

const [own, theirs] = [await ours(), peer()];
console.log(`${trials} trials × ${folds} folds, ${rows} × ${columns}, ${cores} cores`);
console.log(`ours ${own.seconds.toFixed(1)} s, best AUC ${own.best.toFixed(4)}`);
console.log(`scikit-learn ${theirs.seconds.toFixed(1)} s, best AUC ${theirs.best.toFixed(4)}`);
console.log(`ratio of times ${(own.seconds / theirs.seconds).toFixed(2)}`);
