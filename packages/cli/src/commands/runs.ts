import { exitCode, UsageError } from "../exit-code.ts";
import { projectOption, withState } from "../project/open-state.ts";
import { runsOf } from "../runs/find-run.ts";
import { runJson, runsCsv } from "../runs/run-data.ts";
import { metricNames, sortByMetric } from "../runs/run-fields.ts";
import { runsTable } from "../runs/runs-table.ts";
import { type CommandRun, type Options, textOperand, textOption } from "./command.ts";
import { formatOption } from "./format-option.ts";

/** Lines of text when nothing else was asked for: what a screen shows. Other formats give all. */
const screenful = 30;

export const runs: CommandRun = async (terminal, operands, options) => {
  const format = formatOption(options, ["text", "json", "csv"]);
  const limit = limitOption(options) ?? (format === "text" ? screenful : Number.POSITIVE_INFINITY);
  return withState(projectOption(terminal, options), async ({ registry }) => {
    const all = runsOf(registry, textOperand(operands, 0));
    const metric = sortOption(options, metricNames(all));
    const sorted = metric === undefined ? all : sortByMetric(all, metric);
    const shown = sorted.slice(0, limit);
    if (format === "json") terminal.out(`${JSON.stringify(shown.map(runJson), null, 2)}\n`);
    else if (format === "csv") terminal.out(runsCsv(shown));
    else if (all.length === 0) terminal.out("Nothing was trained yet. `mlopsc apply` does that.\n");
    else {
      terminal.out(runsTable(shown, metric, terminal));
      const rest = all.length - shown.length;
      if (rest > 0) terminal.out(terminal.colours.dim(`… and ${rest} more: --limit ${all.length} shows them.\n`));
    }
    return exitCode.success;
  });
};

function limitOption(options: Options): number | undefined {
  const given = textOption(options, "limit");
  if (given === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(given)) throw new UsageError(`--limit wants a whole number from 1, not "${given}".`);
  return Number(given);
}

/** `auc` or `validation.auc` over the folds, `test.auc` on the test part. */
function sortOption(options: Options, known: readonly string[]): string | undefined {
  const given = textOption(options, "sort")?.replace(/^validation\./, "");
  if (given === undefined || known.includes(given)) return given;
  throw new UsageError(
    `--sort wants a metric that was measured${known.length > 0 ? `: ${known.join(", ")}` : ""}; not "${given}".`,
  );
}
