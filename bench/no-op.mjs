// A no-op apply of 1 000 steps against a no-op of snakemake on 1 000 rules, both as whole processes, interleaved.
// Usage: npm run build && node bench/no-op.mjs [rounds]     (snakemake: Debian package of that name)
import { spawnSync } from "node:child_process";
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

/** A dataset and transforms, ten chains side by side, applied once as a user would: 1 000 steps that are all done. */
function prepareOurs() {
  const project = join(folder, "project");
  mkdirSync(project);
  writeFileSync(join(project, "rows.csv"), "id,x\n1,2\n");
  const head = `project no_op { seed = 1 }\n\ndataset rows {\n  source = csv("rows.csv")\n  schema {\n    id int\n    x  number\n  }\n}\n`;
  const transforms = Array.from({ length: count - 2 }, (_, index) => {
    const from = index >= 10 ? `t${index - 10}` : "rows";
    return `transform t${index} {\n  from ${from}\n  derive y${index} = x + ${index}\n  select id, x\n}\n`;
  });
  writeFileSync(join(project, "project.mlops"), [head, ...transforms].join("\n"));
  const program = join(import.meta.dirname, "../packages/cli/bin/mlopsc.js");
  console.log(`applying ${count} steps for the first time …`);
  const command = [process.execPath, [program, "apply", project]];
  const first = spawnSync(...command, { encoding: "utf8" });
  if (first.status !== 0) throw new Error(first.stderr);
  const again = spawnSync(process.execPath, [program, "plan", project], { encoding: "utf8" });
  if (!again.stdout.startsWith(`No changes.`) || !again.stdout.includes("1 000 steps")) throw new Error(again.stdout);
  return command;
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
