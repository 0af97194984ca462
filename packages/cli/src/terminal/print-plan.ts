import { taskNames } from "@mlopsc/compiler";
import { type Action, blockOf, glyphs, type Plan, type PlannedStep, type StepOf, type TrainModel } from "@mlopsc/plan";
import { counted, formatDuration } from "./numbers.ts";
import type { Terminal } from "./terminal.ts";

type Paint = (text: string) => string;

/** The plan in Terraform's manner: "No changes." first, a line a step with its reason, counts and an estimate at the end. */
export function printPlan(plan: Plan, terminal: Terminal, { all = false }: { all?: boolean } = {}): string {
  const { bold } = terminal.colours;
  const work = plan.steps.filter(({ action }) => action !== "reuse");
  const shown = all ? plan.steps : work;
  const addressWidth = Math.max(0, ...shown.map(({ address }) => address.length));
  const lines = shown.flatMap((step) => stepLines(step, addressWidth, terminal));
  const head =
    work.length === 0
      ? `${bold("No changes.")} What the files say is what is there: ${counted(plan.steps.length, "step")} up to date.\n`
      : `${bold("mlopsc will do this:")}\n`;
  const tail = work.length === 0 ? "" : `\n${summary(work, plan, terminal)}\n`;
  return `${head}${lines.length > 0 ? `\n${lines.join("\n")}\n` : ""}${tail}`;
}

function stepLines(step: PlannedStep, addressWidth: number, { colours }: Terminal): string[] {
  const paint = paintOf(step.action, colours);
  const estimate =
    step.estimateMilliseconds === undefined ? "" : `, about ${formatDuration(step.estimateMilliseconds)}`;
  const maybe = step.provisional && step.action !== "reuse" ? ", unless its inputs come out the same" : "";
  const gap = " ".repeat(addressWidth - step.address.length + 2);
  const what = step.action === "reuse" ? "" : colours.dim(`${gap}${workOf(step)}${keptText(step)}${estimate}${maybe}`);
  return [`${paint(glyphs[step.action].padStart(5))} ${paint(step.address)}${what}`, ...reasonLines(step, colours)];
}

/** The changes of the step itself; or what a person changed elsewhere, and by way of which steps it got here. */
function reasonLines({ action, address, causes }: PlannedStep, { dim }: Terminal["colours"]): string[] {
  const [first, ...others] = causes;
  if (first === undefined || action === "reuse") return [];
  const indent = " ".repeat(8);
  if (action === "create")
    return causes
      .filter((cause) => cause.address !== address)
      .map(({ change }) => dim(`${indent}refused last time: ${change}`));
  if (first.address === address) {
    return causes.map(({ change }, index) => dim(`${indent}${index === 0 ? "because" : "    and"} ${change}`));
  }
  const between = others.filter((cause) => cause.address !== address).map((cause) => ` ⇒ ${cause.address}`);
  return [dim(`${indent}because ${first.address}: ${first.change}${between.join("")}`)];
}

function summary(work: readonly PlannedStep[], plan: Plan, { colours }: Terminal): string {
  const count = (action: Action): number => work.filter((step) => step.action === action).length;
  const parts = [
    `${count("create")} to add`,
    `${count("update")} to update`,
    `${count("replace")} to replace`,
    `${count("remove")} to remove`,
  ];
  const reused = plan.steps.length - work.length;
  const known = work.filter(({ estimateMilliseconds }) => estimateMilliseconds !== undefined);
  const total = known.reduce((sum, { estimateMilliseconds = 0 }) => sum + estimateMilliseconds, 0);
  const time =
    known.length === 0 ? "" : ` ${known.length < work.length ? "At least" : "About"} ${formatDuration(total)}.`;
  return `${colours.bold("Plan:")} ${parts.join(", ")}.${reused > 0 ? ` ${counted(reused, "step")} up to date.` : ""}${time}`;
}

function paintOf(action: Action, { green, yellow, red, dim }: Terminal["colours"]): Paint {
  return { reuse: dim, create: green, update: yellow, replace: yellow, remove: red }[action];
}

/** Of a deployment where to and how, as long as it is in the project. */
function workOf({ action, kind, step, drifted }: PlannedStep): string {
  if (action === "remove") return kind === "deploy-model" ? "take it down" : "";
  if (step?.kind === "train-model") return `${verbs[kind]}${taskText(step)}`;
  if (step?.kind !== "deploy-model") return verbs[kind] ?? kind;
  const { target, rollout, approve } = step.config;
  const share =
    rollout.kind === "canary" ? `, ${percent(rollout.share)} for ${formatDuration(rollout.holdMilliseconds)}` : "";
  const way = `${rollout.kind.replace("_", "-")}${share}`;
  return `bring it to ${target.platform.kind}, port ${target.port} (${way})${approve && !drifted ? ", once promoted" : ""}`;
}

/** Which task was made of what the model predicts; its baseline has the same. */
function taskText({ address, config: { definition } }: StepOf<"train-model", TrainModel>): string {
  return address === blockOf(address) ? `: ${taskNames[definition.task]}` : "";
}

const keptText = ({ kept }: PlannedStep): string =>
  kept === undefined ? "" : `, ${kept.done} of ${kept.of} ${kept.unit} kept`;

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;

const verbs: Readonly<Record<string, string>> = {
  "ingest-dataset": "take in the data",
  "validate-dataset": "hold it to what is expected",
  "transform-data": "build the table",
  "split-data": "put the test part aside",
  "search-model": "search hyper-parameters",
  "validate-model": "cross-validate",
  "train-model": "train",
  "combine-models": "combine the members",
  "evaluate-model": "measure on the test part, once",
  "register-model": "register a version",
  "compare-samples": "compare the samples",
  "build-bundle": "put model and server together",
  "register-monitor": "set up what live data are held against",
  "set-alerts": "set the alerts",
};
