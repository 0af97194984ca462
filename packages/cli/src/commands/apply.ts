import { readFileSync, statSync } from "node:fs";
import { availableParallelism, userInfo } from "node:os";
import { dirname, resolve } from "node:path";
import { applyPlan, type Engine, sourceFingerprints, type WalkSummary } from "@mlopsc/engine";
import { type DesiredState, type Plan, planCounts, type Step, validateSavedPlan } from "@mlopsc/plan";
import { exitCode, UsageError } from "../exit-code.ts";
import { desiredOrStop } from "../project/desired-or-stop.ts";
import { findProject, specsIn } from "../project/find-project.ts";
import { projectOption } from "../project/open-state.ts";
import { withEngine } from "../project/with-engine.ts";
import { Stopped } from "../stopped.ts";
import { diagnosticsText } from "../terminal/diagnostics-text.ts";
import { counted, formatDuration } from "../terminal/numbers.ts";
import { printEvents, summaryLine } from "../terminal/print-events.ts";
import { printPlan } from "../terminal/print-plan.ts";
import { showProgress } from "../terminal/show-progress.ts";
import { summariseDeployments } from "../terminal/summarise-deployments.ts";
import { summariseResults } from "../terminal/summarise-results.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type CommandRun, type Options, textOperand, textOption } from "./command.ts";
import { formatOption } from "./format-option.ts";
import { makePlan } from "./plan.ts";

export const apply: CommandRun = async (terminal, operands, options) => {
  const events = formatOption(options, ["text", "json"]) === "json";
  const operand = textOperand(operands, 0);
  const saved = operand === undefined ? undefined : readSavedPlan(resolve(terminal.folder, operand));
  if (saved !== undefined)
    return applySaved(saved, projectOfPlan(operand as string, options, terminal), options, terminal);
  const project = findProject(terminal.folder, operand ?? textOption(options, "project"));
  const { desired, sources } = await desiredOrStop(project, options, terminal);
  return withEngine(project, async (engine) => {
    const plan = await makePlan(engine, desired, sources, options, terminal);
    if (!events) terminal.out(`${printPlan(plan, terminal)}${planCounts(plan).empty ? "" : "\n"}`);
    return carryOut(engine, plan, plan.fingerprints, sources, options, terminal);
  });
};

/** The one that `--project` names; or in whose folder the plan lies; or the nearest. */
function projectOfPlan(plan: string, options: Options, terminal: Terminal): string {
  const beside = dirname(resolve(terminal.folder, plan));
  const holdsSpecs = textOption(options, "project") === undefined && specsIn(beside).length > 0;
  return holdsSpecs ? findProject(beside, undefined) : projectOption(terminal, options);
}

function applySaved(plan: Plan, project: string, options: Options, terminal: Terminal): Promise<number> {
  return withEngine(project, async (engine) => {
    const steps = plan.steps.flatMap(({ step }) => (step ? [step as Step] : []));
    const desired: DesiredState = { project: plan.project, steps };
    const { fingerprints, problems } = await sourceFingerprints(desired, {
      services: engine.services,
      signal: terminal.signal,
    });
    if (problems.length > 0) throw new Stopped(problems);
    return carryOut(engine, plan, fingerprints, new Map(), options, terminal);
  });
}

/** Applies a plan, shows how it goes and what came of it, and gives the exit code. */
export async function carryOut(
  engine: Engine,
  plan: Plan,
  fingerprints: Readonly<Record<string, string>>,
  sources: ReadonlyMap<string, string>,
  options: Options,
  terminal: Terminal,
): Promise<number> {
  const events = formatOption(options, ["text", "json"]) === "json";
  const progress = events ? printEvents(terminal, sources) : showProgress(terminal);
  const applied = await applyPlan(plan, {
    state: engine.state,
    handlers: engine.handlers,
    clock: Date.now,
    who: userInfo().username,
    concurrency: readConcurrency(options),
    signal: terminal.signal,
    onEvent: progress.hear,
    fingerprints,
    breakLock: options["breakLock"] === true,
  });
  progress.end();
  if (applied.problem !== undefined) throw new Stopped([applied.problem], sources);
  const { summary, durationMilliseconds } = applied;
  const code = { done: exitCode.success, failed: exitCode.failure, interrupted: exitCode.interrupted }[summary.status];
  if (events) {
    terminal.out(summaryLine(summary, durationMilliseconds, sources));
    return code;
  }
  if (summary.diagnostics.length > 0) terminal.err(`\n${diagnosticsText(summary.diagnostics, sources, terminal)}`);
  if (!planCounts(plan).empty) terminal.out(closing(summary, durationMilliseconds, terminal));
  if (!onlyBrings(plan)) terminal.out(summariseResults(engine.state.registry, plan, terminal));
  terminal.out(summariseDeployments(engine.state.registry, summary.states, terminal));
  return code;
}

/** Nothing about models is new then. */
function onlyBrings(plan: Plan): boolean {
  const work = plan.steps.filter(({ action }) => action !== "reuse");
  return work.length > 0 && work.every(({ kind }) => kind === "deploy-model");
}

function closing({ status, states }: WalkSummary, milliseconds: number, { colours }: Terminal): string {
  const count = (state: string): number => [...states.values()].filter((each) => each === state).length;
  const parts = [`${count("finished")} done`, `${count("reused")} as before`];
  for (const [state, word] of Object.entries(otherStates)) if (count(state) > 0) parts.push(`${count(state)} ${word}`);
  const head = {
    done: colours.green("Applied."),
    failed: colours.red("Not all could be applied."),
    interrupted: colours.yellow("Stopped. What was finished is kept; apply again to go on."),
  }[status];
  return `\n${colours.bold(head)} ${counted(states.size, "step")}: ${parts.join(", ")}. ${formatDuration(milliseconds)}.\n`;
}

const otherStates = {
  removed: "removed",
  held: "waiting",
  failed: "failed",
  skipped: "skipped",
  interrupted: "interrupted",
} as const;

/** A plan where the operand is a file that holds one; undefined where it is a project. */
function readSavedPlan(path: string): Plan | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || stats.isDirectory() || path.endsWith(".mlops")) return undefined;
  const { plan, problem } = validateSavedPlan(parseJson(path));
  if (problem !== undefined) throw new Stopped([problem]);
  return plan;
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new UsageError(`${path} is neither a project's folder nor a plan saved by \`mlopsc plan --out\`.`);
  }
}

function readConcurrency(options: Options): number {
  const text = textOption(options, "concurrency");
  if (text === undefined) return availableParallelism();
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new UsageError(`--concurrency wants a whole number from 1, not "${text}".`);
  return count;
}
