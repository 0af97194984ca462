// Medians of fitting times on seeded data, and of predicting where a case says so. Build first, then:
// node bench/learners.mjs [repeats] [python] [case]. With a python that has scikit-learn the same data go to it
// (bench/learners.py), and ratios are printed. Times are of the processor, all threads of the process together: other work on
// the machine weighs less on them than on the clock.
import { execFileSync } from "node:child_process";
import { compileLearner, contiguousTable, fitLearner, numericColumn, seededRandom } from "@mlopsc/learn";

const repeats = Number(process.argv[2] ?? 3);
const python = process.argv[3] || undefined;
const wanted = process.argv[4];

/** `asked`: rows to predict at once, `slow` where that takes long. `number`: predicts the sum that the classes are cut from. */
const cases = [
  { name: "linear", rows: 80_000, columns: 20, algorithm: "linear_regression", number: true, asked: 100_000 },
  { name: "logistic", rows: 80_000, columns: 20, algorithm: "logistic_regression", asked: 100_000 },
  {
    name: "sparse logistic",
    rows: 80_000,
    columns: 20,
    algorithm: "logistic_regression",
    parameters: { penalty: "l1" },
  },
  { name: "support vectors", rows: 80_000, columns: 20, algorithm: "linear_svm", asked: 100_000 },
  { name: "kernel", rows: 2000, columns: 20, algorithm: "svm", asked: 10_000 },
  { name: "kernel", rows: 4000, columns: 20, algorithm: "svm" },
  { name: "kernel", rows: 8000, columns: 20, algorithm: "svm" },
  { name: "kernel, numbers", rows: 8000, columns: 20, algorithm: "svm", number: true, asked: 10_000 },
  { name: "Bayes", rows: 80_000, columns: 20, algorithm: "naive_bayes", asked: 100_000 },
  { name: "neighbours", rows: 16_000, columns: 20, algorithm: "knn", asked: 10_000 },
  { name: "boosted trees", rows: 16_000, columns: 20, algorithm: "gradient_boosting", asked: 100_000, slow: true },
  { name: "forest", rows: 16_000, columns: 20, algorithm: "random_forest", asked: 100_000, slow: true },
];

/** Normal features; a product, a sine and a sum of them, with noise, or whether that is above 0; and rows to predict. */
function seededData({ rows, columns, number = false, asked = 0 }) {
  const random = seededRandom(1, "bench");
  const drawn = (count) =>
    Array.from({ length: columns }, () => Float64Array.from({ length: count }, () => random.normal()));
  const values = drawn(rows);
  const [a, b, c, d] = values;
  const target = Float64Array.from({ length: rows }, (_, row) => {
    const sum = a[row] * b[row] + Math.sin(2 * c[row]) + 0.5 * d[row] + 0.5 * random.normal();
    return number ? sum : Number(sum > 0);
  });
  const tableOf = (parts, count) => ({
    rows: count,
    columns: parts.map((column, at) => numericColumn(`x${at}`, "number", column)),
  });
  return { table: tableOf(values, rows), target, asked: tableOf(drawn(asked), asked) };
}

function fitted({ algorithm, parameters = {}, number = false }, { table, target }) {
  const context = number ? { task: "regression", classCount: 0 } : { task: "binary", classCount: 2 };
  const outcome = fitLearner({ algorithm, parameters }, table, target, { ...context, seed: 1 });
  if (!outcome.ok) throw new Error(outcome.problem.kind);
  return outcome.value;
}

/** Milliseconds of the processor: the median of so many times. */
function timed(work, count = repeats) {
  const times = Array.from({ length: count }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return median(times);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** Microseconds of the processor a record, one record a table. */
function latency(learner, table) {
  const predict = compileLearner(learner);
  const records = Array.from({ length: 2000 }, (_, row) => ({
    rows: 1,
    columns: table.columns.map((column) => ({ ...column, values: column.values.slice(row, row + 1) })),
  }));
  const predictAll = () => {
    for (const record of records) predict(record);
  };
  predictAll();
  return (timed(predictAll) * 1000) / records.length;
}

/** So often that the first ones, in which the engine compiles, do not move the median; but not where it takes seconds. */
const predictions = ({ asked = 0, slow = false }) => (slow || asked <= 10_000 ? repeats : 20 * repeats);

/** Milliseconds of scikit-learn on the same numbers, by one thread: to fit and to predict. */
function peer({ algorithm, parameters, number, rows, columns, slow }, { table, target, asked }) {
  const parts = [...table.columns.map(({ values }) => values), target, ...asked.columns.map(({ values }) => values)];
  const script = new URL("learners.py", import.meta.url).pathname;
  const name = [algorithm, parameters?.penalty, number && algorithm === "svm" ? "number" : ""]
    .filter(Boolean)
    .join(" ");
  const answer = execFileSync(
    python,
    [script, name, rows, columns, asked.rows, repeats, predictions({ asked: asked.rows, slow })].map(String),
    {
      input: Buffer.concat(parts.map((values) => Buffer.from(values.buffer))),
      maxBuffer: 1e9,
      env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
    },
  );
  return JSON.parse(answer);
}

const compared = (ours, theirs, of = "scikit-learn") =>
  theirs === undefined
    ? `${ours.toFixed(2)} ms`
    : `${ours.toFixed(2)} ms, ${of} ${theirs.toFixed(2)} ms, ratio ${(ours / theirs).toFixed(2)}`;

for (const one of cases.filter(({ name }) => wanted === undefined || name === wanted)) {
  const data = seededData(one);
  const theirs = python === undefined ? undefined : peer(one, data);
  const fit = timed(() => fitted(one, data));
  const learner = fitted(one, data);
  console.log(`${one.name} ${one.rows} x ${one.columns}: fit ${compared(fit, theirs?.fit)}`);
  if (one.asked !== undefined) {
    const predict = compileLearner(learner);
    const time = (table) => timed(() => predict(table), predictions(one));
    const rows = `  predict ${one.asked} rows`;
    console.log(`${rows} of a table: ${compared(time(data.asked), theirs?.frame, "scikit-learn of a data frame")}`);
    const together = contiguousTable(data.asked);
    console.log(`${rows} that are contiguous: ${compared(time(together), theirs?.array, "scikit-learn of an array")}`);
  }
  console.log(`  predict one record: ${latency(learner, data.table).toFixed(1)} us`);
}
