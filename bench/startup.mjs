// `mlopsc --version` against `node -e 0`: whole processes, by turns. Usage: npm run build && node bench/startup.mjs [runs]
// Ends with 1 where the ratio of medians is 1.5 or more.
import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";

const goal = 1.5;
const runs = Number(process.argv[2] ?? 21);
const command = join(resolve(import.meta.dirname, ".."), "packages/cli/bin/mlopsc.js");
const contenders = { node: ["-e", "0"], mlopsc: [command, "--version"] };
const times = { node: [], mlopsc: [] };

for (const words of Object.values(contenders)) timed(words); // so that files are in the cache of the system
for (let run = 0; run < runs; run++) {
  for (const [name, words] of Object.entries(contenders)) times[name].push(timed(words));
}
const ratio = median(times.mlopsc) / median(times.node);
console.log(`${availableParallelism()} cores, node ${process.version}, medians of ${runs} runs by turns`);
console.log(`node -e 0 ${median(times.node).toFixed(0)} ms, mlopsc --version ${median(times.mlopsc).toFixed(0)} ms`);
console.log(`ratio ${ratio.toFixed(2)} (goal: below ${goal})`);
if (ratio >= goal) process.exitCode = 1;

function timed(words) {
  const start = performance.now();
  execFileSync(process.execPath, words, { stdio: "ignore" });
  return performance.now() - start;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
