// A trainer that is small enough to read: `node centroids.mjs train|predict job`. Classes by the nearest mean of the
// numbers, regression by the mean. Its parameter `fault` makes it do one thing wrong, for tests.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [verb, folder] = process.argv.slice(2);
const at = (name) => join(folder, name);
const job = JSON.parse(readFileSync(at("job.json"), "utf8"));
const { fault } = job.parameters;
const numbers = job.features.filter(({ levels }) => levels === undefined).map(({ name }) => name);

function table(name) {
  const [head, ...lines] = readFileSync(at(name), "utf8").trimEnd().split("\n");
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, index) => [names[index], cell])));
}

function train() {
  const rows = table(job.train);
  console.log(`${rows.length} rows of ${numbers.join(" ")}`);
  if (fault === "hang")
    spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" }).on("spawn", hang);
  if (fault === "hang") return;
  if (fault === "crash") throw new Error("no luck today");
  if (fault === "signal") process.kill(process.pid, "SIGKILL");
  if (fault === "segfault") process.kill(process.pid, "SIGSEGV");
  if (fault === "secret") console.log(`the token is ${process.env.TRAINER_TOKEN}`);
  if (fault === "no model") return;
  mkdirSync(at(job.model), { recursive: true });
  const groups = job.classes ?? ["all"];
  const means = groups.map((label) => {
    const own = job.classes ? rows.filter((row) => row[job.target].toLowerCase() === label.toLowerCase()) : rows;
    return numbers.map((name) => own.reduce((sum, row) => sum + Number(row[name]), 0) / own.length);
  });
  const mean = rows.reduce((sum, row) => sum + Number(row[job.target]), 0) / rows.length;
  const seen = { environment: Object.keys(process.env).sort(), seed: job.seed, parameters: job.parameters };
  writeFileSync(at(`${job.model}/centroids.json`), JSON.stringify({ means, mean, seen }));
}

/** It and a program that it starts wait for ever. */
function hang() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
  child.on("spawn", () => writeFileSync(job.parameters.pids, `${process.pid} ${child.pid}`));
  setInterval(() => {}, 1000);
}

function predict() {
  const model = JSON.parse(readFileSync(at(`${job.model}/centroids.json`), "utf8"));
  const rows = table(job.rows);
  const predicted = rows.map((row) => {
    if (!job.classes) return [model.mean];
    const closeness = model.means.map((mean) => {
      const distance = mean.reduce((sum, value, index) => sum + (value - Number(row[numbers[index]])) ** 2, 0);
      return 1 / (1e-9 + distance);
    });
    const sum = closeness.reduce((total, value) => total + value, 0);
    return closeness.map((value) => value / sum);
  });
  const lines = rows.map((row, index) => [row[job.row], ...predicted[index]]);
  if (fault === "no predictions") return;
  if (fault === "too few") lines.pop();
  if (fault === "twice") lines[1][0] = lines[0][0];
  if (fault === "strange row") lines[0][0] = "7000";
  if (fault === "nan") lines[0][1] = "NaN";
  if (fault === "sum") lines[0][1] = 0.25 + lines[0][1] / 2;
  if (fault === "range") lines[0][1] = 1.5;
  const columns = fault === "columns" ? job.columns.map((_, index) => `p${index}`) : job.columns;
  const text = [[job.row, ...columns], ...lines].map((line) => line.join(",")).join("\n");
  writeFileSync(at(job.predictions), `${text}\n`);
}

if (verb === "train") train();
else predict();
