import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";

/** `vitest.temporary-folder.ts`: what tests leave in the temporary folder goes with the run that they were a part of. */
const repository = join(import.meta.dirname, "../../..");

test("tests are given a temporary folder of the run's own", () => {
  expect(basename(tmpdir())).toMatch(/^mlopsc-tests-/);
});

test("nothing is left by a run that fails", async () => {
  const run = start(`throw new Error("for once")`);
  expect(await run.ended).toBe(1);
  expect(run.seen()).toEqual([expect.stringMatching(/^mlopsc-tests-/)]);
  expect(run.left()).toEqual([]);
});

test.each(["SIGINT", "SIGTERM"] as const)("nothing is left by a run that is ended by %s", async (signal) => {
  const run = start("await new Promise(() => {})");
  const limit = Date.now() + 30_000;
  while (!run.begun() && Date.now() < limit) await delay(50);
  run.kill(signal);
  await run.ended;
  expect(run.seen()).toEqual([expect.stringMatching(/^mlopsc-tests-/)]);
  // Vitest's own folder stays: it clears up only where a run ends by itself.
  expect(run.left().filter((name) => name.startsWith("mlopsc-"))).toEqual([]);
});

/** A run of one test, which leaves a folder with a file in it, says so, and then does what `end` says. */
function start(end: string) {
  const project = mkdtempSync(join(tmpdir(), "run-"));
  const outer = join(project, "tmp");
  const mark = join(project, "begun");
  mkdirSync(outer);
  writeFileSync(join(project, "vitest.config.mjs"), configuration(project));
  writeFileSync(
    join(project, "leaves.test.mjs"),
    `import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
test("leaves a file", async () => {
  writeFileSync(join(mkdtempSync(join(tmpdir(), "left-")), "file"), "left");
  writeFileSync(${JSON.stringify(mark)}, readdirSync(${JSON.stringify(outer)}).filter((name) => name.startsWith("mlopsc-")).join());
  ${end};
});
`,
  );
  const child = execFile(
    process.execPath,
    [join(repository, "node_modules/vitest/vitest.mjs"), "run", "--root", project],
    { env: { ...process.env, TMPDIR: outer } },
  );
  return {
    ended: once(child, "exit").then(([code]) => code as number | null),
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    begun: () => existsSync(mark),
    seen: () => readFileSync(mark, "utf8").split(","),
    left: () => readdirSync(outer),
  };
}

const configuration = (project: string): string =>
  `export default { test: ${JSON.stringify({
    globals: true,
    pool: "forks",
    include: ["*.test.mjs"],
    globalSetup: [join(repository, "vitest.temporary-folder.ts")],
    dir: project,
  })} };
`;
