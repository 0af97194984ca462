import { isatty } from "node:tty";
import { createColors } from "picocolors";

/** Where a command writes, and what it may assume of it. Tests give one that keeps the text. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly colours: ReturnType<typeof createColors>;
  /** Columns of the screen; 100 where there is none. */
  readonly width: number;
  /** True where progress may be drawn over itself. */
  readonly interactive: boolean;
  /** True where `--all-problems` asks for every diagnostic, however many there are. */
  readonly allProblems?: boolean;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** What is piped in; absent where a person sits at the keyboard. */
  readonly input?: () => AsyncIterable<Uint8Array>;
}

/** The real screen. Colours follow NO_COLOR, FORCE_COLOR and whether a person is looking. */
export function processTerminal(signal: AbortSignal): Terminal {
  const { stdout, stderr, env } = process;
  // Asked of the descriptor: to touch `process.stdin` starts to read it.
  const piped = !isatty(0);
  const wanted = env["NO_COLOR"] ? false : env["FORCE_COLOR"] ? true : Boolean(stdout.isTTY);
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    colours: createColors(wanted),
    // A terminal that was never given a size says 0.
    width: stdout.columns || 100,
    interactive: Boolean(stderr.isTTY),
    folder: process.cwd(),
    environment: env,
    signal,
    ...(piped ? { input: () => process.stdin } : {}),
  };
}
