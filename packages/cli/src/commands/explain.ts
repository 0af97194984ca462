import { codes } from "@mlopsc/diagnostics";
import { exitCode, UsageError } from "../exit-code.ts";
import { type CommandRun, textOperand } from "./command.ts";

export const explain: CommandRun = async (terminal, operands) => {
  const asked = textOperand(operands, 0) ?? "";
  const code = /^\d{4}$/.test(asked) ? `ML${asked}` : asked.toUpperCase();
  const found = Object.entries(codes).find(([name, entry]) => entry.code === code || name === asked);
  if (!found) {
    throw new UsageError(`There is no code "${asked}". Codes look like ML2001; docs/diagnostics.md lists them.`);
  }
  const [name, entry] = found;
  const { bold, dim } = terminal.colours;
  terminal.out(`${bold(`${entry.code} ${name}`)} ${dim(`(${entry.severity})`)}\n\n${entry.explanation}\n`);
  return exitCode.success;
};
