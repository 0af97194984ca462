import { renderText } from "@mlopsc/diagnostics";
import type { DataDifference, ProjectState } from "@mlopsc/engine";
import { type FoundTable, findTable, tablePath } from "../data/find-table.ts";
import { isUnchanged, printDifference } from "../data/print-difference.ts";
import { valueOrStop } from "../data/value-or-stop.ts";
import { withStore } from "../data/with-store.ts";
import { exitCode, UsageError } from "../exit-code.ts";
import { projectOption, withState } from "../project/open-state.ts";
import { counted } from "../terminal/numbers.ts";
import { type CommandRun, textOperand } from "./command.ts";
import { formatOption } from "./format-option.ts";

export const dataDiff: CommandRun = async (terminal, operands, options) => {
  const format = formatOption(options, ["text", "json"]);
  return withState(projectOption(terminal, options), async (state) => {
    const { before, after } = bothTables(state.registry, textOperand(operands, 0) ?? "", textOperand(operands, 1));
    const same = before.object === after.object;
    const difference = same && format === "text" ? undefined : await compare(state, before, after);
    if (format === "json") {
      const { schema, rows, byKey, columns } = difference as DataDifference;
      const tables = {
        before: before.label,
        after: after.label,
        unchanged: same || isUnchanged(difference as DataDifference),
      };
      terminal.out(`${JSON.stringify({ ...tables, schema, rows, byKey: byKey ?? null, columns }, null, 2)}\n`);
    } else if (difference === undefined) {
      const { bold } = terminal.colours;
      terminal.out(
        `${bold("No changes.")} ${before.label} and ${after.label} are the same ${counted(after.rows, "row")}, byte for byte.\n`,
      );
    } else terminal.out(printDifference(difference, before, after, terminal));
    const warnings = difference?.warnings ?? [];
    if (warnings.length > 0)
      terminal.err(renderText(warnings, new Map(), { colour: terminal.colours.isColorSupported }));
    return exitCode.success;
  });
};

/** Without a second name: the version that is named against the newest, or the newest against the one before it. */
function bothTables(
  registry: ProjectState["registry"],
  first: string,
  second: string | undefined,
): { before: FoundTable; after: FoundTable } {
  const named = findTable(registry, first);
  if (second !== undefined) return { before: named, after: findTable(registry, second) };
  if (named.version === undefined)
    throw new UsageError(`${named.label} has no versions: name the table to compare it with.`);
  const dataset = named.label.replace(/@\d+$/, "");
  if (/@v?\d+$/.test(first)) return { before: named, after: findTable(registry, dataset) };
  const earlier = named.version.number - 1;
  if (earlier < 1) throw new UsageError(`${dataset} has only one version so far: there is nothing to compare it with.`);
  return { before: findTable(registry, `${dataset}@${earlier}`), after: named };
}

async function compare(state: ProjectState, before: FoundTable, after: FoundTable): Promise<DataDifference> {
  const [left, right] = [await tablePath(state, before), await tablePath(state, after)];
  const key = after.key.length > 0 ? after.key : before.key;
  return withStore(async (store) => valueOrStop(await store.difference(left, right, key)));
}
