import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

interface ProgramRan {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs a Node program to its end, with `input` on its standard input. */
export async function runProgram(line: readonly string[], folder: string, input: string): Promise<ProgramRan> {
  const child = spawn(process.execPath, line, { cwd: folder, stdio: "pipe" });
  // One that ends without reading closes its end.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
  const [output, errors, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { exitCode, output, errors: errors.trim() };
}
