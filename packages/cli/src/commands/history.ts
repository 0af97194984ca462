import { exitCode, UsageError } from "../exit-code.ts";
import { chronicle, type HistoryEntry, type ServedThen, servedAt } from "../operations/chronicle.ts";
import { projectOption, withState } from "../project/open-state.ts";
import { textTable } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type CommandRun, textOperand, textOption } from "./command.ts";
import { formatOption } from "./format-option.ts";

/** What was done and decided, and why; with `--at` also what answered at that moment. */
export const history: CommandRun = async (terminal, operands, options) => {
  const format = formatOption(options, ["text", "json"]);
  const at = textOption(options, "at");
  const until = at === undefined ? undefined : momentOf(at);
  const subject = textOperand(operands, 0);
  return withState(projectOption(terminal, options), async ({ registry }) => {
    const filter = { ...(until === undefined ? {} : { until }), ...(subject === undefined ? {} : { subject }) };
    const entries = chronicle(registry, filter);
    const served = until === undefined ? [] : servedAt(registry, until);
    if (format === "json") {
      const content = until === undefined ? entries : { at: new Date(until).toISOString(), served, entries };
      terminal.out(`${JSON.stringify(content, null, 2)}\n`);
    } else terminal.out(historyText(entries, served, until, terminal));
    return exitCode.success;
  });
};

/** The end of a day that is named as such; else the moment. */
function momentOf(text: string): number {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time = Date.parse(isDay ? `${text}T23:59:59.999Z` : text);
  if (Number.isNaN(time)) throw new UsageError(`--at wants 2026-01-31 or 2026-01-31T12:00:00Z, not "${text}".`);
  return time;
}

function historyText(
  entries: readonly HistoryEntry[],
  served: readonly ServedThen[],
  until: number | undefined,
  { colours }: Terminal,
): string {
  const { bold, dim } = colours;
  const then = until === undefined ? "" : `${bold(`At ${timeText(until)} UTC`)}\n\n${servedText(served, dim)}\n`;
  if (entries.length === 0) return `${then}Nothing was done ${until === undefined ? "yet" : "until then"}.\n`;
  const rows = entries.map(({ time, subject, event, message }) => [timeText(time), subject, event, message]);
  return `${then}${textTable([["time (UTC)", "what", "event", "why"], ...rows], dim)}`;
}

function servedText(served: readonly ServedThen[], dim: (text: string) => string): string {
  if (served.length === 0) return "Nothing answered.\n";
  const head = ["deployment", "target", "model", "version", "release", "since (UTC)", "made from"];
  const rows = served.map(({ release, data }) => [
    ...[release.deployment, release.target, release.model, `v${release.version}`, String(release.number)],
    timeText(release.served ?? release.started),
    Object.entries(data)
      .map(([dataset, version]) => `${dataset}@${version}`)
      .join(", "),
  ]);
  return textTable([head, ...rows], dim);
}

const timeText = (time: number): string => new Date(time).toISOString().slice(0, 19).replace("T", " ");
