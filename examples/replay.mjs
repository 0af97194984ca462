// The year 2020 through the real server and monitor: `node examples/replay.mjs [picture.svg]`, on the real files beside this
// checkout (or where MLOPSC_SHARED_DATA says). Trained to the end of 2019; warned when the country stands still; retrained; recovered.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const data = join(process.env["MLOPSC_SHARED_DATA"] ?? resolve(root, "../shared/data"), "electricity");
if (!existsSync(data)) {
  console.log(`skipped: the real files are not at ${data} (set MLOPSC_SHARED_DATA)`);
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), "mlopsc-replay-"));
const parameters = ["--param", `data=${data}`];
try {
  cpSync(join(root, "examples/electricity"), folder, {
    recursive: true,
    filter: (path) => !path.includes(".mlopsc") && !path.endsWith("/data"),
  });
  mlopsc("apply", folder, "--today", "2020-01-01", ...parameters);
  const picture = process.argv[2] === undefined ? [] : ["--picture", resolve(process.argv[2])];
  const period = ["--from", "2020-01-02", "--to", "2020-10-01"];
  const out = mlopsc(
    "simulate",
    "forecast_live",
    "-C",
    folder,
    ...period,
    "--format",
    "json",
    ...parameters,
    ...picture,
  );
  hold(
    out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  );
} finally {
  mlopsc("destroy", "-C", folder);
  rmSync(folder, { recursive: true, force: true });
}

function hold(rounds) {
  const firings = rounds.filter(({ events }) => events.some(({ kind }) => kind === "firing"));
  const retrained = rounds.filter(({ acted }) => acted.some(({ message }) => message.includes(" deployed: ")));
  const error = (from, to) => {
    const values = rounds.flatMap(({ now, windows }) =>
      now > from && now <= to ? windows.map(({ live }) => live.metrics.mape) : [],
    );
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  for (const { now, windows, events, acted } of rounds) {
    const told = [...events.map(({ kind, alert }) => `${alert} ${kind}`), ...acted.map(({ message }) => message)];
    console.log(
      now.slice(0, 10),
      windows.map(({ live }) => (100 * live.metrics.mape).toFixed(2)).join(" "),
      told.join("; "),
    );
  }
  const before = error("2020-01-09", "2020-03-13");
  // The first weeks after the retraining still wait for the second: the mean to the end counts.
  const after = error(retrained[0]?.now ?? "", "2020-10-02");
  console.log(`mean error before ${(100 * before).toFixed(2)} %, after retraining ${(100 * after).toFixed(2)} %`);
  const failed = rounds.reduce((sum, round) => sum + round.failed, 0);
  if (failed > 0) throw new Error(`${failed} requests failed`);
  const refused = rounds.reduce((sum, round) => sum + round.refused, 0);
  if (refused > 0) throw new Error(`${refused} requests were refused`);
  if (firings.length !== 1) throw new Error(`${firings.length} alerts fired, not one`);
  // The country stood still on 17 March: within three windows of a week.
  if (!(firings[0].now > "2020-03-17" && firings[0].now < "2020-04-08"))
    throw new Error(`it fired at ${firings[0].now}`);
  if (retrained.length === 0) throw new Error("no retrained model was better");
  if (after > 1.2 * before) throw new Error("it has not recovered");
}

function mlopsc(...words) {
  console.log(`$ mlopsc ${words.join(" ")}`);
  const program = join(root, "packages/cli/bin/mlopsc.js");
  return execFileSync(process.execPath, [program, ...words], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 28,
  });
}
