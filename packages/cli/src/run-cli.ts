import { CommanderError, Command as Parser } from "commander";
import type { Command, Options } from "./commands/command.ts";
import { commands } from "./commands/table.ts";
import { exitCode, UsageError } from "./exit-code.ts";
import { Stopped } from "./stopped.ts";
import { diagnosticsText } from "./terminal/diagnostics-text.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Runs one command line (without `node` and the script) and gives its exit code. Never throws for a user's mistake. */
export async function runCli(words: readonly string[], terminal: Terminal, version: string): Promise<number> {
  let code: number = exitCode.success;
  const parser = buildParser(terminal, version, (result) => {
    code = result;
  });
  try {
    await parser.parseAsync([...words], { from: "user" });
    return code;
  } catch (problem) {
    return codeOf(problem, terminal);
  }
}

function buildParser(terminal: Terminal, version: string, finish: (code: number) => void): Parser {
  const root = configure(new Parser("mlopsc"), terminal)
    .description("MLOps as code: check, plan and apply .mlops files.")
    .version(`mlopsc ${version}`, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand(false)
    .showSuggestionAfterError();
  for (const command of commands) addCommand(root, command, terminal, finish);
  return root;
}

function addCommand(root: Parser, command: Command, terminal: Terminal, finish: (code: number) => void): void {
  const words = command.name.split(" ");
  const parent = words.length === 1 ? root : groupOf(root, words[0] as string, terminal);
  const parser = configure(parent.command(words.at(-1) as string), terminal).description(command.summary);
  for (const [name, documentation] of command.operands) parser.argument(name, documentation);
  for (const [flags, documentation] of command.options) parser.option(flags, documentation);
  parser.addHelpText("after", `\nExamples:\n${command.examples.map((line) => `  $ ${line}`).join("\n")}`);
  parser.action(async (...given: unknown[]) => {
    const operands = given.slice(0, command.operands.length) as (string | undefined)[];
    const options = given[command.operands.length] as Options;
    const shown = { ...terminal, allProblems: options["allProblems"] === true };
    const run = await command.load();
    try {
      finish(await run(shown, operands, options));
    } catch (problem) {
      finish(codeOf(problem, shown));
    }
  });
}

function groupOf(root: Parser, name: string, terminal: Terminal): Parser {
  const known = root.commands.find((group) => group.name() === name);
  return known ?? configure(root.command(name), terminal).description("versions of the project's tables");
}

function configure(parser: Parser, { out, err }: Terminal): Parser {
  // `runs` is a command and a group: what stands behind `runs show` belongs to `show`.
  return parser.enablePositionalOptions().exitOverride().configureOutput({ writeOut: out, writeErr: err });
}

function codeOf(problem: unknown, terminal: Terminal): number {
  const { err, colours } = terminal;
  if (problem instanceof Stopped) {
    err(diagnosticsText(problem.diagnostics, problem.sources, terminal));
    return exitCode.failure;
  }
  if (problem instanceof CommanderError) return problem.exitCode === 0 ? exitCode.success : exitCode.usage;
  if (problem instanceof UsageError) {
    err(`${colours.red("error")}: ${problem.message}\n`);
    return exitCode.usage;
  }
  throw problem;
}
