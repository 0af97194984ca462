import { collectRuns } from "@mlopsc/engine";
import { exitCode } from "../exit-code.ts";
import { projectOption, withState } from "../project/open-state.ts";
import { findRun } from "../runs/find-run.ts";
import { runJson } from "../runs/run-data.ts";
import { runDetails } from "../runs/run-details.ts";
import { type CommandRun, textOperand } from "./command.ts";
import { formatOption } from "./format-option.ts";

export const runsShow: CommandRun = async (terminal, operands, options) => {
  const format = formatOption(options, ["text", "json"]);
  return withState(projectOption(terminal, options), async ({ registry }) => {
    const run = findRun(collectRuns(registry), textOperand(operands, 0) ?? "");
    const who = registry.applies.list(Number.MAX_SAFE_INTEGER).find(({ id }) => id === run.apply)?.who;
    terminal.out(format === "json" ? `${JSON.stringify(runJson(run), null, 2)}\n` : runDetails(run, who, terminal));
    return exitCode.success;
  });
};
