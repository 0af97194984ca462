import type { Run } from "@mlopsc/engine";
import { cut, type FitColumn, fitTable } from "../terminal/fit-table.ts";
import { formatDuration, formatNumber, rangeText } from "../terminal/numbers.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { dataText, learnerOf, parametersOf, parameterText, runTitle, stateText, timeText } from "./run-fields.ts";

/** Everything of one run; `who` applied it. */
export function runDetails(run: Run, who: string | undefined, terminal: Terminal): string {
  const { bold } = terminal.colours;
  const parts = [`${bold(run.id)}  ${run.model}, ${runTitle(run)}\n${facts(run, who, terminal)}`];
  const parameters = Object.entries(parametersOf(run));
  if (parameters.length > 0) {
    const rows = parameters.map(([name, value]) => ({ cells: [name, parameterText(value)] }));
    parts.push(
      fitTable([{ head: "parameter" }, { head: learnerOf(run) ?? "", align: "right", least: 8 }], rows, terminal),
    );
  }
  const metrics = metricTable(run, terminal);
  if (metrics !== undefined) parts.push(metrics);
  return parts.join("\n");
}

function facts(run: Run, who: string | undefined, { width }: Terminal): string {
  const took = run.durationMilliseconds === null ? "" : `, took ${formatDuration(run.durationMilliseconds)}`;
  const lines: (readonly [string, string])[] = [
    ["state", stateText(run)],
    ...(run.problem === null ? [] : [["because", run.problem.replaceAll("\n", " ")] as const]),
    ["started", run.started === null ? `not kept${took}` : `${timeText(run.started)} UTC${took}`],
    ["apply", who === undefined ? String(run.apply) : `${run.apply}, by ${who}`],
    ["step", run.address],
    ["learner", learnerOf(run) ?? "not chosen yet"],
    ...(run.rounds === undefined
      ? []
      : [["kept", `${run.rounds} of ${parametersOf(run)["trees"]} rounds, the best on rows held out`] as const]),
    ["data", dataText(run) || "–"],
    ...(run.share === undefined
      ? []
      : [["rows", `${formatNumber(100 * run.share)}% of each fold's training rows`] as const]),
    ["split", run.split ?? "–"],
    ["seed", String(run.seed)],
    ["spec", run.spec],
  ];
  // What went wrong is never cut.
  return lines
    .map(([name, text]) => (name === "because" ? `because  ${text}\n` : `${cut(`${name.padEnd(9)}${text}`, width)}\n`))
    .join("");
}

function metricTable({ validation, test, testIntervals: intervals }: Run, terminal: Terminal): string | undefined {
  const folds = validation?.folds ?? [];
  const all = [validation?.means ?? {}, ...folds, test ?? {}];
  const keys = [...new Set(all.flatMap((metrics) => Object.keys(metrics)))];
  if (keys.length === 0) return undefined;
  const columns: FitColumn[] = [
    { head: "metric" },
    ...(validation ? [{ head: "mean", align: "right" } as const] : []),
    ...folds.map((_, at) => ({ head: `fold ${at + 1}`, align: "right" }) as const),
    ...(test ? [{ head: "test", align: "right" } as const] : []),
    ...(intervals ? [{ head: "95 % range" }] : []),
  ];
  const text = (value: number | undefined): string => (value === undefined ? "–" : formatNumber(value));
  const rows = keys.map((key) => ({
    cells: [
      key,
      ...(validation ? [text(validation.means?.[key])] : []),
      ...folds.map((fold) => text(fold[key])),
      ...(test ? [text(test[key])] : []),
      ...(intervals ? [rangeText(intervals[key])] : []),
    ],
  }));
  return fitTable(columns, rows, terminal);
}
