import { exitCode } from "./exit-code.ts";
import { runCli } from "./run-cli.ts";
import { processTerminal } from "./terminal/terminal.ts";
import { version } from "./version.ts";

/** The process: Ctrl-C asks once to stop cleanly, a second time stops at once; a reader that went away is no error. */
export async function main(): Promise<void> {
  const stop = new AbortController();
  process.on("SIGINT", () => interrupt(stop));
  process.on("SIGTERM", () => interrupt(stop));
  process.stdout.on("error", (problem: NodeJS.ErrnoException) => {
    if (problem.code === "EPIPE") process.exit(exitCode.success);
    throw problem;
  });
  const terminal = processTerminal(stop.signal);
  try {
    process.exitCode = await runCli(process.argv.slice(2), terminal, version());
  } catch (problem) {
    terminal.err(ourBug(problem));
    process.exitCode = exitCode.failure;
  }
}

function interrupt(stop: AbortController): void {
  if (stop.signal.aborted) process.exit(exitCode.interrupted);
  stop.abort();
}

const ourBug = (problem: unknown): string =>
  `mlopsc stopped on a mistake of its own. Nothing finished is lost. Please report this:\n${problem instanceof Error ? problem.stack : String(problem)}\n`;
