// Medians of fitting times on seeded data, one thread. Build first, then: node bench/learners.mjs [repeats] [python] [case]
// With a python that has scikit-learn the same data go to scikit-learn (bench/learners.py), and ratios are printed.
import { execFileSync } from "node:child_process";
import { compileLearner, fitLearner, numericColumn, seededRandom } from "@mlopsc/learn";

const repeats = Number(process.argv[2] ?? 3);
const python = process.argv[3];
const wanted = process.argv[4];

const cases = [
  { name: "boosting", rows: 16_000, columns: 20, algorithm: "gradient_boosting" },
  { name: "boosting", rows: 80_000, columns: 20, algorithm: "gradient_boosting" },
  { name: "forest", rows: 3_000, columns: 4, algorithm: "random_forest" },
  { name: "forest", rows: 16_000, columns: 20, algorithm: "random_forest" },
  { name: "logistic", rows: 80_000, columns: 20, algorithm: "logistic_regression" },
  {
    name: "sparse logistic",
    rows: 80_000,
    columns: 20,
    algorithm: "logistic_regression",
    parameters: { penalty: "l1" },
  },
  { name: "support vectors", rows: 80_000, columns: 20, algorithm: "linear_svm" },
  { name: "kernel", rows: 2000, columns: 20, algorithm: "svm" },
  { name: "kernel", rows: 8000, columns: 20, algorithm: "svm" },
  { name: "Bayes", rows: 80_000, columns: 20, algorithm: "naive_bayes" },
];

/** Normal features; classes by a product, a sine and a sum of them, with noise. */
function seededData(rows, columns) {
  const random = seededRandom(1, "bench");
  const values = Array.from({ length: columns }, () => Float64Array.from({ length: rows }, () => random.normal()));
  const [a, b, c, d] = values;
  const target = Float64Array.from({ length: rows }, (_, row) =>
    Number(a[row] * b[row] + Math.sin(2 * c[row]) + 0.5 * d[row] + 0.5 * random.normal() > 0),
  );
  return { table: { rows, columns: values.map((column, at) => numericColumn(`x${at}`, "number", column)) }, target };
}

function fitted({ algorithm, parameters = {} }, { table, target }) {
  const outcome = fitLearner({ algorithm, parameters }, table, target, { task: "binary", classCount: 2, seed: 1 });
  if (!outcome.ok) throw new Error(outcome.problem.kind);
  return outcome.value;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** Microseconds a record, one record a table. */
function latency(learner, table) {
  const predict = compileLearner(learner);
  const records = Array.from({ length: 2000 }, (_, row) => ({
    rows: 1,
    columns: table.columns.map((column) => ({ ...column, values: column.values.slice(row, row + 1) })),
  }));
  for (const record of records) predict(record);
  const start = performance.now();
  for (const record of records) predict(record);
  return ((performance.now() - start) * 1000) / records.length;
}

/** Milliseconds of scikit-learn on the same numbers, by threads. */
function peer({ algorithm, parameters, rows, columns }, { table, target }) {
  const bytes = Buffer.concat([...table.columns.map(({ values }) => values), target].map((v) => Buffer.from(v.buffer)));
  const script = new URL("learners.py", import.meta.url).pathname;
  const run = (threads) =>
    Number(
      execFileSync(
        python,
        [script, [algorithm, parameters?.penalty].filter(Boolean).join(" "), rows, columns, repeats].map(String),
        {
          input: bytes,
          maxBuffer: 1e9,
          env: { ...process.env, OMP_NUM_THREADS: threads },
        },
      ),
    );
  return run("1");
}

for (const one of cases.filter(({ name }) => wanted === undefined || name === wanted)) {
  const data = seededData(one.rows, one.columns);
  const times = [];
  let learner;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now();
    learner = fitted(one, data);
    times.push(performance.now() - start);
  }
  const ours = median(times);
  const theirs = python === undefined ? undefined : peer(one, data);
  const comparison =
    theirs === undefined ? "" : `, scikit-learn ${theirs.toFixed(0)} ms, ratio ${(ours / theirs).toFixed(2)}`;
  const record = latency(learner, data.table).toFixed(1);
  console.log(`${one.name} ${one.rows} x ${one.columns}: ${ours.toFixed(0)} ms${comparison}; ${record} us a record`);
}
