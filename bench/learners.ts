/**
 * Medians of fitting times on seeded data: build first, then `node bench/learners.ts` needs Node >= 22; with Node 20
 * `npx esbuild bench/learners.ts --bundle --platform=node --format=esm --outfile=DIR/learners.mjs && node DIR/learners.mjs`.
 * Compare with `/usr/bin/python3 bench/learners.py` on the same machine at the same load.
 */
import {
  type AlgorithmChoice,
  compileLearner,
  fitLearner,
  numericColumn,
  seededRandom,
  type Table,
} from "@mlopsc/learn";

const repeats = Number(process.argv[2] ?? 3);

function seededData(rows: number, columns: number): { table: Table; target: Float64Array } {
  const random = seededRandom(1, "bench");
  const values = Array.from({ length: columns }, () => Float64Array.from({ length: rows }, () => random.normal()));
  const target = Float64Array.from({ length: rows }, (_, row) => {
    const [a, b, c, d] = values.map((column) => column[row] as number) as [number, number, number, number];
    return Number(a * b + Math.sin(2 * c) + 0.5 * d + 0.5 * random.normal() > 0);
  });
  return { table: { rows, columns: values.map((column, at) => numericColumn(`x${at}`, "number", column)) }, target };
}

function measure(name: string, rows: number, columns: number, choice: AlgorithmChoice): void {
  const { table, target } = seededData(rows, columns);
  const context = { task: "binary", classCount: 2, seed: 1 } as const;
  const times: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now();
    const fitted = fitLearner(choice, table, target, context);
    times.push(performance.now() - start);
    if ("kind" in fitted) throw new Error(fitted.kind);
    if (repeat === repeats - 1) latency(name, fitted, table);
  }
  times.sort((a, b) => a - b);
  console.log(`${name} ${rows} x ${columns}: median ${(times[times.length >> 1] as number).toFixed(0)} ms`);
}

function latency(name: string, fitted: Parameters<typeof compileLearner>[0], table: Table): void {
  const predict = compileLearner(fitted);
  const rows = Array.from(
    { length: 1000 },
    (_, row): Table => ({
      rows: 1,
      columns: table.columns.map((column) =>
        "values" in column ? { ...column, values: column.values.slice(row, row + 1) } : column,
      ),
    }),
  );
  for (const row of rows) predict(row);
  const start = performance.now();
  for (const row of rows) predict(row);
  console.log(`${name}: ${(performance.now() - start).toFixed(2)} us a single record`);
}

const boosting: AlgorithmChoice = { algorithm: "gradient_boosting", parameters: {} };
const forest: AlgorithmChoice = { algorithm: "random_forest", parameters: {} };
measure("boosting", 16_000, 20, boosting);
measure("boosting", 80_000, 20, boosting);
measure("forest", 3_000, 4, forest);
measure("forest", 16_000, 20, forest);
measure("logistic", 80_000, 20, { algorithm: "logistic_regression", parameters: {} });
