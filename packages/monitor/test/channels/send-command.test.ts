import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codes } from "@mlopsc/diagnostics";
import type { ChannelDefinition } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { deliver } from "./deliver.ts";
import { sampleNotification } from "./sample-notification.ts";

/** A Node program given as text; `process.argv[1]` is the first of the words. */
const running = (program: string, words: readonly string[] = [], environment: readonly string[] = []) =>
  ({
    ...{ name: "pager", kind: "command", environment },
    command: [process.execPath, "-e", program, ...words],
  }) satisfies ChannelDefinition;

const newFolder = (): string => mkdtempSync(join(tmpdir(), "mlopsc-test-"));

test("gets the notification on its standard input, its words as they are, and the variables that are named", async () => {
  const file = join(newFolder(), "seen.json");
  const program = `
    let input = "";
    process.stdin.on("data", (text) => (input += text)).on("end", () => {
      const seen = { input: JSON.parse(input), words: process.argv.slice(1), names: Object.keys(process.env).sort() };
      require("fs").writeFileSync(process.env.SEEN, JSON.stringify({ ...seen, folder: process.cwd() }));
    });`;
  const environment = { PATH: process.env["PATH"], HOME: "/home/me", SEEN: file, OTHER_SECRET: "planted" };
  const { entry } = await deliver(running(program, ["on call; $HOME", "*"], ["SEEN"]), environment);
  expect(entry).toMatchObject({ state: "sent", attempts: 1 });
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    input: sampleNotification(),
    words: ["on call; $HOME", "*"],
    names: ["HOME", "LANG", "PATH", "SEEN"],
    folder: import.meta.dirname,
  });
});

test.each([
  ["process.exit(3)", "ended with exit code 3."],
  ['console.error("no line\\nto the pager"); process.exit(1)', 'ended with exit code 1: "to the pager".'],
  ['process.kill(process.pid, "SIGKILL")', "was ended by SIGKILL."],
])("is tried again where it fails: %s", async (program, reason) => {
  const { attempt, entry } = await deliver(running(program));
  expect(attempt).toMatchObject({ outcome: "later", problem: { code: codes.channelCommandFailed.code } });
  expect(attempt.problem!.message).toContain(reason);
  expect(entry.due).toBe(2000);
});

test("may leave what it is given unread", async () => {
  const { entry } = await deliver(running("process.stdin.destroy()"), {}, { summary: "x".repeat(1_000_000) });
  expect(entry.state).toBe("sent");
});

test("a program that is not there", async () => {
  const { attempt } = await deliver({ name: "pager", kind: "command", command: ["no-such-pager"], environment: [] });
  expect(attempt.problem!.message).toBe("`no-such-pager` of the channel `pager` was not found.");
});

test("a variable that is not set", async () => {
  const { attempt } = await deliver(running("", [], ["PAGER_TOKEN"]));
  expect(attempt.problem).toMatchObject({ code: codes.channelSecretMissing.code });
});

test("what it started ends with it", async () => {
  const folder = newFolder();
  const child = `setTimeout(() => require("fs").writeFileSync(${JSON.stringify(join(folder, "left"))}, ""), 500)`;
  const program = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" });
    setTimeout(() => process.exit(0), 100)`;
  expect((await deliver(running(program))).entry.state).toBe("sent");
  await new Promise((resolve) => setTimeout(resolve, 800));
  expect(existsSync(join(folder, "left"))).toBe(false);
});

test("is stopped after its time", async () => {
  const { attempt } = await deliver(running("setInterval(() => {}, 1000)"));
  expect(attempt.problem!.message).toContain("was stopped after 2s");
});
