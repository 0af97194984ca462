import type { DatasetVersion } from "@mlopsc/engine";
import { exitCode } from "../exit-code.ts";
import { parseVersioned, projectOption, withState } from "../project/open-state.ts";
import { formatNumber } from "../terminal/numbers.ts";
import { textTable } from "../terminal/table.ts";
import { type CommandRun, textOperand } from "./command.ts";

export const dataLog: CommandRun = async (terminal, operands, options) => {
  const asked = textOperand(operands, 0);
  return withState(projectOption(terminal, options), async ({ registry }) => {
    const names = asked === undefined ? registry.datasets.names() : [parseVersioned(asked).name];
    const versions = names.flatMap((name) => [...registry.datasets.versions(name)].reverse());
    if (options["format"] === "json") {
      terminal.out(
        `${JSON.stringify(
          versions.map(({ columns: _, profile: __, ...rest }) => rest),
          null,
          2,
        )}\n`,
      );
    } else if (versions.length === 0) {
      terminal.out(
        asked === undefined
          ? "No data were taken in yet. `mlopsc apply` does that.\n"
          : `There is no version of ${asked} yet.\n`,
      );
    } else {
      terminal.out(
        textTable([["dataset", "version", "taken in", "rows", "content"], ...versions.map(row)], terminal.colours.dim),
      );
    }
    return exitCode.success;
  });
};

const row = ({ name, version, created, rows, object }: DatasetVersion): string[] => [
  name,
  String(version),
  new Date(created).toISOString().slice(0, 16).replace("T", " "),
  formatNumber(rows),
  object.slice(0, 12),
];
