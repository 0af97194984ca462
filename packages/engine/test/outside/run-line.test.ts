import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createRunLog } from "../../src/outside/program-log.ts";
import { type LineEnd, runLine } from "../../src/outside/run-line.ts";

/** Starts a process in a session of its own, which holds the output open, and notes its id down. */
const daemon = `import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
const chatter = "setInterval(() => console.log('still here'), 100)";
const child = spawn(process.execPath, ["-e", chatter], { detached: true, stdio: "inherit" });
writeFileSync("pid", String(child.pid));
console.log("started");
child.unref();`;

const run = async (script: string, timeoutMilliseconds: number | null = null): Promise<LineEnd> => {
  const folder = mkdtempSync(join(tmpdir(), "run-line-"));
  writeFileSync(join(folder, "script.mjs"), script);
  try {
    return await runLine({
      ...{ program: { line: "node script.mjs", words: ["node", "script.mjs"], shell: false }, more: [], folder },
      ...{ variables: { PATH: String(process.env["PATH"]) }, timeoutMilliseconds },
      ...{ log: createRunLog([], () => {}), signal: new AbortController().signal },
    });
  } finally {
    if (script.startsWith(daemon)) process.kill(Number(readFileSync(join(folder, "pid"), "utf8")));
  }
};

test("a program that leaves a process behind which keeps its output open has ended when it has ended", async () => {
  const end = await run(`${daemon}\nprocess.exitCode = 3;`);
  expect(end).toMatchObject({ kind: "exited", exitCode: 3 });
  expect(end.kind === "exited" && end.log[0]).toBe("started");
}, 30_000);

test("nor does such a process keep a time-out from being told", async () => {
  expect(await run(`${daemon}\nsetInterval(() => {}, 1000);`, 1500)).toMatchObject({ kind: "timedOut" });
}, 30_000);

test("what is printed last is heard, however much it is", async () => {
  const end = await run('process.stdout.write("line\\n".repeat(400_000) + "the end"); process.exitCode = 7;');
  expect(end).toMatchObject({ kind: "exited", exitCode: 7 });
  expect(end.kind === "exited" && end.log.at(-1)).toBe("the end");
});

test("nothing is waited for after a program that has ended", async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const before = timers();
  const closed = 'import { closeSync } from "node:fs";\ncloseSync(1);\ncloseSync(2);\nsetTimeout(() => {}, 300);';
  const scripts = [
    "console.log(1)",
    closed,
    "console.log(2)",
    closed,
    "console.log(3)",
    closed,
    "console.log(4)",
    closed,
  ];
  await Promise.all(scripts.map((script) => run(script)));
  expect(timers() - before).toBeLessThan(3);
});
