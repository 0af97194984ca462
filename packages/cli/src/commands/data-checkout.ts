import { existsSync } from "node:fs";
import { findTable, tablePath } from "../data/find-table.ts";
import { outputFile } from "../data/output-file.ts";
import { valueOrStop } from "../data/value-or-stop.ts";
import { withStore } from "../data/with-store.ts";
import { exitCode, UsageError } from "../exit-code.ts";
import { projectOption, withState } from "../project/open-state.ts";
import { counted } from "../terminal/numbers.ts";
import { type CommandRun, textOperand } from "./command.ts";

export const dataCheckout: CommandRun = async (terminal, operands, options) => {
  const given = textOperand(operands, 1) ?? "";
  const file = outputFile(terminal.folder, given);
  if (existsSync(file) && options["force"] !== true) {
    throw new UsageError(`${given} exists already. Give --force to write over it.`);
  }
  return withState(projectOption(terminal, options), async (state) => {
    const table = findTable(state.registry, textOperand(operands, 0) ?? "");
    const path = await tablePath(state, table);
    await withStore(async (store) => valueOrStop(await store.export([path], file)));
    terminal.out(`${counted(table.rows, "row")} of ${terminal.colours.bold(table.label)} written to ${given}.\n`);
    return exitCode.success;
  });
};
