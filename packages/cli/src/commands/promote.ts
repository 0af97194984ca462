import { codes, report } from "@mlopsc/diagnostics";
import type { Plan, PlannedStep } from "@mlopsc/plan";
import { exitCode } from "../exit-code.ts";
import { desiredOrStop } from "../project/desired-or-stop.ts";
import { projectOption } from "../project/open-state.ts";
import { withEngine } from "../project/with-engine.ts";
import { Stopped } from "../stopped.ts";
import { printPlan } from "../terminal/print-plan.ts";
import { carryOut } from "./apply.ts";
import { type CommandRun, textOperand } from "./command.ts";
import { makePlan } from "./plan.ts";

/** Lets a version pass to the next target that waits for a person, and brings it there as apply would. */
export const promote: CommandRun = async (terminal, operands, options) => {
  const deployment = textOperand(operands, 0) ?? "";
  const project = projectOption(terminal, options);
  const { desired, sources } = await desiredOrStop(project, options, terminal);
  const target = `deploy.${deployment}`;
  const known = desired.steps.flatMap(({ kind, config }) => (kind === "build-bundle" ? [config.name] : []));
  if (!known.includes(deployment)) throw new Stopped([report(codes.unknownDeployment, { deployment, known })]);
  const approved = new Set<string>();
  return withEngine(
    project,
    async (engine) => {
      const plan = await makePlan(engine, desired, sources, { ...options, target }, terminal);
      const waiting = plan.steps.find(waits);
      if (waiting === undefined) throw new Stopped([report(codes.nothingWaits, { deployment })]);
      approved.add(waiting.address);
      terminal.out(`${printPlan(plan, terminal)}\n`);
      const code = await carryOut(engine, plan, plan.fingerprints, sources, options, terminal);
      return code === exitCode.success ? tellNext(plan, approved, terminal.out) : code;
    },
    { approved },
  );
};

const waits = ({ action, step }: PlannedStep): boolean =>
  action !== "reuse" && step?.kind === "deploy-model" && step.config.approve;

/** Several targets may want a person each. */
function tellNext(plan: Plan, approved: ReadonlySet<string>, out: (text: string) => void): number {
  const next = plan.steps.filter(waits).find(({ address }) => !approved.has(address));
  if (next !== undefined) out(`\n${next.address} waits for another \`mlopsc promote\`.\n`);
  return exitCode.success;
}
