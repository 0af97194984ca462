import { codes, report } from "@mlopsc/diagnostics";
import { type BundleOutcome, loadOutcome, type Registry } from "@mlopsc/engine";
import { blockOf, type Plan, type PlannedStep } from "@mlopsc/plan";
import { exitCode } from "../exit-code.ts";
import { desiredOrStop } from "../project/desired-or-stop.ts";
import { projectOption } from "../project/open-state.ts";
import { withEngine } from "../project/with-engine.ts";
import { Stopped } from "../stopped.ts";
import { printPlan } from "../terminal/print-plan.ts";
import { carryOut } from "./apply.ts";
import { type CommandRun, textOperand } from "./command.ts";
import { makePlan } from "./plan.ts";

/**
 * Lets a version pass to the next target that waits for a person, and brings it there as apply would: where the spec says
 * so, where it was rolled back, or where a retraining refused it.
 */
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
      const waiting = waitingSteps(plan, engine.state.registry);
      const [next, ...later] = waiting.targets;
      if (next === undefined && waiting.models.length === 0)
        throw new Stopped([report(codes.nothingWaits, { deployment })]);
      for (const { address } of [...waiting.models, ...(next ? [next] : [])]) approved.add(address);
      terminal.out(`${printPlan(plan, terminal)}\n${next ? passing(plan, next, engine.state.registry) : ""}`);
      const code = await carryOut(engine, plan, plan.fingerprints, sources, options, terminal);
      if (code === exitCode.success && later[0] !== undefined)
        terminal.out(`\n${later[0].address} waits for another \`mlopsc promote\`.\n`);
      return code;
    },
    { approved },
  );
};

/** `Version 2 of churn goes to production, where version 1 answers.` Nothing where the version is still to be made. */
function passing({ steps }: Plan, { address, step }: PlannedStep, registry: Registry): string {
  const block = blockOf(address);
  const known = steps.some((each) => each.address === block && each.action === "reuse");
  const bundle = known ? (loadOutcome(registry, block, "build-bundle") as BundleOutcome | undefined) : undefined;
  if (bundle === undefined || step?.kind !== "deploy-model") return "";
  const { deployment, target } = step.config;
  const serving = registry.releases.serving(deployment, target.name);
  const there = serving === undefined ? "" : `, where version ${serving.version} answers`;
  return `Version ${bundle.version} of ${bundle.model} goes to ${target.name}${there}.\n\n`;
}

/** Models that are trained and not registered, and targets in the order of the way that a version goes. */
function waitingSteps(
  { steps }: Plan,
  { decisions, releases }: Registry,
): Record<"models" | "targets", readonly PlannedStep[]> {
  const open = steps.filter(({ action }) => action !== "reuse" && action !== "remove");
  const isRefused = (address: string): boolean =>
    decisions.list({ subject: blockOf(address) }).at(-1)?.event === "refused";
  return {
    models: open.filter(({ kind, address }) => kind === "register-model" && isRefused(address)),
    targets: open.filter(({ step }) => {
      if (step?.kind !== "deploy-model") return false;
      const { deployment, target, approve } = step.config;
      return approve || releases.list(deployment, target.name).some(({ status }) => status === "rolled_back");
    }),
  };
}
