/**
 * Roll-outs under load, of every kind in turn, and what became of the requests; then a rollback, and a canary that fails one request
 * in twenty: `node bench/rollout.mjs [process|docker] [roll-outs]`. With docker: needs root, docker.io, docker-registry and iptables.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, sources, value } from "./deploy-sources.mjs";

const [kind = "process", times = "20"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "rollout-"));
const engine = kind === "docker" ? await sources.sharedEngine() : undefined;
const platform = engine
  ? value(await sources.createDockerPlatform({ host: engine.host }))
  : sources.createProcessPlatform({ folder });
const name = { project: "bench", deployment: "rollout", target: "here" };
const port = await sources.freePort();
const window = 2000;
const strategies = [
  { kind: "blue_green" },
  { kind: "recreate" },
  { kind: "canary", share: 0.2, hold: window, limits: { window, latency: 1000 } },
];
let release = 0;

try {
  await roll(await sources.sampleBundle("0"), strategies[0]);
  const load = sources.startLoad(port, 8);
  const took = { blue_green: [], recreate: [], canary: [] };
  for (let turn = 0; turn < Number(times); turn++) {
    const strategy = strategies[turn % strategies.length];
    took[strategy.kind].push(
      value((await roll(await sources.sampleBundle(String(turn + 1)), strategy)).outcome).milliseconds,
    );
  }
  const { requests, failures } = await load.stop();
  console.log(`${times} roll-outs of ${kind}: ${requests} requests, failed: ${JSON.stringify(failures)}`);
  for (const [strategy, all] of Object.entries(took))
    console.log(`  ${strategy}: median ${Math.round(median(all))} ms`);

  const back = sources.startLoad(port, 8);
  const { switched } = await roll(await sources.sampleBundle("0"), strategies[0]);
  console.log(
    `rollback: ${switched} ms until all requests went there, failed: ${JSON.stringify((await back.stop()).failures)}`,
  );

  const faults = sources.startLoad(port, 8);
  const watchful = { kind: "canary", share: 0.2, hold: 30_000, limits: { window } };
  const { outcome, events } = await roll(await sources.faultyBundle("faulty", { every: 20 }), watchful);
  await faults.stop();
  const windows = events.filter((event) => event.kind === "judged").length;
  console.log(
    `canary that fails one in twenty: ${outcome.problems?.[0].code ?? "let in"} after ${windows} window of ${window} ms`,
  );
  console.log(`  ${outcome.problems?.[0].message}`);
} finally {
  await platform.uninstall(name, { keepLogs: false });
  rmSync(folder, { recursive: true, force: true });
  if (engine) sources.removeEngine(sources.engineFolder(process.ppid));
}

async function roll(bundle, strategy) {
  const { image } = value(await platform.install(name, bundle, { base: sources.baseImage }));
  release += 1;
  const begun = Date.now();
  const events = [];
  let switched;
  const onEvent = (event) => {
    events.push(event);
    if (event.kind === "routed" && event.shares[release] === 1) switched = Date.now() - begun;
  };
  const log = { bytes: 1e7, days: 1, keys: [] };
  const request = { name, release: { release, image, replicas: 2, log }, front: { port, image }, strategy };
  return { outcome: await sources.rollOut(request, { platform, clock: Date.now, onEvent }), events, switched };
}
