import { type Calibration, calibrateMonitor } from "@mlopsc/monitor";
import { exitCode, UsageError } from "../exit-code.ts";
import { setupOf } from "../operations/monitors.ts";
import { projectOption } from "../project/open-state.ts";
import { withEngine } from "../project/with-engine.ts";
import { formatNumber } from "../terminal/numbers.ts";
import { textTable } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type CommandRun, type Options, textOperand, textOption } from "./command.ts";
import { formatOption } from "./format-option.ts";

export const monitorCalibrate: CommandRun = (terminal, operands, options) => {
  const format = formatOption(options, ["text", "json"]);
  const windows = countOption(options, "windows", 200);
  const rowsPerWindow = countOption(options, "rows", 500);
  return withEngine(projectOption(terminal, options), async (engine) => {
    const { definition, prepared } = await setupOf(engine, textOperand(operands, 0) ?? "");
    const calibration = calibrateMonitor(definition, prepared, { windows, rowsPerWindow });
    terminal.out(
      format === "json" ? `${JSON.stringify(calibration, null, 2)}\n` : calibrationText(calibration, terminal),
    );
    return exitCode.success;
  });
};

function calibrationText(found: Calibration, { colours }: Terminal): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const [low, high] = found.interval;
  const isQuiet = low <= found.declared;
  const verdict = isQuiet ? colours.green("within what is declared") : colours.red("more than is declared");
  const rows = Object.entries(found.thresholds).map(([figure, value]) => [figure, formatNumber(value)]);
  return [
    `${found.windows} windows of ${found.rowsPerWindow} records without drift: ${found.alarms.whole} called drifted, ${percent(found.rate)} `,
    `(95 %: ${percent(low)} … ${percent(high)}); declared ${percent(found.declared)}: ${verdict}.\n\n`,
    `Exceeded in no more than ${percent(found.declared)} of them:\n`,
    textTable([["figure", "value"], ...rows], colours.dim),
  ].join("");
}

function countOption(options: Options, name: string, fallback: number): number {
  const text = textOption(options, name);
  const count = text === undefined ? fallback : Number(text);
  if (!Number.isInteger(count) || count < 2)
    throw new UsageError(`--${name} wants a whole number from 2, not "${text}".`);
  return count;
}
