import type { Terminal } from "../terminal/terminal.ts";

/** One command, as data: the parser, `--help` and `docs/cli.md` are made from these. Its code is loaded when it is called. */
export interface Command {
  /** `plan`, or `data log` for a command in a group. */
  readonly name: string;
  readonly summary: string;
  /** In commander's notation: `<model>`, `[folder]`, `[files...]`. */
  readonly operands: readonly (readonly [name: string, documentation: string])[];
  readonly options: readonly (readonly [flags: string, documentation: string])[];
  readonly examples: readonly string[];
  readonly load: () => Promise<CommandRun>;
}

/** Does the work and gives the exit code. Operands that were not given are undefined; `[files...]` is one array. */
export type CommandRun = (terminal: Terminal, operands: Operands, options: Options) => Promise<number>;

export type Operands = readonly (string | readonly string[] | undefined)[];
export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** An option's text, or undefined when it was not given. */
export const textOption = (options: Options, name: string): string | undefined => {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
};

export const textOperand = (operands: Operands, index: number): string | undefined => {
  const value = operands[index];
  return typeof value === "string" ? value : undefined;
};
