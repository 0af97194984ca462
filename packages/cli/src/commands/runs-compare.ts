import { collectRuns } from "@mlopsc/engine";
import { exitCode, UsageError } from "../exit-code.ts";
import { projectOption, withState } from "../project/open-state.ts";
import { compareRuns, printComparison } from "../runs/compare-runs.ts";
import { findRun } from "../runs/find-run.ts";
import type { CommandRun } from "./command.ts";
import { formatOption } from "./format-option.ts";

export const runsCompare: CommandRun = async (terminal, operands, options) => {
  const format = formatOption(options, ["text", "json"]);
  const asked = operands.flat().filter((operand) => operand !== undefined);
  if (asked.length < 2) throw new UsageError("Name two runs or more to compare: `mlopsc runs` lists them.");
  return withState(projectOption(terminal, options), async ({ registry }) => {
    const known = collectRuns(registry);
    const chosen = asked.map((id) => findRun(known, id));
    const comparison = compareRuns(chosen);
    const ids = chosen.map(({ id }) => id);
    terminal.out(
      format === "json"
        ? `${JSON.stringify({ runs: ids, ...comparison }, null, 2)}\n`
        : printComparison(chosen, comparison, terminal),
    );
    return exitCode.success;
  });
};
