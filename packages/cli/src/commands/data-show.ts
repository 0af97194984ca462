import { typeText } from "@mlopsc/plan";
import { type FoundTable, findTable } from "../data/find-table.ts";
import { profileTable } from "../data/profile-table.ts";
import { valueText } from "../data/value-text.ts";
import { exitCode } from "../exit-code.ts";
import { projectOption, withState } from "../project/open-state.ts";
import { cut } from "../terminal/fit-table.ts";
import { counted } from "../terminal/numbers.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type CommandRun, textOperand } from "./command.ts";
import { formatOption } from "./format-option.ts";

export const dataShow: CommandRun = async (terminal, operands, options) => {
  const format = formatOption(options, ["text", "json"]);
  return withState(projectOption(terminal, options), async ({ registry }) => {
    const table = findTable(registry, textOperand(operands, 0) ?? "");
    if (format === "json") terminal.out(`${JSON.stringify(jsonOf(table), null, 2)}\n`);
    else terminal.out(`${heading(table, terminal)}\n${profileTable(table, terminal)}`);
    return exitCode.success;
  });
};

function heading({ label, rows, columns, object, today, version }: FoundTable, { colours, width }: Terminal): string {
  const { bold, dim } = colours;
  const older =
    version !== undefined && version.newest !== version.number ? dim(` (the newest is ${version.newest})`) : "";
  const taken = version === undefined ? "" : `, taken in ${timeText(version.created)}`;
  const lines = [
    `${bold(label)}${older}`,
    `${counted(rows, "row")}, ${counted(columns.length, "column")}${taken}; today() is ${valueText("date", today)}`,
    dim(cut(`content      ${object}`, width)),
    ...(version === undefined ? [] : [dim(cut(`fingerprint  ${version.fingerprint}`, width))]),
  ];
  return `${lines.join("\n")}\n`;
}

const timeText = (milliseconds: number): string => `${valueText("timestamp", milliseconds)} UTC`;

function jsonOf({ label, rows, object, today, key, columns, profile, version }: FoundTable): unknown {
  return {
    table: label,
    rows,
    ...(version === undefined
      ? {}
      : {
          version: version.number,
          newest: version.newest,
          taken_in: new Date(version.created).toISOString(),
          fingerprint: version.fingerprint,
        }),
    content: object,
    today: valueText("date", today),
    key,
    columns: columns.map(({ name, type }, at) => {
      const { name: _, kind: __, ...facts } = profile[at] ?? { name, kind: type.kind };
      return { name, type: typeText(type), ...facts };
    }),
  };
}
