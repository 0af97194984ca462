import { exitCode, UsageError } from "../exit-code.ts";
import { projectOption, withState } from "../project/open-state.ts";
import { type CommandRun, textOperand } from "./command.ts";

/** What a step left in the registry, as JSON: for scripts. */
export const show: CommandRun = async (terminal, operands, options) => {
  const address = textOperand(operands, 0) ?? "";
  return withState(projectOption(terminal, options), async ({ registry }) => {
    const step = registry.steps.current(address);
    if (step === undefined) {
      const known = registry.steps.addresses();
      throw new UsageError(
        `Nothing was done at "${address}". ${known.length > 0 ? `There is: ${known.join(", ")}.` : "Nothing was applied yet."}`,
      );
    }
    terminal.out(`${JSON.stringify(step.outcome, null, 2)}\n`);
    return exitCode.success;
  });
};
