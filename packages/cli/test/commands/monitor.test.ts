import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { customersCsv, customersSpec, temporaryFolder, writeFiles } from "../small-project.ts";

/** A deployment of a small project, watched: real requests to a real server, through its log, to alerts and what they ask for. */

let folder: string;
let port: number;

beforeAll(async () => {
  port = await freePort();
  folder = temporaryFolder({
    "main.mlops": customersSpec,
    "customers.csv": customersCsv(900),
    "live.mlops": liveSpec(),
    "told.mjs": told,
    "done.mjs": "",
  });
  const { code, err } = await run(folder, ["apply"]);
  expect([code, err]).toEqual([0, ""]);
});

afterAll(async () => {
  await run(folder, ["destroy"]);
});

/** Appends what it is told. */
const told = `import { appendFileSync, readFileSync } from "node:fs";
appendFileSync("told.txt", \`\${JSON.parse(readFileSync(0, "utf8")).summary}\\n\`);
`;

const liveSpec = (): string => `
target here { platform = process  port = ${port} }
deploy api {
  model   = leaves
  through = [here]
  checks {
    smoke
    parity(sample: 50): difference <= 1e-9
  }
}
monitor live {
  watch  = api
  window = 365d
  labels = customers on customer
}
alert unsure { when = live.auc < 0.99  then = run("node done.mjs") }
alert silent { when = requests < 1000/s for 1m  notify = team }
channel team { command = "node told.mjs" }
`;

const replayed = async (...words: string[]) =>
  run(folder, ["simulate", "live", "--time", "signup", "--from", "2013-01-01", "--to", "2017-01-01", ...words]);

describe("a replay", () => {
  test("sends the rows as they came, judges each window, and does what alerts ask for", async () => {
    const { out, err, code } = await replayed("--format", "json", "--picture", "replay.svg");
    expect([code, err]).toEqual([0, ""]);
    const rounds = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const windows = rounds.flatMap((round) => round.windows);
    const sent = rounds.reduce((sum, round) => sum + round.requests, 0);
    expect(sent).toBeGreaterThan(200);
    expect(windows.reduce((sum, { record }) => sum + record.requests, 0)).toBe(sent);
    expect(rounds.every(({ failed }) => failed === 0)).toBe(true);
    // Out of scope (a spend below 5) is no answer, and needs no label.
    for (const { live } of windows.filter(({ record }) => record.requests > 60)) {
      expect(live.labelled).toBe(live.answers);
      expect(live.metrics.auc).toBeGreaterThan(0.7);
    }
    const firing = rounds.filter(({ events }) => events.some(({ kind }: { kind: string }) => kind === "firing"));
    expect(firing.length).toBeGreaterThan(0);
    expect(firing[0].acted[0].message).toBe("`node done.mjs` ended with exit code 0");
    expect(readFileSync(join(folder, "replay.svg"), "utf8")).toContain("live.auc");
  });

  test("stands in the history, tells no channel, and can be had again from its beginning", async () => {
    const { out } = await run(folder, ["history", "alert.unsure"]);
    expect(out).toMatch(/201\d-\d\d-\d\d .* alert\.unsure +fired +live\.auc < 0\.99 \(live\.auc is 0\.\d+\)/);
    expect(existsSync(join(folder, "told.txt"))).toBe(false);
    const again = await replayed();
    expect(again.out).toContain("unsure fires live.auc < 0.99");
    expect(again.out).toMatch(/Replayed\. \d+ requests, 0 failed, \d+ refused; 2 alerts fired\./);
  });
});

describe("a monitor", () => {
  test("looks once, counts each request once, and tells channels by its alerts", async () => {
    const first = await run(folder, ["monitor", "--once", "--format", "json"]);
    expect(first.code).toBe(0);
    const before = JSON.parse(first.out).requests as number;
    expect(before).toBeGreaterThan(200);
    const second = await run(folder, ["monitor", "live", "--once", "--format", "json"]);
    expect(JSON.parse(second.out)).toMatchObject({ monitor: "live", requests: 0, missed: 0 });
  });

  test("is calibrated on its own reference", async () => {
    const { out, code } = await run(folder, ["monitor", "calibrate", "live", "--windows", "40", "--rows", "100"]);
    expect(code).toBe(0);
    expect(out).toMatch(/40 windows of 100 records without drift: \d+ called drifted/);
  });

  test("writes rules for Prometheus and a dashboard", async () => {
    const { out } = await run(folder, ["monitor", "rules", "live", "--out", "ops"]);
    expect(out.trim().split("\n")).toHaveLength(2);
    expect(readFileSync(join(folder, "ops/live.rules.yml"), "utf8")).toContain("alert: unsure");
    expect(JSON.parse(readFileSync(join(folder, "ops/live.dashboard.json"), "utf8")).panels.length).toBeGreaterThan(3);
  });
});

test("a retraining that exceeds its budget is stopped, and the history says so", async () => {
  const asking = (then: string) => liveSpec().replace('run("node done.mjs")', then);
  writeFiles(folder, { "live.mlops": asking("retrain(leaves, budget: 1ms)") });
  expect((await run(folder, ["apply"])).code).toBe(0);
  const { code, err } = await replayed();
  expect([code, err]).toEqual([0, ""]);
  const { out } = await run(folder, ["history"]);
  expect(out).toMatch(/model\.leaves +refused +alert unsure: live\.auc < 0\.99: its budget was spent/);
  writeFiles(folder, { "live.mlops": liveSpec() });
});

test("what is unknown or cannot be is told", async () => {
  expect((await run(folder, ["monitor", "lve", "--once"])).err).toContain("ML5436");
  const early = ["simulate", "live", "--time", "signup", "--from", "2050-01-01"];
  expect((await run(folder, early)).err).toMatch(/ML5437.*there are no rows from 2050-01-01/);
  expect((await run(folder, ["simulate", "live", "--from", "2013-01-01"])).err).toContain(
    "nothing says when a row happened",
  );
  expect(await run(folder, ["simulate", "live"])).toMatchObject({ code: 2 });
  expect((await run(folder, ["monitor", "--every", "soon"])).err).toContain("--every wants a duration");
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port: free } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return free;
}

test("a monitor that runs shows its figures to Prometheus, and ends cleanly", async () => {
  const stop = new AbortController();
  const port = await freePort();
  const watching = run(folder, ["monitor", "--every", "50ms", "--metrics", String(port)], { signal: stop.signal });
  let type: string | null = null;
  for (let attempt = 0; attempt < 200 && type === null; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`).catch(() => undefined);
    type = answer?.status === 200 ? answer.headers.get("content-type") : null;
  }
  stop.abort();
  const { code, err } = await watching;
  expect(code).toBe(0);
  expect(err).toContain(`Watching live. Figures at http://127.0.0.1:${port}/metrics`);
  expect(type).toBe("text/plain; version=0.0.4; charset=utf-8");
});
