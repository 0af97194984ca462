/**
 * Requests per second over 16 connections, with one record and with 100 each, of a model of trees and of a linear one:
 * `node bench/throughput.mjs [seconds] [rounds]`. Beside the bundled server, in turns on the same machine: the same with its request
 * log; bare Fastify, which parses and validates the same body and answers a fixed text; FastAPI with uvicorn (best of 1 and 2 workers)
 * before a scikit-learn pipeline of the same columns. Needs `wrk`, /proc, and Debian's python3-{fastapi,uvicorn,sklearn,pandas}; without
 * the latter the last is left out.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { bundleOptions } from "../packages/serve/bundle-options.mjs";

const here = fileURLToPath(new URL("../packages/serve/", import.meta.url));
const bench = fileURLToPath(new URL(".", import.meta.url));
const seconds = Number(process.argv[2] ?? 4);
const rounds = Number(process.argv[3] ?? 5);
const folder = mkdtempSync(join(tmpdir(), "throughput-"));
const python = "/usr/bin/python3";
const hasFastApi = spawnSync(python, ["-c", "import fastapi, uvicorn, sklearn, pandas"]).status === 0;
const started = [];

const { benchModels, records } = await bundled(modelsSource(), "models.mjs");
const models = benchModels();
writeFileSync(join(folder, "data.csv"), models.csv);
await build({ ...bundleOptions, outfile: join(folder, "server.cjs") });
let port = 20_000 + (process.pid % 20_000);

try {
  for (const kind of ["boosting", "linear"]) await measure(kind);
} finally {
  for (const child of started) child.kill();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(kind) {
  const model = join(folder, `${kind}.json`);
  writeFileSync(model, models[kind]);
  const words = [join(folder, "server.cjs"), "--host", "127.0.0.1", "--model", model];
  const ours = await start(process.execPath, [...words, "--port", String(++port)]);
  const logged = await start(process.execPath, [
    ...words,
    "--log-folder",
    join(folder, kind),
    "--port",
    String(++port),
  ]);
  const peers = hasFastApi ? [await startFastApi(kind, 1), await startFastApi(kind, 2)] : [];
  for (const count of [1, 100]) {
    const body = JSON.stringify(count === 1 ? records[0] : records.slice(0, count));
    writeFileSync(join(folder, "post.lua"), luaFor(body));
    const bare = await startBare(ours, body);
    const sides = [
      { name: "ours", ...ours, path: "/predict", figures: [] },
      { name: "ours with its log", ...logged, path: "/predict", figures: [] },
      { name: "bare Fastify", ...bare, path: "/predict", figures: [] },
      ...peers.map((peer) => ({ ...peer, path: count === 1 ? "/predict" : "/predict-many", figures: [] })),
    ];
    for (let round = 0; round <= rounds; round++) {
      // Each takes each place in the order: a busy machine, or a peer that still works off its queue, disturbs all alike.
      const turn = round % sides.length;
      for (const side of [...sides.slice(turn), ...sides.slice(0, turn)]) {
        const figure = load(side, round === 0 ? 2 : seconds);
        if (round > 0) side.figures.push(figure);
      }
    }
    report(kind, count, sides);
    bare.child.kill();
  }
  for (const child of started.splice(0)) child.kill();
}

function report(kind, count, sides) {
  process.stdout.write(`${kind}, ${count} ${count === 1 ? "record" : "records"} a request\n`);
  const rates = Object.fromEntries(sides.map(({ name, figures }) => [name, median(figures.map(({ rate }) => rate))]));
  for (const { name, figures } of sides) {
    const processor = Math.min(...figures.map((figure) => figure.processor));
    const own = Number.isNaN(processor) ? "" : `, ${processor.toFixed(1)} µs of processor a request at least`;
    process.stdout.write(`  ${name.padEnd(24)} ${rates[name].toFixed(0).padStart(6)}/s${own}\n`);
  }
  const share = (one, other) => `${((100 * rates[one]) / rates[other]).toFixed(0)} %`;
  process.stdout.write(
    `  of bare Fastify ${share("ours", "bare Fastify")}; with its log ${share("ours with its log", "ours")} of without`,
  );
  const best = Math.max(...sides.filter(({ name }) => name.startsWith("FastAPI")).map(({ name }) => rates[name]));
  process.stdout.write(Number.isFinite(best) ? `; ${(rates["ours"] / best).toFixed(1)} times FastAPI\n` : "\n");
}

/** Requests per second, and the processor time that a server of one process took for each, which a busy machine disturbs less. */
function load({ port: at, path, pid }, duration) {
  const before = pid === undefined ? 0 : processorSeconds(pid);
  const options = ["-t1", "-c16", `-d${duration}s`, "-s", join(folder, "post.lua"), `http://127.0.0.1:${at}${path}`];
  const text = execFileSync("wrk", options, { encoding: "utf8" });
  if (text.includes("Non-2xx")) throw new Error(text);
  const requests = Number(/(\d+) requests in/.exec(text)[1]);
  const processor = pid === undefined ? Number.NaN : (1e6 * (processorSeconds(pid) - before)) / requests;
  return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)[1]), processor };
}

