// 1 000 000 rows × 20 columns of CSV joined with 100 000, filtered, median-imputed, grouped and written to Parquet:
// mlopsc's ingest and transforms against pandas, run by turns. Needs `npm run build`, pandas, and GNU time.
//
// The 20 columns, chosen once: two ids (whole numbers on both sides), six amounts with two decimals, six measurements with all their digits (of both
// a twentieth is missing), a date, an instant, two categories (8 and 500), a small integer and a flag. mlopsc does what
// an apply does to data, each step's table on disk; fingerprints and profiles are not in it, as pandas makes none.
// mlopsc works on all cores and pandas on one, so other work on the machine moves the ratio of wall times: read it with
// the loads and the processor times that are told beside it.
//
//   node bench/data.mjs [RUNS=5] [PYTHON=/usr/bin/python3]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { build } from "esbuild";

/** Bundled, as the command line is: nobody loads it module by module. */
const bundle = fileURLToPath(new URL("../packages/engine/dist/data-store.bundle.mjs", import.meta.url));

const numbers = Array.from({ length: 12 }, (_, at) => `n${at}`);
const pandasSource = `
import sys, pandas as pd
folder = sys.argv[1]
numbers = [f"n{i}" for i in range(12)]
events = pd.read_csv(f"{folder}/events.csv", parse_dates=["day", "at"])
customers = pd.read_csv(f"{folder}/customers.csv")
table = events.merge(customers, on="customer_id", how="left")
table = table[~table["returned"] & (table["age"] >= 21)].copy()
table[numbers] = table[numbers].fillna(table[numbers].median())
grouped = table.groupby(["region", "product"], as_index=False).agg(
    events=("event_id", "size"), sold=("quantity", "sum"), **{n: (n, "mean") for n in numbers})
grouped.to_csv(f"{folder}/pandas.csv", index=False)
try:
    grouped.to_parquet(f"{folder}/pandas.parquet", index=False)
except ImportError:
    pass  # No Parquet writer: the CSV of the small result stands for it.
`;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const wall = (all) => median(all.map(({ seconds }) => seconds));
const processor = (all) => median(all.map((one) => one.processor));
const peak = (all) => Math.max(...all.map(({ megabytes }) => megabytes));

const [mode = "5", second = "/usr/bin/python3"] = process.argv.slice(2);
if (mode === "--engine") await engine(second);
else await compare(Number(mode), second);

