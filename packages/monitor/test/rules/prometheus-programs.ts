import { execFileSync, spawn } from "node:child_process";
import { onTestFinished } from "vitest";

const packages = {
  promtool: "prometheus",
  prometheus: "prometheus",
  "prometheus-alertmanager": "prometheus-alertmanager",
};

/** Whether a program is there; says so where the test is not run for want of it. */
export function isInstalled(program: keyof typeof packages): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${program}`]);
    return true;
  } catch {
    console.warn(`NOT RUN: ${program} is not installed (apt-get install ${packages[program]})`);
    return false;
  }
}

/** Runs until the test has ended. Its last words come with the failure where it ends earlier. */
export function startProgram(program: string, words: readonly string[]): void {
  const child = spawn(program, words, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (bytes: Buffer) => (said = `${said}${bytes}`.slice(-2000)));
  child.once("exit", (code) => {
    if (code !== null && code !== 0) console.error(`${program} ended with ${code}\n${said}`);
  });
  onTestFinished(async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    if (child.exitCode === null && child.kill()) await ended;
  });
}
