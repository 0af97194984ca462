import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { ProgramLine } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { type CheckEnd, checkRunner } from "../../src/outside/check-runner.ts";
import { openProgramLog } from "../../src/outside/program-log.ts";

const project = mkdtempSync(join(tmpdir(), "check-runner-"));
const file = (name: string, text: string): string => {
  writeFileSync(join(project, name), text);
  return name;
};

let scratch = 0;
const runCheck = checkRunner({
  projectFolder: project,
  scratchPath: async () => join(project, "scratch", String(++scratch)),
  log: openProgramLog(project, "deploy.api/staging", () => {}),
});

const surroundings = (more: Partial<Parameters<typeof runCheck>[1]> = {}): Parameters<typeof runCheck>[1] => ({
  variables: { MLOPSC_URL: "http://127.0.0.1:1", MLOPSC_DEPLOYMENT: "api", MLOPSC_TARGET: "staging" },
  timeoutMilliseconds: 60_000,
  signal: new AbortController().signal,
  ...more,
});

const script = (name: string, text: string, more: Partial<ProgramLine> = {}): ProgramLine => ({
  ...{ line: `node ${name}`, words: ["node", name], shell: false, files: [file(name, text)], environment: [] },
  ...more,
});

const logOf = (end: CheckEnd): readonly string[] => (end.kind === "missing" ? [] : end.log);

test("a test sees its files, the address, the variables that are named, and nothing else", async () => {
  process.env["CHECK_KEY"] = "hunter2secret";
  process.env["CHECK_OTHER"] = "1";
  const told = `import { readdirSync } from "node:fs";
const { MLOPSC_URL, MLOPSC_DEPLOYMENT, MLOPSC_TARGET, CHECK_KEY, CHECK_OTHER } = process.env;
console.log(readdirSync(".").filter((name) => name !== "job").join(" "), MLOPSC_URL, MLOPSC_DEPLOYMENT, MLOPSC_TARGET, CHECK_OTHER);
console.error(CHECK_KEY);`;
  const program = script("told.mjs", told, { environment: ["CHECK_KEY"] });
  const end = await runCheck(program, surroundings());
  expect(end).toMatchObject({ kind: "exited", exitCode: 0 });
  expect([...logOf(end)].sort()).toEqual(["***", "told.mjs http://127.0.0.1:1 api staging undefined"]);
  expect(readFileSync(join(project, ".mlopsc/logs/deploy.api.staging.log"), "utf8")).toContain("$ node told.mjs");
  expect(readdirSync(join(project, "scratch"))).toEqual([]);
});

test("how it ends is told: a code, a signal, with its last lines", async () => {
  const chatty = "for (let line = 1; line <= 5000; line++) console.log(`line ${line}`);\nprocess.exitCode = 7;";
  const end = await runCheck(script("chatty.mjs", chatty), surroundings());
  expect(end).toMatchObject({ kind: "exited", exitCode: 7 });
  expect(logOf(end)).toHaveLength(15);
  expect(logOf(end).at(-1)).toBe("line 5000");
  const killed = await runCheck(script("killed.mjs", 'process.kill(process.pid, "SIGKILL");'), surroundings());
  expect(killed).toMatchObject({ kind: "killed", signal: "SIGKILL" });
});

test("one that takes too long is ended, with all that it started", async () => {
  const hanging = `import { spawn } from "node:child_process";
spawn(process.execPath, ["-e", 'setTimeout(() => require("node:fs").writeFileSync(process.env.LEFT, ""), 3000)'], { stdio: "ignore" });
console.log("hanging");
setInterval(() => {}, 1000);`;
  const left = join(project, "left");
  const options = surroundings({ timeoutMilliseconds: 1500, variables: { LEFT: left } });
  const end = await runCheck(script("hanging.mjs", hanging), options);
  expect(end).toEqual({ kind: "timedOut", log: ["hanging"] });
  await delay(3000);
  expect(existsSync(left)).toBe(false);
});

test("an abort ends it and rejects with the reason", async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error("enough")), 300);
  const waiting = runCheck(
    script("waiting.mjs", "setInterval(() => {}, 1000);"),
    surroundings({ signal: stop.signal }),
  );
  await expect(waiting).rejects.toThrow("enough");
});

test.each([
  ["a file that is not there", { files: ["absent.mjs"] }, "there is no `absent.mjs`"],
  ["a variable that is not set", { environment: ["CHECK_UNSET"] }, "`CHECK_UNSET` is not set"],
  ["a program that is not there", { words: ["no-such-program"] }, "there is no such program"],
  ["one that the shell does not find", { words: ["no-such-program --now"], shell: true }, "there is no such program"],
])("says what is missing: %s", async (_, more, reason) => {
  expect(await runCheck(script("fine.mjs", "", more), surroundings())).toEqual({ kind: "missing", reason });
});

test("a shell reads the line only where it is asked to", async () => {
  const line = "echo $MLOPSC_TARGET | tr a-z A-Z";
  const plain = await runCheck(script("x.mjs", "", { words: ["echo", "$MLOPSC_TARGET"] }), surroundings());
  const shell = await runCheck(script("x.mjs", "", { line, words: [line], shell: true }), surroundings());
  expect([logOf(plain), logOf(shell)]).toEqual([["$MLOPSC_TARGET"], ["STAGING"]]);
});