async function compare(runs, python) {
  const folder = mkdtempSync(join(tmpdir(), "mlopsc-bench-"));
  try {
    await generate(folder, 42);
    await build({
      entryPoints: [fileURLToPath(new URL("../packages/engine/dist/data/data-store.js", import.meta.url))],
      ...{ outfile: bundle, bundle: true, format: "esm", platform: "node", external: ["@duckdb/node-api"] },
    });
    const size = (statSync(join(folder, "events.csv")).size / 1e6).toFixed(0);
    console.log(
      `events.csv ${size} MB, ${availableParallelism()} cores, node ${process.version}, ${versionOf(python)}`,
    );
    const contenders = {
      mlopsc: [process.execPath, fileURLToPath(import.meta.url), "--engine", folder],
      pandas: [python, "-c", pandasSource, folder],
    };
    const taken = { mlopsc: [], pandas: [] };
    const loads = [];
    for (let run = 0; run < runs; run++) {
      loads.push(loadavg()[0].toFixed(1));
      for (const [name, command] of Object.entries(contenders)) taken[name].push(timed(command, folder));
    }
    for (const [name, all] of Object.entries(taken)) {
      const seconds = all.map((one) => one.seconds.toFixed(2)).join(" ");
      console.log(
        `${name}: median ${wall(all).toFixed(2)} s (${seconds}), processor ${processor(all).toFixed(2)} s, peak ${peak(all).toFixed(0)} MB`,
      );
    }
    await sameResult(folder);
    console.log(`load of the machine before each run: ${loads.join(" ")}`);
    console.log(
      `ratio of wall times ${(wall(taken.mlopsc) / wall(taken.pandas)).toFixed(2)} (goal: at most 0.60), ` +
        `of processor times ${(processor(taken.mlopsc) / processor(taken.pandas)).toFixed(2)}, ` +
        `of peak memory ${(peak(taken.mlopsc) / peak(taken.pandas)).toFixed(2)} (goal: below 1)`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Wall time of a whole process, and its largest resident set as GNU time tells it. */
function timed([command, ...options], folder) {
  const figures = join(folder, "time.txt");
  const start = performance.now();
  execFileSync("/usr/bin/time", ["-v", "-o", figures, command, ...options], { stdio: ["ignore", "ignore", "inherit"] });
  const seconds = (performance.now() - start) / 1000;
  const report = readFileSync(figures, "utf8");
  const figure = (label) => Number(new RegExp(`${label}[^:]*: ([\\d.]+)`).exec(report)?.[1]);
  const processor = figure("User time") + figure("System time");
  return { seconds, processor, megabytes: figure("Maximum resident set size") / 1024 };
}

function versionOf(python) {
  return execFileSync(python, ["-c", "import pandas; print('pandas', pandas.__version__)"], {
    encoding: "utf8",
  }).trim();
}

async function generate(folder, seed) {
  const connection = await (await DuckDBInstance.create()).connect();
  const draw = (salt, below) => `(hash(i, ${seed}, ${salt}) % ${below})`;
  // Half of the numbers are amounts with two decimals, half measurements with all their digits; a twentieth is missing.
  const figure = (at) => `${draw(100 + at, 1_000_000)} / 997.0`;
  const measures = numbers.map((name, at) => {
    const value = at % 2 === 0 ? `round(${figure(at)}, 2)` : `sqrt((${figure(at)})::DOUBLE)`;
    return `CASE WHEN ${draw(at, 20)} <> 0 THEN ${value} END AS ${name}`;
  });
  const columns = [
    "i AS event_id",
    `${draw(50, 100_000)} AS customer_id`,
    ...measures,
    `DATE '2020-01-01' + ${draw(51, 1000)}::INTEGER AS day`,
    `TIMESTAMP '2020-01-01' + to_seconds(${draw(52, 80_000_000)}) AS at`,
    `'channel ' || ${draw(53, 8)} AS channel`,
    `'product ' || ${draw(54, 500)} AS product`,
    `${draw(55, 9)} + 1 AS quantity`,
    `${draw(56, 2)} = 0 AS returned`,
  ];
  const copy = (rows, list, name) =>
    connection.run(`COPY (SELECT ${list} FROM range(${rows}) t(i)) TO '${join(folder, name)}' (HEADER)`);
  await copy(1_000_000, columns.join(", "), "events.csv");
  const customer = [`i AS customer_id`, `'region ' || ${draw(60, 25)} AS region`, `${draw(61, 60)} + 18 AS age`];
  await copy(100_000, customer.join(", "), "customers.csv");
}

/** What an apply does: two datasets taken in, three transforms, each a Parquet file of its own. */
async function engine(folder) {
  const { DataStore } = await import(bundle);
  const store = new DataStore({ temporaryFolder: folder });
  const type = (kind, nullable = false) => ({ kind, nullable });
  const events = [
    { name: "event_id", type: type("int") },
    { name: "customer_id", type: type("int") },
    ...numbers.map((name) => ({ name, type: type("number", true) })),
    { name: "day", type: type("date") },
    { name: "at", type: type("timestamp") },
    { name: "channel", type: type("category") },
    { name: "product", type: type("category") },
    { name: "quantity", type: type("int") },
    { name: "returned", type: type("bool") },
  ];
  const customers = [
    { name: "customer_id", type: type("int") },
    { name: "region", type: type("category") },
    { name: "age", type: type("int") },
  ];
  const path = (name) => join(folder, `${name}.parquet`);
  const take = async (name, columns) =>
    check(await store.ingest({ source: { format: "csv", path: `${name}.csv` }, columns, key: [] }, folder, path(name)));
  await Promise.all([take("events", events), take("customers", customers)]); // As the walk over a plan does.
  const column = (name) => ({ kind: "column", name });
  const call = (name, ...values) => ({ kind: "call", function: name, arguments: values });
  const literal = (kind, value) => ({ kind: "literal", type: kind, value });
  const brought = ["region", "age"].map((name) => ({ from: name, to: name }));
  const shape = async (name, steps, columns, inputs) =>
    check(
      await store.transform(
        { steps, columns, seed: 1 },
        Object.fromEntries(inputs.map((input) => [input, path(input)])),
        path(name),
        { today: 0 },
      ),
    );
  const joined = [
    { kind: "from", input: "events" },
    {
      kind: "join",
      input: "customers",
      how: "left",
      on: [{ left: "customer_id", right: "customer_id" }],
      columns: brought,
    },
    {
      kind: "filter",
      condition: call(
        "and",
        call("not", column("returned")),
        call("greater_or_equal", column("age"), literal("int", 21)),
      ),
      source: "",
    },
  ];
  const middles = numbers.map((name) => ({ name, aggregate: "median", argument: column(name) }));
  const middleColumns = numbers.map((name) => ({ name, type: type("number", true) }));
  await shape("medians", [...joined, { kind: "aggregate", by: [], outputs: middles }], middleColumns, [
    "events",
    "customers",
  ]);
  const filled = [
    ...joined,
    {
      kind: "join",
      input: "medians",
      how: "left",
      on: [],
      columns: numbers.map((name) => ({ from: name, to: `median ${name}` })),
    },
    ...numbers.map((name) => ({
      kind: "derive",
      name,
      type: "number",
      expression: call("coalesce", column(name), column(`median ${name}`)),
    })),
  ];
  const means = numbers.map((name) => ({ name, aggregate: "mean", argument: column(name) }));
  const counted = [
    { name: "events", aggregate: "count" },
    { name: "sold", aggregate: "sum", argument: column("quantity") },
  ];
  const by = ["region", "product"];
  await shape(
    "result",
    [...filled, { kind: "aggregate", by, outputs: [...counted, ...means] }],
    [
      ...by.map((name) => ({ name, type: type("category") })),
      ...counted.map(({ name }) => ({ name, type: type("int") })),
      ...numbers.map((name) => ({ name, type: type("number", true) })),
    ],
    ["events", "customers", "medians"],
  );
  await store.close();
}

function check(result) {
  if (result.failed) throw new Error(result.failed.map(({ message }) => message).join("\n"));
}

/** Both must have computed the same groups; means may differ in their last bits. */
async function sameResult(folder) {
  const connection = await (await DuckDBInstance.create()).connect();
  const far = numbers.map((name) => `abs(a.${name} - b.${name}) > 1e-9 * abs(b.${name})`).join(" OR ");
  const result = await connection.runAndReadAll(
    `SELECT count(*)::INTEGER, count(*) FILTER (a.region IS NULL OR b.region IS NULL OR a.events <> b.events OR a.sold <> b.sold OR ${far})::INTEGER
     FROM '${join(folder, "result.parquet")}' a FULL JOIN '${join(folder, "pandas.csv")}' b USING (region, product)`,
  );
  const [groups, different] = result.getRows()[0];
  if (groups === 0 || different > 0) throw new Error(`${different} of ${groups} groups differ`);
  console.log(`${groups} groups, the same in both`);
}
