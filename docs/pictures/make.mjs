// Makes the README's pictures from what the commands really print: node docs/pictures/make.mjs (after `npm run build`).
// The page of the report is a screenshot, so it needs `chromium` on the path.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "../../examples/telco/generate.mjs";
import { drawTerminal } from "./draw-terminal.mjs";

const root = join(import.meta.dirname, "../..");
const program = join(root, "packages/cli/bin/mlopsc.js");
const folder = mkdtempSync(join(tmpdir(), "mlopsc-pictures-"));
const project = join(folder, "telco");
const spec = join(project, "churn.mlops");

try {
  cpSync(join(root, "examples/telco"), project, { recursive: true, filter: (path) => !/\.mlopsc|\/data$/.test(path) });
  generate(join(project, "data"));
  mlopsc("apply");
  const mistaken = afterEdit("encode offer, ", "encode offer, city, ", "check");
  const changed = afterEdit("iqr(3)", "iqr(1.5)", "plan");
  writeFileSync(join(import.meta.dirname, "terminal.svg"), drawTerminal(`${mistaken}\n${changed}`));
  execFileSync(process.execPath, [program, "report", project, "--out", join(folder, "report.html")]);
  photograph(join(folder, "report.html"), join(import.meta.dirname, "report.png"));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What a command prints once a line was changed; the line is put back afterwards. */
function afterEdit(found, replacement, command) {
  const before = readFileSync(spec, "utf8");
  writeFileSync(spec, before.replace(found, replacement));
  const shown = mlopsc(command);
  writeFileSync(spec, before);
  return shown;
}

function mlopsc(command) {
  const env = { ...process.env, FORCE_COLOR: "1", NO_COLOR: "" };
  const { stdout } = spawnSync(process.execPath, [program, command], { cwd: project, encoding: "utf8", env });
  return `\x1b[36m$\x1b[39m \x1b[1mmlopsc ${command}\x1b[22m\n${stdout}`;
}

/** The page's models alone: a browser without a window does not scroll. */
function photograph(page, picture) {
  writeFileSync(
    page,
    readFileSync(page, "utf8").replace("</head>", "<style>#data, #split, .cards { display: none }</style></head>"),
  );
  const options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1200,1500"];
  const files = [`--user-data-dir=${join(folder, "chromium")}`, `--screenshot=${picture}`, `file://${page}`];
  execFileSync("chromium", [...options, ...files], { stdio: "ignore" });
}
