// The classifier's drift test on 2 × 20 000 rows × 20 columns against scikit-learn's random forest (100 trees, all cores) doing
// the same: a fifth of the rows held out, the AUC there. In turns, medians. Build first, then:
// node bench/drift.mjs [REPEATS=5] [PYTHON=/usr/bin/python3]
import { execFileSync } from "node:child_process";
import { loadavg } from "node:os";
import { detectDrift, numericColumn, seededRandom } from "@mlopsc/learn";
import { defaultDetector } from "@mlopsc/vocabulary";

const [repeats = "5", python = "/usr/bin/python3"] = process.argv.slice(2);
const [rows, columns] = [20_000, 20];
const names = Array.from({ length: columns }, (_, at) => `x${at}`);

/** What becomes of a current row of independent normal values. */
const cases = {
  "one mean by 0.3": (row) => row.with(0, row[0] + 0.3),
  "one mean by 1": (row) => row.with(0, row[0] + 1),
  "three means by 0.5": (row) => row.map((value, at) => (at < 3 ? value + 0.5 : value)),
  "one spread by 1.5": (row) => row.with(1, row[1] * 1.5),
  "a correlation of 0.8": (row) => row.with(1, 0.8 * row[0] + 0.6 * row[1]),
  nothing: (row) => row,
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function sample(random, change) {
  const drawn = Array.from({ length: rows }, () => change(names.map(() => random.normal())));
  return {
    rows,
    columns: names.map((name, at) =>
      numericColumn(
        name,
        "number",
        drawn.map((row) => row[at]),
      ),
    ),
  };
}

function ours(reference, current) {
  const [start, processor] = [performance.now(), process.cpuUsage()];
  const found = detectDrift(reference, current, names, defaultDetector, 1);
  if (!found.ok) throw new Error(found.problem.kind);
  const { user, system } = process.cpuUsage(processor);
  return { wall: (performance.now() - start) / 1000, processor: (user + system) / 1e6, auc: found.value.auc };
}

function theirs(reference, current) {
  const input = Buffer.concat(
    names.flatMap((_, at) => [reference, current].map(({ columns: all }) => Buffer.from(all[at].values.buffer))),
  );
  return JSON.parse(execFileSync(python, [new URL("drift.py", import.meta.url).pathname, rows, columns], { input }));
}

for (const [name, change] of Object.entries(cases)) {
  const random = seededRandom(1, name);
  const [reference, current] = [sample(random, (row) => row), sample(random, change)];
  const [mine, peer] = [[], []];
  for (let turn = 0; turn < Number(repeats); turn++) {
    mine.push(ours(reference, current));
    peer.push(theirs(reference, current));
  }
  const of = (all, what) => median(all.map((one) => one[what]));
  const told = ["wall", "processor"].map(
    (what) =>
      `${what} ${of(mine, what).toFixed(2)} / ${of(peer, what).toFixed(2)} s = ${(of(mine, what) / of(peer, what)).toFixed(3)}`,
  );
  console.log(`${name}: ${told.join(", ")}; AUC ${of(mine, "auc").toFixed(4)} / ${of(peer, "auc").toFixed(4)}`);
}
console.log(`load of the machine ${loadavg()[0].toFixed(1)}`);
