import { spawn } from "node:child_process";
import type { Program } from "./find-program.ts";

export interface Outcome {
  /** Null where it was stopped or could not be started. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly folder: string;
  readonly input?: string;
  readonly signal?: AbortSignal;
  /** Hears the standard output line by line, as it comes. */
  readonly onLine?: (line: string) => void;
}

/** Runs a command of `mlopsc` to its end. Never rejects: a program that cannot be started has code null and says why. */
export function runProgram(program: Program, words: readonly string[], options: RunOptions): Promise<Outcome> {
  const { folder, input, signal, onLine } = options;
  return new Promise((done) => {
    const child = spawn(program.file, [...program.before, ...words], {
      cwd: folder,
      env: { ...process.env, ...program.environment, NO_COLOR: "1" },
      stdio: ["pipe", "pipe", "pipe"],
    });
    let [out, err, line] = ["", "", ""];
    // An interrupt, not a kill: an apply keeps what it finished.
    const stop = (): void => void child.kill("SIGINT");
    if (signal?.aborted === true) stop();
    signal?.addEventListener("abort", stop, { once: true });
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      out += piece;
      if (onLine === undefined) return;
      const lines = (line + piece).split("\n");
      line = lines.pop() ?? "";
      for (const each of lines) onLine(each);
    });
    child.stderr.setEncoding("utf8").on("data", (piece: string) => {
      err += piece;
    });
    child.stdin.on("error", () => {}); // It may end before it has read all.
    child.stdin.end(input ?? "");
    const end = (code: number | null, problem = ""): void => {
      signal?.removeEventListener("abort", stop);
      done({ code, out, err: err + problem });
    };
    child.on("error", (problem) => end(null, problem.message));
    child.on("close", (code) => end(code));
  });
}