/** User and system time in hundredths of a second are the 14th and 15th field (proc(5)). */
function processorSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

function median(measured) {
  return [...measured].sort((one, other) => one - other)[Math.floor(measured.length / 2)];
}

async function start(command, words, environment = {}, at = port) {
  const options = { cwd: bench, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, ...environment } };
  const child = spawn(command, words, options);
  started.push(child);
  await ready(`http://127.0.0.1:${at}/readyz`);
  return { child, pid: child.pid, port: at };
}

async function startFastApi(kind, workers) {
  const model = join(folder, `${kind}.pickle`);
  execFileSync(python, [join(bench, "throughput.py"), "train", join(folder, "data.csv"), model, kind]);
  const words = ["-m", "uvicorn", "throughput:app", "--port", String(++port), "--workers", String(workers)];
  const peer = await start(python, [...words, "--log-level", "critical", "--no-access-log"], { MODEL: model });
  // With more than one worker the process that was started only watches the others.
  return {
    name: `FastAPI, ${workers} ${workers === 1 ? "worker" : "workers"}`,
    ...peer,
    ...(workers === 1 ? {} : { pid: undefined }),
  };
}

async function startBare(ours, body) {
  const url = `http://127.0.0.1:${ours.port}`;
  const headers = { "content-type": "application/json" };
  const answer = await (await fetch(`${url}/predict`, { method: "POST", headers, body })).text();
  const { Record } = (await (await fetch(`${url}/openapi.json`)).json()).components.schemas;
  const schema = body.startsWith("[") ? { type: "array", items: Record } : Record;
  await bundled(
    `import fastify from "fastify"; const answer = ${JSON.stringify(answer)}; const server = fastify();
server.get("/readyz", () => "ready");
server.post("/predict", { schema: { body: ${JSON.stringify(schema)} } }, (request, reply) => reply.type("application/json").send(answer));
await server.listen({ port: ${++port}, host: "127.0.0.1" });`,
    `bare-${port}.mjs`,
  );
  return start(process.execPath, [join(folder, `bare-${port}.mjs`)]);
}

