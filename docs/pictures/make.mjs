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
const serving = `target staging    { platform = docker()  port = 8081 }
target production { platform = docker(host: "tcp://10.0.0.5:2376")  port = 8080 }

deploy churn_api {
  model   = churn
  through = [staging, production]
  rollout = canary(share: 10%, hold: 10m)
}

monitor churn_live { watch = churn_api }

alert drifted { when = drift.auc > 0.75 for 2h  notify = team }

channel team { webhook = secret("TEAM_WEBHOOK_URL")  format = slack }
`;

try {
  cpSync(join(root, "examples/telco"), project, { recursive: true, filter: (path) => !/\.mlopsc|\/data$/.test(path) });
  generate(join(project, "data"));
  mlopsc("apply");
  const mistaken = afterEdit("encode offer, ", "encode offer, city, ", "check");
  const changed = afterEdit("iqr(3)", "iqr(1.5)", "plan");
  writeFileSync(join(import.meta.dirname, "terminal.svg"), drawTerminal(`${mistaken}\n${changed}`));
  writeFileSync(join(import.meta.dirname, "review.svg"), drawTerminal(review()));
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

/** What a reviewer is told of a branch that changes a little of everything. */
function review() {
  const before = readFileSync(spec, "utf8");
  const git = (...words) => execFileSync("git", words, { cwd: project, stdio: "ignore" });
  writeFileSync(join(project, "serving.mlops"), serving);
  git("init", "--initial-branch=main");
  git("add", "--all", "--", "*.mlops");
  git("-c", "user.name=mlopsc", "-c", "user.email=mlopsc@example.org", "commit", "--message=before");
  const after = before
    .replaceAll("test 20%", "test 10%")
    .replace("auc >= 0.85", "auc >= 0.8")
    .replace("iqr(3)", "iqr(1.5)");
  writeFileSync(spec, after);
  writeFileSync(join(project, "serving.mlops"), serving.replace("> 0.75 for 2h", "> 0.9 for 2h").replace("10%", "50%"));
  const shown = mlopsc("diff main");
  writeFileSync(spec, before);
  rmSync(join(project, "serving.mlops"));
  return shown;
}

function mlopsc(line) {
  const env = { ...process.env, FORCE_COLOR: "1", NO_COLOR: "" };
  const words = line.split(" ");
  const { stdout } = spawnSync(process.execPath, [program, ...words], { cwd: project, encoding: "utf8", env });
  return `\x1b[36m$\x1b[39m \x1b[1mmlopsc ${line}\x1b[22m\n${stdout}`;
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
