import { createColors } from "picocolors";
import { runCli } from "../src/run-cli.ts";
import type { Terminal } from "../src/terminal/terminal.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface MemoryTerminalOptions {
  readonly width?: number;
  /** What is piped in. */
  readonly input?: string;
  /** Ctrl-C. */
  readonly signal?: AbortSignal;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a command line in a folder, in this process, on a terminal that keeps the text. */
export async function run(folder: string, words: readonly string[], options: MemoryTerminalOptions = {}): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const { width = 100, input, signal = new AbortController().signal, environment = {} } = options;
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    colours: createColors(false),
    width,
    interactive: false,
    folder,
    environment,
    signal,
    ...(input === undefined ? {} : { input: () => blocksOf(input) }),
  };
  const code = await runCli(words, terminal, "0.0.0-test");
  return { code, out: out.join(""), err: err.join("") };
}

async function* blocksOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  // In two blocks, as a pipe would give them.
  for (const part of [bytes.subarray(0, bytes.length >> 1), bytes.subarray(bytes.length >> 1)]) yield part;
}
