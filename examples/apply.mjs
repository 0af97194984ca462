// Applies both examples as a user would, in folders of their own: `node examples/apply.mjs made-up|real`.
// On the real files it also holds the figures that were published or measured independently.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { generate as generateElectricity } from "./electricity/generate.mjs";
import { generate as generateTelco } from "./telco/generate.mjs";

const root = resolve(import.meta.dirname, "..");
const shared = process.env["MLOPSC_SHARED_DATA"] ?? resolve(root, "../shared/data");
const kind = process.argv[2] ?? "made-up";

if (kind === "real" && !existsSync(shared)) {
  console.log(`skipped: the real files are not at ${shared} (set MLOPSC_SHARED_DATA)`);
  process.exit(0);
}

for (const [name, generate] of Object.entries({ electricity: generateElectricity, telco: generateTelco })) {
  const folder = mkdtempSync(join(tmpdir(), `mlopsc-${name}-`));
  try {
    const data = kind === "real" ? join(shared, name) : join(folder, "data");
    if (kind !== "real") generate(data);
    cpSync(join(root, "examples", name), folder, {
      recursive: true,
      filter: (path) => !path.includes(".mlopsc") && !path.endsWith("/data"),
    });
    applyTwice(name, folder, data);
    if (kind === "real") holdFigures(name, folder);
  } finally {
    mlopsc(["destroy", "-C", folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Check, apply, apply again (nothing to do), predict the rows of the registered model's own table, report. */
function applyTwice(name, folder, data) {
  const parameters = ["--param", `data=${data}`];
  mlopsc(["check", folder, ...parameters]);
  mlopsc(["apply", folder, ...parameters]);
  mlopsc(["plan", folder, ...parameters, "--detailed-exitcode"]);
  if (!mlopsc(["apply", folder, ...parameters]).startsWith("No changes."))
    throw new Error("a second apply did something");
  const model = { electricity: "forecast", telco: "churn" }[name];
  const rows = join(folder, "rows.csv");
  const predictions = join(folder, "predictions.csv");
  mlopsc(["data", "checkout", "transform.features", rows, "--project", folder]);
  mlopsc(["predict", model, "--input", rows, "--out", predictions, "--project", folder]);
  const lines = (path) => readFileSync(path, "utf8").trimEnd().split("\n").length;
  if (lines(predictions) !== lines(rows)) throw new Error("not every row was answered");
  mlopsc(["report", folder, ...parameters, "--out", join(folder, "report.html")]);
  if (readFileSync(join(folder, "report.html")).length < 50_000)
    throw new Error("the report is too small to show anything");
}

function holdFigures(name, folder) {
  const outcome = (address) => JSON.parse(mlopsc(["show", address, "--project", folder]));
  if (name === "telco") {
    between("telco, test auc", outcome("model.churn/evaluate").test.auc, 0.88, 0.95);
    between("telco, test auc of both", outcome("ensemble.churn_blend/evaluate").test.auc, 0.88, 0.95);
    return;
  }
  const covid = outcome("drift.covid");
  const ordinary = outcome("drift.ordinary_year");
  between("2020 against 2019, auc", covid.auc, 0.965, 0.99);
  between("2019 against 2018, auc", ordinary.auc, 0.74, 0.82);
  between("2020 against 2019, change of the mean", change(covid), -19.25, -19.05);
  between("2019 against 2018, change of the mean", change(ordinary), 4.45, 4.6);
  for (const result of [covid, ordinary]) {
    const [first] = result.features;
    if (first.feature !== "consumption_mw") throw new Error(`${first.feature} came first by importance`);
  }
}

function change(result) {
  return result.features.find(({ feature }) => feature === "consumption_mw").meanDifferencePercent;
}

function between(what, value, low, high) {
  console.log(`${what}: ${value}`);
  if (!(value >= low && value <= high)) throw new Error(`${what} is ${value}, not within ${low} .. ${high}`);
}

function mlopsc(words) {
  console.log(`$ mlopsc ${words.join(" ")}`);
  const output = execFileSync(process.execPath, [join(root, "packages/cli/bin/mlopsc.js"), ...words], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  console.log(output);
  return output;
}
