import { exitCode, UsageError } from "../exit-code.ts";
import { exportRuns } from "../mlflow/export-runs.ts";
import { mlflowAddress, mlflowClient } from "../mlflow/mlflow-client.ts";
import { compileOrStop } from "../project/compile.ts";
import { projectOption, withState } from "../project/open-state.ts";
import { runsOf } from "../runs/find-run.ts";
import { counted } from "../terminal/numbers.ts";
import { type CommandRun, textOperand, textOption } from "./command.ts";

export const runsExport: CommandRun = async (terminal, operands, options) => {
  const given = textOption(options, "mlflow");
  if (given === undefined) throw new UsageError("Say where to: --mlflow http://localhost:5000.");
  const address = mlflowAddress(given, terminal.environment);
  const project = projectOption(terminal, options);
  const experiment =
    textOption(options, "experiment") ?? (await compileOrStop(project, options, terminal)).desired.project.name;
  return withState(project, async ({ registry }) => {
    const runs = runsOf(registry, textOperand(operands, 0));
    const applies = registry.applies.list(Number.MAX_SAFE_INTEGER);
    try {
      const client = mlflowClient(address, terminal.signal);
      const { created, completed, unchanged } = await exportRuns(client, experiment, runs, applies);
      const others = [
        ...(completed > 0 ? [`${completed} brought up to date`] : []),
        ...(unchanged > 0 ? [`${unchanged} there already`] : []),
      ];
      const rest = others.length > 0 ? `; ${others.join(", ")}` : "";
      terminal.out(`${counted(created, "run")} sent to experiment ${experiment} at ${address.url}${rest}.\n`);
      return exitCode.success;
    } catch (failure) {
      if (!terminal.signal.aborted) throw failure;
      terminal.err("Stopped. What was sent is there; export again for the rest.\n");
      return exitCode.interrupted;
    }
  });
};
