import { rollBack } from "@mlopsc/engine";
import { exitCode } from "../exit-code.ts";
import { deployedTarget } from "../operations/deployed-targets.ts";
import { locked } from "../operations/locked.ts";
import { projectOption } from "../project/open-state.ts";
import { withEngine } from "../project/with-engine.ts";
import { Stopped } from "../stopped.ts";
import { type CommandRun, textOperand, textOption } from "./command.ts";

export const rollback: CommandRun = (terminal, operands, options) => {
  const deployment = textOperand(operands, 0) ?? "";
  return withEngine(projectOption(terminal, options), async (engine) => {
    const { target } = deployedTarget(engine.state.registry, deployment, textOption(options, "target"));
    const reason = textOption(options, "reason") ?? "rolled back by hand";
    const { back, problems } = await locked(engine, () =>
      rollBack(
        engine.services,
        { deployment, target, reason },
        { signal: terminal.signal, onLine: (line) => terminal.err(`${terminal.colours.dim(line)}\n`) },
      ),
    );
    if (problems !== undefined) throw new Stopped(problems);
    const { bold, green } = terminal.colours;
    terminal.out(
      `${green("✓")} ${bold(`${deployment} on ${target}`)}: version ${back.to.version} answers again, as release ${back.to.number}; version ${back.from.version} does not.\n`,
    );
    return exitCode.success;
  });
};
