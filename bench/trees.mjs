// Trees beside scikit-learn's and XGBoost's: time of fit, quality on held-out rows, peak memory, growth with the rows.
// Build first, then: node bench/trees.mjs [repeats] [python] [boosting|forest|quality|forests|growth]. Each fit is a process of its own, in turns.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { evaluateMetric, fitLearner, numericColumn, predictLearner, seededRandom } from "@mlopsc/learn";
import { createCrew } from "../packages/engine/dist/compute/team/crew.js";
import { leadTeam } from "../packages/engine/dist/compute/team/member.js";

const columns = 20;
const heldRows = 20_000;
/** In one process, of which the median counts: the first is slower on our side, by what compiling takes. */
const usualFits = 3;

if (process.argv[2] === "fit") await fitOnce(process.argv.slice(3));
else compareAll(Number(process.argv[2] ?? 3), process.argv[3] ?? "/usr/bin/python3", process.argv[4]);

/** One fit on the rows of a file, columns after each other and the target last: prints what it took as JSON. */
async function fitOnce([file, rowText, threadText, task, algorithm, fitText]) {
  const fits = Number(fitText);
  const rows = Number(rowText);
  const all = readFileSync(file);
  const total = rows + heldRows;
  const values = Array.from(
    { length: columns + 1 },
    (_, at) => new Float64Array(all.buffer, all.byteOffset + at * total * 8, total),
  );
  const part = (from, to) => ({
    rows: to - from,
    columns: values.slice(0, columns).map((column, at) => numericColumn(`x${at}`, "number", column.subarray(from, to))),
  });
  const target = values[columns];
  const threads = Number(threadText);
  const worker = new URL("../packages/cli/bundle/compute-worker.js", import.meta.url);
  const crew = threads > 1 ? createCrew(worker) : undefined;
  const summon = () => {
    const { team, others } = leadTeam(threads);
    crew.enlist(others, (failure) => {
      throw failure;
    });
    return team;
  };
  const context = {
    task,
    classCount: task === "binary" ? 2 : 0,
    seed: 1,
    ...(crew ? { summon } : {}),
  };
  const times = [];
  let fitted;
  for (let fit = 0; fit < fits; fit++) {
    const start = performance.now();
    fitted = fitLearner({ algorithm, parameters: {} }, part(0, rows), target.subarray(0, rows), context);
    times.push(performance.now() - start);
    if (!fitted.ok) throw new Error(fitted.problem.kind);
  }
  const milliseconds = times.sort((a, b) => a - b)[fits >> 1];
  const peak = process.resourceUsage().maxRSS / 1024;
  const predicted = predictLearner(fitted.value, part(rows, total));
  const scored = { task, classCount: context.classCount, predicted };
  const { value } = evaluateMetric({ metric: task === "binary" ? "auc" : "rmse" }, target.subarray(rows), scored);
  console.log(JSON.stringify({ milliseconds, peak, score: value }));
  await crew?.close();
}

/** Normal features; a class or a number by a product, a sine and a sum of them, with noise. */
function writeData(folder, rows, task, seed = 1) {
  const total = rows + heldRows;
  const random = seededRandom(seed, "bench");
  const data = new Float64Array((columns + 1) * total);
  for (let at = 0; at < columns * total; at++) data[at] = random.normal();
  for (let row = 0; row < total; row++) {
    const [a, b, c, d] = [0, 1, 2, 3].map((column) => data[column * total + row]);
    const raw = a * b + Math.sin(2 * c) + 0.5 * d + 0.5 * random.normal();
    data[columns * total + row] = task === "binary" ? Number(raw > 0) : raw;
  }
  const file = join(folder, `${rows}-${task}.f64`);
  writeFileSync(file, new Uint8Array(data.buffer));
  return file;
}

