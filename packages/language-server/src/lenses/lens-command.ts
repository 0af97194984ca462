import type { Knowledge, PlannedWork } from "../knowledge/knowledge.ts";
import { aboutText, countText, numberText } from "../text/number-text.ts";
import type { CodeLens } from "./code-lenses.ts";

/** What a lens says, and the command of the editor's that it calls. */
export interface LensCommand {
  readonly title: string;
  readonly tooltip?: string;
  readonly command: "mlops.plan" | "mlops.showRuns" | "mlops.showReport" | "mlops.openGraph";
  readonly arguments: readonly string[];
}

/** Null where it is not known any more. */
export function lensCommand(
  { address, topic }: Pick<CodeLens, "address" | "topic">,
  knowledge: Knowledge,
): LensCommand | null {
  switch (topic) {
    case "plan":
      return planCommand(address, knowledge);
    case "result":
      return resultCommand(address, knowledge);
    case "report":
      return { title: "report", command: "mlops.showReport", arguments: [nameOf(address)] };
    case "live":
      return liveCommand(address, knowledge);
    case "rows":
      return rowsCommand(address, knowledge);
  }
}

function planCommand(address: string, knowledge: Knowledge): LensCommand | null {
  const isProject = address === "project";
  const work = knowledge.plannedFor(isProject ? null : address);
  if (work === null) return null;
  const what = isProject ? countText(work.steps, "step") : work.what;
  return {
    title: `plan: ${what}${timeText(work)}`,
    tooltip: `because of ${work.cause}`,
    command: "mlops.plan",
    arguments: isProject ? [] : [address],
  };
}

const timeText = ({ estimateMilliseconds }: PlannedWork): string =>
  estimateMilliseconds === undefined ? "" : `, ${aboutText(estimateMilliseconds)}`;

function resultCommand(address: string, knowledge: Knowledge): LensCommand | null {
  const facts = knowledge.modelOf(address);
  if (facts === null) return null;
  const [metric] = facts.metrics;
  return {
    title: metric === undefined ? `v${facts.version}` : `last ${metric.name} ${numberText(metric.value)}`,
    tooltip: [
      `v${facts.version}, ${facts.registered}`,
      ...facts.metrics.map(({ name, value }) => `${name} ${numberText(value)}`),
    ].join("\n"),
    command: "mlops.showRuns",
    arguments: [nameOf(address)],
  };
}

const nameOf = (address: string): string => address.slice(address.indexOf(".") + 1);

function liveCommand(address: string, knowledge: Knowledge): LensCommand | null {
  const live = knowledge.liveVersions(address);
  if (live.length === 0) return null;
  return {
    title: `live in ${live.map(({ target, version }) => `${target}: v${version}`).join(", ")}`,
    tooltip: live.map(({ target, version, since }) => `${target}: v${version} since ${since}`).join("\n"),
    command: "mlops.openGraph",
    arguments: [address],
  };
}

function rowsCommand(address: string, knowledge: Knowledge): LensCommand | null {
  const table = knowledge.tableOf(address);
  if (table === null) return null;
  const { rows, version } = table;
  return {
    title: `${countText(rows, "row")}${version === undefined ? "" : `, version ${version.number}`}`,
    ...(version === undefined ? {} : { tooltip: `taken in ${version.taken}` }),
    command: "mlops.openGraph",
    arguments: [address],
  };
}
