import type { Table } from "@mlopsc/learn";
import type { DesiredState } from "@mlopsc/plan";
import { applyPlan } from "../apply/apply-plan.ts";
import { planProject } from "../apply/plan-project.ts";
import { createHandlers } from "../handlers/create-handlers.ts";
import type { TableOutcome } from "../handlers/outcomes.ts";
import type { HandlerServices } from "../handlers/services.ts";
import { openRegistry } from "../registry/sqlite/sqlite-registry.ts";

/**
 * A table of the project as it would be if its data were taken in on another day: computed aside, in a registry that is
 * thrown away. Undefined where it cannot be computed.
 */
export async function tableAsOf(
  desired: DesiredState,
  address: string,
  today: number,
  services: HandlerServices,
  signal?: AbortSignal,
): Promise<Table | undefined> {
  const { registry, problem } = openRegistry(":memory:", services.clock);
  if (problem !== undefined) throw new Error(problem.message);
  const aside: HandlerServices = { ...services, registry };
  const handlers = createHandlers(aside);
  try {
    const options = { services: aside, handlers, target: address, today, ...(signal ? { signal } : {}) };
    const planned = await planProject(desired, options);
    if (planned.problems !== undefined) return undefined;
    const { clock, objects, data } = services;
    const state = { registry, objects };
    await applyPlan(planned.plan, { state, handlers, clock, who: "", concurrency: 2, ...(signal ? { signal } : {}) });
    const outcome = registry.steps.current(address)?.outcome as TableOutcome | undefined;
    return outcome === undefined ? undefined : await data.table(outcome.table);
  } finally {
    registry.close();
  }
}
