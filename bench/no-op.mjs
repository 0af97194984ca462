// A no-op apply of 1 000 steps against a no-op of snakemake on 1 000 rules, both as whole processes, interleaved.
// Usage: npm run build && node bench/no-op.mjs [rounds]     (snakemake: Debian package of that name)
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";

const rounds = Number(process.argv[2] ?? 5);
const count = 1000;
const folder = mkdtempSync(join(tmpdir(), "mlopsc-no-op-"));

const ours = prepareOurs();
const theirs = prepareSnakemake();
const times = { mlopsc: [], node: [], snakemake: [] };
for (let round = 0; round < rounds; round++) {
  times.mlopsc.push(timed(ours));
  times.node.push(timed([process.execPath, ["-e", "0"]]));
  if (theirs) times.snakemake.push(timed(theirs));
}
console.log(
  `${cpus().length} cores, ${cpus()[0]?.model}, Node ${process.version}; medians of ${rounds} rounds, ms of wall time`,
);
for (const [name, values] of Object.entries(times))
  if (values.length > 0) console.log(`${name.padEnd(10)} ${median(values).toFixed(0)}`);
if (theirs) console.log(`ratio ${(median(times.mlopsc) / median(times.snakemake)).toFixed(3)} (goal: at most 0.2)`);

/** A chain-of-ten-wide plan of register steps: the cheapest kind, so that only planning, walking and the registry count. */
function prepareOurs() {
  const script = join(import.meta.dirname, "no-op-apply.mjs");
  execFileSync(process.execPath, [script, folder, String(count)], { stdio: "inherit" });
  return [process.execPath, [script, folder, String(count)]];
}

function prepareSnakemake() {
  if (spawnSync("snakemake", ["--version"]).status !== 0) {
    console.log("snakemake is not installed: only our side is measured");
    return undefined;
  }
  const work = join(folder, "snakemake");
  mkdirSync(work);
  const rules = Array.from({ length: count }, (_, index) => {
    const input = index >= 10 ? `input: "out/${index - 10}"\n    ` : "";
    return `rule r${index}:\n    ${input}output: "out/${index}"\n    shell: "touch {output}"\n`;
  });
  const all = `rule all:\n    input: expand("out/{index}", index=range(${count}))\n`;
  writeFileSync(join(work, "Snakefile"), [all, ...rules].join("\n"));
  // The outputs are made by hand, in order: running a thousand shells would take minutes and is not what is measured.
  mkdirSync(join(work, "out"));
  for (let index = 0; index < count; index++) writeFileSync(join(work, "out", String(index)), "");
  const command = [
    "snakemake",
    ["-q", "-c", "1", "-d", work, "-s", join(work, "Snakefile"), "--rerun-triggers", "mtime"],
  ];
  const first = spawnSync(...command, { encoding: "utf8" });
  if (first.status !== 0) throw new Error(first.stderr);
  return command;
}

function timed([command, parameters]) {
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(command, parameters, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
  return Number(process.hrtime.bigint() - started) / 1e6;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
