import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DesiredState, PlannedStep, SearchModel } from "@mlopsc/plan";
import { afterEach, expect, test } from "vitest";
import { applyPlan } from "../../src/apply/apply-plan.ts";
import { type Engine, openEngine } from "../../src/apply/open-engine.ts";
import { planProject } from "../../src/apply/plan-project.ts";
import { InlineCompute } from "../../src/compute/inline-compute.ts";
import { smallProject, smallProjectFiles } from "../fixtures/small-project.ts";
import { applyInProcess, keptTrials, newProjectFolder } from "./process.ts";

const address = "model.churn/search";
const opened: Engine[] = [];
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

function engineIn(folder: string, clock: () => number = () => Date.UTC(2020, 0, 2)): Engine {
  const { engine, problem } = openEngine({ projectFolder: folder, clock, compute: new InlineCompute() });
  if (problem !== undefined) throw new Error(problem.message);
  opened.push(engine);
  return engine;
}

async function plannedSteps(engine: Engine, desired: DesiredState): Promise<readonly PlannedStep[]> {
  const { plan, problems } = await planProject(desired, engine);
  if (problems !== undefined) throw new Error(problems.map(({ message }) => message).join("\n"));
  return plan.steps;
}

/** Applies until the search has come so far: "3 of". */
async function apply(engine: Engine, desired: DesiredState, until?: string): Promise<void> {
  const { plan } = await planProject(desired, engine);
  const { state, handlers } = engine;
  const controller = new AbortController();
  await applyPlan(plan!, {
    ...{ state, handlers, clock: engine.services.clock, who: "test", concurrency: 2, signal: controller.signal },
    onEvent: (event) => {
      if (event.type !== "progress" || event.address !== address || until === undefined) return;
      if (event.message.startsWith(until)) controller.abort();
    },
  });
}

const searchedBy = (desired: DesiredState, search: Partial<SearchModel["search"]>): DesiredState => ({
  ...desired,
  steps: desired.steps.map((step) =>
    step.kind === "search-model"
      ? { ...step, config: { ...step.config, search: { ...step.config.search, ...search } } }
      : step,
  ),
});

const kept = (steps: readonly PlannedStep[]) => steps.flatMap((step) => (step.kept ? [[step.address, step.kept]] : []));

test("after kill -9 in the middle of a search the plan says how many of its trials are kept", async () => {
  const folder = newProjectFolder();
  const trials = 20;
  const inTheMiddle = () => keptTrials(folder) >= 3;
  const killed = await applyInProcess(folder, { trials, stop: { signal: "SIGKILL", after: inTheMiddle } });
  expect(killed.signal).toBe("SIGKILL");
  const done = keptTrials(folder);
  expect(done).toBeLessThan(trials);

  const engine = engineIn(folder);
  const planned = await plannedSteps(engine, smallProject({ trials }));
  expect(kept(planned)).toEqual([[address, { done, of: trials, unit: "trials" }]]);
  // Another search is another: nothing of this one is kept for it.
  expect(kept(await plannedSteps(engine, smallProject({ trials: 19 })))).toEqual([]);

  expect((await applyInProcess(folder, { trials })).code).toBe(0);
  const ended = await plannedSteps(engine, smallProject({ trials }));
  expect(ended.map(({ action }) => action)).toEqual(ended.map(() => "reuse"));
  expect(kept(ended)).toEqual([]);
});

test("of a halving measurements are counted, which are several of a trial", async () => {
  const engine = engineIn(newProjectFolder());
  const desired = searchedBy(smallProject(), { strategy: "halving", trials: 9, factor: 3 });
  await apply(engine, desired, "10 of");
  expect(kept(await plannedSteps(engine, desired))).toEqual([[address, { done: 10, of: 12, unit: "measurements" }]]);
});

test("what is kept is taken from the time that the search is expected to take", async () => {
  const engine = engineIn(newProjectFolder(), Date.now);
  await apply(engine, smallProject());
  const before = engine.state.registry.steps.current(address)!.durationMilliseconds;
  const desired = smallProject({ trials: 8 });
  await apply(engine, desired, "2 of");
  const planned = (await plannedSteps(engine, desired)).find((step) => step.address === address);
  expect(planned).toMatchObject({ action: "replace", kept: { done: 2, of: 8 } });
  expect(planned?.estimateMilliseconds).toBeCloseTo(0.75 * before);
});

test("nothing is said where the inputs have to be made anew: they may come out otherwise", async () => {
  const folder = newProjectFolder();
  const engine = engineIn(folder);
  await apply(engine, smallProject(), "3 of");
  expect(kept(await plannedSteps(engine, smallProject()))).toHaveLength(1);
  writeFileSync(join(folder, "visits.csv"), smallProjectFiles(600, 2)["visits.csv"]!);
  expect(kept(await plannedSteps(engine, smallProject()))).toEqual([]);
});

test("a search that an earlier spec has brought to its end is not half done", async () => {
  const engine = engineIn(newProjectFolder());
  await apply(engine, smallProject());
  await apply(engine, smallProject({ trials: 7 }));
  expect(kept(await plannedSteps(engine, smallProject()))).toEqual([]);
});