function compareAll(repeats, python, wanted) {
  const folder = mkdtempSync(join(tmpdir(), "trees-"));
  try {
    const cores = availableParallelism();
    const threads = cores > 1 ? [1, cores] : [1];
    if (wanted === undefined || wanted === "boosting") {
      for (const task of ["binary", "regression"]) {
        for (const rows of [16_000, 80_000, 800_000]) {
          if (task === "regression" && rows > 80_000) continue;
          const file = writeData(folder, rows, task);
          for (const count of threads)
            compare(file, rows, count, task, "gradient_boosting", ["hist", "xgboost"], repeats, python);
        }
      }
    }
    if (wanted === undefined || wanted === "forest") {
      for (const [rows, task] of [
        [16_000, "binary"],
        [16_000, "regression"],
        [80_000, "binary"],
      ]) {
        const file = writeData(folder, rows, task);
        compare(file, rows, cores, task, "random_forest", ["forest"], rows > 16_000 ? 1 : repeats, python);
      }
    }
    if (wanted === "quality") {
      for (const [rows, task, sets] of [
        [16_000, "regression", 20],
        [16_000, "binary", 20],
        [80_000, "regression", 10],
        [80_000, "binary", 10],
        [800_000, "binary", 5],
      ])
        compareQuality(folder, rows, 1, task, sets, "gradient_boosting", ["hist", "xgboost"], python);
    }
    if (wanted === "forests") {
      for (const [rows, task, sets] of [
        [16_000, "binary", 10],
        [16_000, "regression", 10],
        [80_000, "binary", 5],
      ])
        compareQuality(folder, rows, cores, task, sets, "random_forest", ["forest"], python);
    }
    if (wanted === "growth") {
      for (const rows of [100_000, 300_000, 1_000_000, 3_000_000, 5_000_000]) {
        const file = writeData(folder, rows, "binary");
        const { milliseconds, peak } = ours(file, rows, cores, "binary", "gradient_boosting", 1);
        console.log(
          `${rows} rows: ${(milliseconds / 1000).toFixed(1)} s, ${((milliseconds * 1000) / rows).toFixed(1)} us a row, peak ${peak.toFixed(0)} MiB`,
        );
        rmSync(file);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function answer(command, args, threads) {
  const env = { ...process.env, OMP_NUM_THREADS: String(threads) };
  return JSON.parse(execFileSync(command, args.map(String), { maxBuffer: 1e8, env }));
}

function ours(file, rows, threads, task, algorithm, fits = usualFits) {
  const script = new URL(import.meta.url).pathname;
  return answer(process.execPath, [script, "fit", file, rows, threads, task, algorithm, fits], threads);
}

function theirs(python, peer, file, rows, threads, task, fits = usualFits) {
  const script = new URL("trees.py", import.meta.url).pathname;
  return answer(python, [script, peer, file, rows, heldRows, columns, threads, task, fits], threads);
}

/** On data sets of differing seeds: one alone is good or bad luck for a side. */
function compareQuality(folder, rows, threads, task, sets, algorithm, peers, python) {
  const scores = new Map([["ours", []], ...peers.map((peer) => [peer, []])]);
  for (let seed = 1; seed <= sets; seed++) {
    const file = writeData(folder, rows, task, seed);
    scores.get("ours").push(ours(file, rows, threads, task, algorithm, 1).score);
    for (const peer of peers) scores.get(peer).push(theirs(python, peer, file, rows, threads, task, 1).score);
    rmSync(file);
  }
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const metric = task === "binary" ? "auc" : "rmse";
  console.log(`${rows} x ${columns}, ${sets} data sets: mean ${metric} ${mean(scores.get("ours")).toFixed(4)}`);
  for (const peer of peers) {
    const differences = scores.get("ours").map((score, set) => {
      const theirScore = scores.get(peer)[set];
      return task === "binary" ? score - theirScore : 100 * (score / theirScore - 1);
    });
    const middle = mean(differences);
    const spread = Math.sqrt(mean(differences.map((value) => (value - middle) ** 2)) / (sets - 1));
    const [digits, unit] = task === "binary" ? [4, ""] : [2, " %"];
    console.log(
      `  ${peer}: ${mean(scores.get(peer)).toFixed(4)}; ours differs by ${middle.toFixed(digits)}${unit}, standard error ${spread.toFixed(digits)}${unit}`,
    );
  }
}

function compare(file, rows, threads, task, algorithm, peers, repeats, python) {
  const runs = new Map([["ours", []], ...peers.map((peer) => [peer, []])]);
  for (let repeat = 0; repeat < repeats; repeat++) {
    runs.get("ours").push(ours(file, rows, threads, task, algorithm));
    for (const peer of peers) runs.get(peer).push(theirs(python, peer, file, rows, threads, task));
  }
  const middle = (name, figure) =>
    runs
      .get(name)
      .map((run) => run[figure])
      .sort((a, b) => a - b)[repeats >> 1];
  console.log(
    `${algorithm} ${task} ${rows} x ${columns}, ${threads} thread${threads > 1 ? "s" : ""}: ${middle("ours", "milliseconds").toFixed(0)} ms`,
  );
  for (const peer of peers) {
    const ratio = (figure) => (middle("ours", figure) / middle(peer, figure)).toFixed(2);
    const quality = `${middle("ours", "score").toFixed(4)} beside ${middle(peer, "score").toFixed(4)}`;
    console.log(
      `  ${peer}: time ${ratio("milliseconds")} x (${middle(peer, "milliseconds").toFixed(0)} ms), peak memory ${ratio("peak")} x, ${task === "binary" ? "auc" : "rmse"} ${quality}`,
    );
  }
}