async function bundled(contents, name) {
  const outfile = join(folder, name);
  await build({
    stdin: { contents, resolveDir: here, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["source"],
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    outfile,
    logLevel: "warning",
  });
  return name.startsWith("bare") ? undefined : import(pathToFileURL(outfile).href);
}

async function ready(url) {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (
      await fetch(url).then(
        (response) => response.ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer`);
}

function luaFor(text) {
  return `wrk.method = "POST"\nwrk.headers["content-type"] = "application/json"\nwrk.body = [==[${text}]==]\n`;
}

/** Two models of the same rows, and those rows for the peer: nine columns of all kinds, one of them derived. */
function modelsSource() {
  return `
import { jsonFromNumber, numericColumn, seededRandom, serialiseModel, tableOf, textColumn, trainModel } from "@mlopsc/learn";
const random = seededRandom(7, "throughput");
const rows = 4000, today = 20_000;
const draw = (make) => Array.from({ length: rows }, (_, row) => make(row));
const gap = (value) => (random.next() < 0.05 ? null : value);
const segments = ["individual", "professional", "public", "other"], channels = ["shop", "web", "phone"];
const columns = {
  customer_id: draw((row) => "C-" + row),
  age: draw(() => gap(18 + random.integer(103))),
  segment: draw(() => segments[random.integer(4)]),
  channel: draw(() => channels[random.integer(3)]),
  spend: draw(() => gap(Math.round(random.normal() * 1e5) / 100)),
  visits: draw(() => random.integer(40)),
  signup: draw(() => 17_000 + random.integer(2900)),
  seen: draw(() => (19_000 + random.integer(900)) * 86_400_000 + random.integer(86_400) * 1000),
  flag: draw(() => random.integer(2)),
};
const churned = draw((row) => Number((columns.spend[row] ?? 0) / 300 + columns.visits[row] / 9 + (columns.segment[row] === "other" ? 2 : 0) + 3 * random.normal() > 3));
const kinds = { customer_id: "id", age: "int", segment: "category", channel: "category", spend: "number", visits: "int", signup: "date", seen: "timestamp", flag: "bool" };
const isText = (name) => ["customer_id", "segment", "channel"].includes(name);
const columnOf = (name) => (isText(name) ? textColumn : numericColumn)(name, kinds[name], columns[name]);
const table = tableOf([...Object.keys(columns).map(columnOf), numericColumn("churned", "bool", churned)]);
const extra = { age: { nullable: true, range: { low: 18, high: 120 } }, segment: { levels: segments }, channel: { levels: channels }, spend: { nullable: true } };
const input = [
  ...Object.keys(columns).map((name) => ({ name, type: { kind: kinds[name], nullable: false, ...extra[name] } })),
  { name: "churned", type: { kind: "bool", nullable: false }, trainingOnly: true },
];
const column = (name) => ({ kind: "column", name });
const call = (name, ...all) => ({ kind: "call", function: name, arguments: all });
const definition = {
  ...{ name: "churn", task: "binary", target: "churned", input },
  steps: [
    { kind: "derive", name: "days_since", type: "number", expression: call("days", call("subtract", call("today"), column("signup"))) },
    { kind: "impute", columns: { names: ["age", "spend", "days_since"] }, strategy: "median" },
    { kind: "encode", columns: { names: ["segment", "channel"] }, method: "one_hot" },
    { kind: "scale", columns: { names: ["age", "spend", "visits", "days_since"] }, method: "standard" },
  ],
  features: { all: "any", except: ["customer_id", "signup", "seen"] },
};
const json = (name, row) => (columns[name][row] === null || isText(name) ? columns[name][row] : kinds[name] === "bool" ? columns[name][row] === 1 : jsonFromNumber(kinds[name], columns[name][row]));
export const records = Array.from({ length: 100 }, (_, row) => Object.fromEntries(Object.keys(columns).map((name) => [name, json(name, row)])));
const names = [...Object.keys(columns)];
const line = (row) => [...names.map((name) => json(name, row) ?? ""), churned[row] === 1].join(",");
function trained(algorithm, parameters) {
  const made = trainModel(definition, { algorithm, parameters }, table, { seed: 1, today });
  if (!made.ok) throw new Error(JSON.stringify(made));
  return serialiseModel(made.value);
}
export const benchModels = () => ({
  boosting: trained("gradient_boosting", { trees: 100, max_leaves: 16 }),
  linear: trained("logistic_regression", {}),
  csv: [[...names, "churned"].join(","), ...draw(line)].join("\\n") + "\\n",
});
`;
}
