import { planProject } from "@mlopsc/engine";
import type { DesiredState, Plan } from "@mlopsc/plan";
import { exitCode } from "../exit-code.ts";
import { deployedTarget, deployedTargets } from "../operations/deployed-targets.ts";
import { projectOption } from "../project/open-state.ts";
import { withEngine } from "../project/with-engine.ts";
import { Stopped } from "../stopped.ts";
import { printPlan } from "../terminal/print-plan.ts";
import { carryOut } from "./apply.ts";
import { type CommandRun, textOperand } from "./command.ts";

/** Takes deployments down as if their blocks were gone. Data, models and request logs stay; apply brings them back. */
export const destroy: CommandRun = (terminal, operands, options) =>
  withEngine(projectOption(terminal, options), async (engine) => {
    const asked = textOperand(operands, 0);
    const { registry } = engine.state;
    if (asked !== undefined) deployedTarget(registry, asked, undefined);
    const wanted = deployedTargets(registry).filter(({ deployment }) => asked === undefined || deployment === asked);
    if (wanted.length === 0) {
      terminal.out("Nothing is deployed.\n");
      return exitCode.success;
    }
    const nothing: DesiredState = { project: { name: "", description: null, seed: 0 }, steps: [] };
    const { services, handlers } = engine;
    const planned = await planProject(nothing, { services, handlers, signal: terminal.signal });
    if (planned.problems !== undefined) throw new Stopped(planned.problems);
    const gone = new Set(wanted.map(({ address }) => address));
    const steps = planned.plan.steps.flatMap((step) =>
      gone.has(step.address) ? [{ ...step, causes: [{ address: step.address, change: "it is asked for" }] }] : [],
    );
    const plan: Plan = { ...planned.plan, steps };
    terminal.out(`${printPlan(plan, terminal)}\n`);
    return carryOut(engine, plan, plan.fingerprints, new Map(), options, terminal);
  });
