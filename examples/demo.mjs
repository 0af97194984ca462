// npm run demo: makes up the data, applies examples/electricity, and ends with a forecast and a path to the report.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { generate } from "./electricity/generate.mjs";

const root = resolve(import.meta.dirname, "..");
const project = join(import.meta.dirname, "electricity");
const program = join(root, "packages/cli/bin/mlopsc.js");
const scratch = mkdtempSync(join(tmpdir(), "mlopsc-demo-"));

try {
  if (!existsSync(join(project, "data"))) {
    generate(join(project, "data"));
    console.log("Made up three years of French electricity: examples/electricity/data (no download, not measured).\n");
  }
  mlopsc("check");
  mlopsc("apply");
  showForecast(lastDay());
  mlopsc("report");
  quietly("destroy", "--project", project);
  console.log(
    "\nIt answered on http://127.0.0.1:8090/predict, and was taken down again: `mlopsc apply` brings it back.",
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** The last 48 half-hours of the test part: what was forecast the day before, and what came. */
function lastDay() {
  const table = join(scratch, "features.json");
  const out = join(scratch, "forecast.json");
  quietly("data", "checkout", "transform.features", table, "--project", project);
  const rows = readRows(table)
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .slice(-48);
  const request = join(scratch, "request.json");
  writeFileSync(request, JSON.stringify(rows));
  quietly("predict", "forecast", "--input", request, "--out", out, "--project", project);
  return readRows(out).map(({ prediction }, index) => ({ ...rows[index], prediction }));
}

/** A JSON array, or a record a line. */
function readRows(path) {
  const text = readFileSync(path, "utf8").trim();
  return text.startsWith("[") ? JSON.parse(text) : text.split("\n").map((line) => JSON.parse(line));
}

function showForecast(rows) {
  const loads = rows.flatMap(({ load, prediction }) => [load, prediction]);
  const [low, high] = [Math.min(...loads), Math.max(...loads)];
  const bar = (value) => "▁▂▃▄▅▆▇█"[Math.min(Math.floor((8 * (value - low)) / (high - low)), 7)];
  const gigawatts = (value) => (value / 1000).toFixed(1);
  const error = rows.reduce((sum, { load, prediction }) => sum + Math.abs(load - prediction) / load, 0) / rows.length;
  console.log(`\nForecast for ${rows[0].date}, made the day before (${gigawatts(low)} to ${gigawatts(high)} GW):\n`);
  console.log(`  forecast  ${rows.map(({ prediction }) => bar(prediction)).join("")}`);
  console.log(`  came      ${rows.map(({ load }) => bar(load)).join("")}`);
  console.log("            0h          6h          12h         18h\n");
  const noon = rows[Math.min(24, rows.length - 1)];
  console.log(
    `  At noon: ${gigawatts(noon.prediction)} GW forecast, ${gigawatts(noon.load)} GW came. Mean error of the day: ${(100 * error).toFixed(1)} %.\n`,
  );
}

function mlopsc(command) {
  console.log(`$ mlopsc ${command} ${relative(root, project)}`);
  execFileSync(process.execPath, [program, command, project], { stdio: "inherit", cwd: root });
}

function quietly(...words) {
  execFileSync(process.execPath, [program, ...words], { stdio: "pipe", cwd: root });
}
