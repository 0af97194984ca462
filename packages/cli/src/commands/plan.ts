import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Engine, planProject } from "@mlopsc/engine";
import { type DesiredState, type Plan, planCounts, savedPlan, targetSteps } from "@mlopsc/plan";
import { exitCode, UsageError } from "../exit-code.ts";
import { desiredOrStop } from "../project/desired-or-stop.ts";
import { findProject } from "../project/find-project.ts";
import { withEngine } from "../project/with-engine.ts";
import { Stopped } from "../stopped.ts";
import { printPlan } from "../terminal/print-plan.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type CommandRun, type Options, textOperand, textOption } from "./command.ts";
import { formatOption } from "./format-option.ts";

export const plan: CommandRun = async (terminal, operands, options) => {
  const format = formatOption(options, ["text", "json"]);
  const project = findProject(terminal.folder, textOperand(operands, 0));
  const { desired, sources } = await desiredOrStop(project, options, terminal);
  const made = await withEngine(project, (engine) => makePlan(engine, desired, sources, options, terminal));
  const out = textOption(options, "out");
  if (out !== undefined) writeFileSync(resolve(terminal.folder, out), `${JSON.stringify(savedPlan(made), null, 1)}\n`);
  if (format === "json") terminal.out(`${JSON.stringify(savedPlan(made), null, 1)}\n`);
  else terminal.out(printPlan(made, terminal, { all: options["all"] === true }));
  if (out !== undefined) terminal.err(`Saved. Carry it out with \`mlopsc apply ${out}\`.\n`);
  return options["detailedExitcode"] === true && !planCounts(made).empty ? exitCode.usage : exitCode.success;
};

/** The plan for the project as it stands; sources that cannot be read end the command. */
export async function makePlan(
  { services, handlers }: Engine,
  desired: DesiredState,
  sources: ReadonlyMap<string, string>,
  options: Options,
  { signal }: Terminal,
): Promise<Plan> {
  const target = textOption(options, "target");
  if (target !== undefined && targetSteps(desired, target) === null) {
    throw new UsageError(
      `Nothing in the project has the address "${target}". Addresses look like model.churn or model.churn/search.`,
    );
  }
  const planned = await planProject(desired, {
    services,
    handlers,
    signal,
    ...(target === undefined ? {} : { target }),
    ...todayOption(options),
  });
  if (planned.problems !== undefined) throw new Stopped(planned.problems, sources);
  return planned.plan;
}

/** As of which day the data are taken in anew, where that is asked for. */
function todayOption(options: Options): { readonly today?: number } {
  const text = textOption(options, "today");
  if (text === undefined) return {};
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new UsageError(`--today wants a day like 2026-01-31, not "${text}".`);
  return { today: time / 86_400_000 };
}
