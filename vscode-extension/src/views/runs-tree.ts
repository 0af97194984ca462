// What the Runs view shows, as data: made of what `mlopsc runs --format json` prints.
import { counted, durationText, figureText } from "./figure-text.ts";

export interface Run {
  readonly id: string;
  readonly model: string;
  readonly address: string;
  readonly kind: string;
  readonly trial: number | null;
  readonly state: string;
  readonly problem: string | null;
  readonly chosen: boolean;
  readonly current: boolean;
  readonly version: number | null;
  readonly algorithm: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly validation: { readonly means: Figures } | null;
  readonly test: Figures | null;
  readonly started: string | null;
  readonly durationMilliseconds: number | null;
}

type Figures = Readonly<Record<string, number>>;

export interface RunNode {
  readonly id: string;
  readonly kind: "model" | "final" | "trial" | "baseline" | "failed" | "older";
  readonly label: string;
  readonly description: string;
  /** Markdown. */
  readonly tooltip: string;
  readonly address: string;
  readonly children: readonly RunNode[];
}

/** A node for each model, newest run first; trials and the runs of before under it. */
export function runsTree(runs: readonly Run[]): readonly RunNode[] {
  return [...new Set(runs.map(({ model }) => model))].sort().map((model) => {
    const own = runs.filter((run) => run.model === model);
    const current = own.filter((run) => run.current);
    const older = own.filter((run) => !run.current);
    const best = current.find(({ kind }) => kind === "final") ?? own.find(({ kind }) => kind === "final");
    return {
      id: model,
      kind: "model",
      label: model,
      description: best === undefined ? counted(own.length, "run") : headline(best),
      tooltip: best === undefined ? "" : runTooltip(best),
      address: blockAddress(own[0] as Run),
      children: [...current.map(runNode).sort(byKind), ...(older.length === 0 ? [] : [olderNode(model, older)])],
    };
  });
}

/** What was trained first, baselines last; trials stay newest first. */
const byKind = (a: RunNode, b: RunNode): number => order.indexOf(a.kind) - order.indexOf(b.kind);
const order: readonly RunNode["kind"][] = ["model", "final", "trial", "failed", "baseline", "older"];

/** "v3, auc 0.9136 on the test part". */
function headline(run: Run): string {
  const version = run.version === null ? [] : [`v${run.version}`];
  const figure = firstFigure(run.test) ?? firstFigure(run.validation?.means ?? null);
  const where = run.test === null ? "in validation" : "on the test part";
  return [...version, ...(figure === undefined ? [] : [`${figure} ${where}`])].join(", ");
}

function runNode(run: Run): RunNode {
  const failed = run.state !== "complete";
  const names: Readonly<Record<string, string>> = {
    final: "trained",
    trial: `trial ${run.trial}`,
    baseline: "baseline",
  };
  const figure = firstFigure(run.validation?.means ?? null) ?? firstFigure(run.test);
  const time = run.durationMilliseconds === null ? [] : [durationText(run.durationMilliseconds)];
  const marks = run.chosen ? ["chosen"] : [];
  return {
    id: run.id,
    kind: failed ? "failed" : run.kind === "trial" || run.kind === "baseline" ? run.kind : "final",
    label: names[run.kind] ?? run.kind,
    description: [...(figure === undefined ? [run.state] : [figure]), run.algorithm ?? "", ...time, ...marks]
      .filter((part) => part !== "")
      .join(", "),
    tooltip: runTooltip(run),
    address: blockAddress(run),
    children: [],
  };
}

const olderNode = (model: string, runs: readonly Run[]): RunNode => ({
  id: `${model}#older`,
  kind: "older",
  label: "before",
  description: counted(runs.length, "run"),
  tooltip: "",
  address: blockAddress(runs[0] as Run),
  children: runs.map(runNode),
});

function runTooltip(run: Run): string {
  const names = [...new Set([...Object.keys(run.validation?.means ?? {}), ...Object.keys(run.test ?? {})])];
  const cell = (value: number | undefined): string => (value === undefined ? "" : figureText(value));
  const metrics = names.map(
    (name) => `| ${escaped(name)} | ${cell(run.validation?.means[name])} | ${cell(run.test?.[name])} |`,
  );
  const parameters = Object.entries(run.parameters)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${typeof value === "number" ? figureText(value) : String(value)}`);
  const lines = [
    `**${escaped(run.model)}** ${escaped(run.algorithm ?? "")} \`${run.id}\``,
    ...(run.started === null ? [] : [`\n${run.started.replace("T", " ").slice(0, 16)} UTC`]),
    ...(run.problem === null ? [] : [`\n${escaped(run.problem)}`]),
    ...(metrics.length === 0 ? [] : ["\n| metric | validation | test |", "| --- | --: | --: |", ...metrics]),
    ...(parameters.length === 0 ? [] : [`\n${escaped(parameters.join(", "))}`]),
  ];
  return lines.join("\n");
}

const firstFigure = (figures: Figures | null): string | undefined => {
  const [first] = Object.entries(figures ?? {});
  return first === undefined ? undefined : `${first[0]} ${figureText(first[1])}`;
};

const blockAddress = ({ address }: Run): string => address.split("/", 1)[0] as string;

/** Names come from the project: they must not be read as Markdown. */
const escaped = (text: string): string => text.replace(/[\\`*_{}[\]()#+!|<>~]/g, "\\$&");
