// Applies examples/telco on the real files, then gives scikit-learn's HistGradientBoostingClassifier the very same
// training rows, test rows and feature columns. Both test AUCs are computed by our metric; scikit-learn's own must agree.
// Usage: npm run build && node bench/telco.mjs [python]     (Debian: python3-sklearn python3-pandas)
// Ends with 1 where ours is below theirs (default parameters) by more than 0.01.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DataStore, openProjectState, partCodes } from "@mlopsc/engine";
import { applyPipeline, evaluateMetric, isText, readModel, requireColumn, requireNumeric, textAt } from "@mlopsc/learn";

const tolerated = 0.01;
const root = resolve(import.meta.dirname, "..");
const data = join(process.env.MLOPSC_SHARED_DATA ?? resolve(root, "../shared/data"), "telco");
const python = process.argv[2] ?? "/usr/bin/python3";

if (!existsSync(data)) {
  console.log(`skipped: the real files are not at ${data} (set MLOPSC_SHARED_DATA)`);
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), "mlopsc-telco-"));
try {
  applyExample();
  const { evaluation, task } = await sameTask();
  report(evaluation, task, await peer(task));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function applyExample() {
  const filter = (path) => !path.includes(".mlopsc") && !path.endsWith("/data");
  cpSync(join(root, "examples/telco"), folder, { recursive: true, filter });
  const command = join(root, "packages/cli/bin/mlopsc.js");
  const words = [command, "apply", folder, "--target", "model.churn", "--param", `data=${data}`];
  execFileSync(process.execPath, words, { stdio: ["ignore", "ignore", "inherit"] });
}

/** What the learner of `model.churn` was given, from the registry: columns after the pipeline, by part. */
async function sameTask() {
  const { state, problem } = openProjectState(folder, Date.now);
  if (problem) throw new Error(problem.message);
  const { registry, objects } = state;
  const outcome = (address) => registry.steps.current(address).outcome;
  const split = outcome("transform.features/split");
  const source = outcome("transform.features");
  const trained = outcome("model.churn");
  const model = readModel(new TextDecoder().decode(await objects.read(trained.model))).value;
  const store = new DataStore();
  const read = await store.readTable(await objects.pathOf(source.table));
  await store.close();
  const codes = await objects.read(split.codes);
  const { output, rows } = applyPipeline(model.pipeline, read.value, { today: source.today, serving: false });
  const target = requireNumeric(output, model.definition.target).values;
  const task = {
    columns: model.features.map((name) => plainColumn(requireColumn(output, name))),
    target: [...target],
    part: Array.from(rows, (row) => codes[row]),
    ...partCodes,
  };
  registry.close();
  return { evaluation: outcomeOf(outcome, task), task };
}

function outcomeOf(outcome, { part }) {
  const evaluation = outcome("model.churn/evaluate");
  const counted = (code) => part.filter((one) => one === code).length;
  for (const name of ["train", "test"]) {
    if (counted(partCodes[name]) !== evaluation.rows[name]) throw new Error(`the ${name} rows are not those evaluated`);
  }
  return { ...evaluation, trials: outcome("model.churn/search").trials.length };
}

function plainColumn(column) {
  const { name } = column;
  if (isText(column))
    return { name, isCategory: true, values: Array.from(column.codes, (_, row) => textAt(column, row)) };
  return { name, isCategory: column.kind === "bool", values: [...column.values] }; // NaN becomes null: missing
}

async function peer(task) {
  const output = execFileSync(python, [join(import.meta.dirname, "telco.py")], {
    input: JSON.stringify(task),
    encoding: "utf8",
    maxBuffer: 1e9,
    env: { ...process.env, OMP_NUM_THREADS: "1" }, // threads of OpenMP spin while they wait for a busy core
  });
  return JSON.parse(output);
}

function report(ours, { target, part }, theirs) {
  const truth = Float64Array.from(target.filter((_, row) => part[row] === partCodes.test));
  const { low, high } = ours.intervals.auc;
  console.log(`${ours.rows.train} training rows, ${ours.rows.test} test rows; ${theirs.version}`);
  console.log(
    `mlopsc, ${ours.trials} trials      ${ours.test.auc.toFixed(4)}  (95 % of resamples: ${low.toFixed(4)} – ${high.toFixed(4)})`,
  );
  const areas = theirs.models.map(({ name, scores, auc }) => {
    const area = aucOf(truth, scores);
    if (Math.abs(area - auc) > 1e-12) throw new Error(`our AUC of ${name} is ${area}, scikit-learn's is ${auc}`);
    console.log(`${name.padEnd(22)} ${area.toFixed(4)}  (ours – theirs: ${(ours.test.auc - area).toFixed(4)})`);
    return area;
  });
  if (ours.test.auc < areas[0] - tolerated) process.exitCode = 1;
}

function aucOf(truth, scores) {
  const predicted = Float64Array.from(scores.flatMap((score) => [1 - score, score]));
  const area = evaluateMetric({ metric: "auc" }, truth, { task: "binary", classCount: 2, predicted });
  if (!area.ok) throw new Error(area.problem.kind);
  return area.value;
}
