import type { Diagnostic } from "@mlopsc/diagnostics";
import { isStepKind, type Plan, type Step, type StepKind } from "@mlopsc/plan";
import { failureDiagnostic } from "./failure-diagnostic.ts";
import { handlerOf } from "./handler.ts";
import type { WalkLedger } from "./walk-ledger.ts";
import type { WalkOptions } from "./walk-options.ts";

/** Takes down and forgets the steps that a plan removes; those that are left when it is stopped stay. */
export async function removeSteps(plan: Plan, options: WalkOptions, ledger: WalkLedger): Promise<void> {
  for (const { action, address, kind } of plan.steps) {
    if (action !== "remove") continue;
    if (options.signal?.aborted) {
      ledger.leave(address);
      continue;
    }
    const problems = isStepKind(kind) ? await takeDown(address, kind, options) : [];
    if (problems.length > 0) {
      ledger.fail(address, problems);
      continue;
    }
    options.registry.steps.remove(address);
    ledger.remove(address);
  }
}

async function takeDown(
  address: string,
  kind: StepKind,
  { registry, handlers, signal = new AbortController().signal }: WalkOptions,
): Promise<readonly Diagnostic[]> {
  const remove = handlerOf(handlers, kind).remove;
  const gone = registry.steps.current(address);
  if (remove === undefined || gone === undefined) return [];
  const config = JSON.parse(gone.config) as Step["config"];
  try {
    return await remove({ address, config, outcome: gone.outcome, signal });
  } catch (failure) {
    return [failureDiagnostic(address, undefined, failure)];
  }
}
