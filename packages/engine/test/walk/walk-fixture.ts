import { codes, report } from "@mlopsc/diagnostics";
import { comparePlan, type Plan, type Step, type StepKind } from "@mlopsc/plan";
import { openRegistry, type SqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { type Handler, type Handlers, versionsOf } from "../../src/walk/handler.ts";
import type { WalkEvent, WalkSummary } from "../../src/walk/walk-event.ts";
import type { WalkOptions } from "../../src/walk/walk-options.ts";
import { walkPlan } from "../../src/walk/walk-plan.ts";

const place = { file: "main.mlops", span: { start: 0, end: 1 } };

/** A register step stands for any work here: its config is a name, its outcome what the test's `work` says. */
export const stepNamed = (address: string, inputs: readonly string[] = [], name = address): Step => ({
  address,
  kind: "register-model",
  config: { name },
  inputs: Object.fromEntries(inputs.map((input, index) => [`input${index}`, input])),
  place,
});

/** A step whose result is what runs out there; its config is as little as {@link stepNamed}'s. */
export const deployNamed = (address: string, inputs: readonly string[] = [], name = address): Step =>
  ({ ...stepNamed(address, inputs, name), kind: "deploy-model" }) as unknown as Step;

export type Work = (task: Parameters<Handler["run"]>[0], name: string) => Promise<unknown> | unknown;

/** Handlers that all do `work`; a name in `refused` fails as a person's mistake, one in `objected` has objections. */
export function handlersDoing(
  work: Work,
  { refused = [], objected = [] }: { refused?: readonly string[]; objected?: readonly string[] } = {},
): Handlers {
  const nameOf = (step: Step) => (step.config as { name: string }).name;
  const problem = report(codes.learningFailed, { address: "x", problem: "no", help: "" }, { place });
  const handler: Handler = {
    version: 1,
    run: async (task) =>
      refused.includes(nameOf(task.step))
        ? { failed: [problem] }
        : { outcome: await work(task, nameOf(task.step)), objects: [] },
    objections: (step) => (objected.includes(nameOf(step)) ? [problem] : []),
  };
  const kinds: readonly StepKind[] = [
    "ingest-dataset",
    "validate-dataset",
    "transform-data",
    "split-data",
    "search-model",
    "validate-model",
    "train-model",
    "combine-models",
    "evaluate-model",
    "register-model",
    "compare-samples",
    "build-bundle",
    "deploy-model",
    "register-monitor",
    "set-alerts",
  ];
  return Object.fromEntries(kinds.map((kind) => [kind, handler])) as unknown as Handlers;
}

export function memoryRegistry(): SqliteRegistry {
  const { registry, problem } = openRegistry(":memory:", () => 0);
  if (problem !== undefined) throw new Error(problem.message);
  return registry;
}

export function planOf(
  steps: readonly Step[],
  registry: SqliteRegistry,
  handlers: Handlers,
  drifted: Readonly<Record<string, readonly string[]>> = {},
): Plan {
  const desired = { project: { name: "p", description: null, seed: 1 }, steps };
  return comparePlan(desired, registry.snapshot(), {
    fingerprints: {},
    handlerVersions: versionsOf(handlers),
    drifted,
  });
}

export interface Walked extends WalkSummary {
  /** `started a`, `finished a`, … without progress and estimates. */
  readonly told: readonly string[];
  readonly events: readonly WalkEvent[];
}

export async function walkSteps(
  steps: readonly Step[],
  registry: SqliteRegistry,
  handlers: Handlers,
  { drifted, ...more }: Partial<WalkOptions> & { readonly drifted?: Readonly<Record<string, readonly string[]>> } = {},
): Promise<Walked> {
  const events: WalkEvent[] = [];
  const options = { handlers, registry, apply: 1, clock: () => 0, concurrency: 2, ...more };
  const onEvent = (event: WalkEvent): void => {
    events.push(event);
    more.onEvent?.(event);
  };
  const summary = await walkPlan(planOf(steps, registry, handlers, drifted), { ...options, onEvent });
  const told = events.flatMap((event) =>
    event.type === "estimate" || event.type === "progress" ? [] : `${event.type} ${event.address}`,
  );
  return { ...summary, told, events };
}
